// Names as the producer wants them: tools.nameOverrides.overrides is a JSON text of pairs
// [name or "name#tag", shown name].

import { list, object, string, words } from "./values.js";

/** @returns {Map<string, string>} from a name or full name to the one to show */
export function overrides(tools) {
  const section = object(tools.nameOverrides);
  const pairs = list(parsed(section.overrides)).filter((pair) => string(list(pair)[1]));
  return new Map(pairs.map(([from, to]) => [string(from).trim(), words(to)]));
}

function parsed(text) {
  if (typeof text !== "string") return text;
  try {
    return JSON.parse(text);
  } catch {
    return []; // typed by hand somewhere: a slip there must not take names off the air
  }
}

export function shownName(player, replaced) {
  const keys = [player.fullName, player.searchName, player.name].map((key) => string(key, 128));
  const found = keys.find((key) => replaced.has(key));
  return found === undefined ? words(player.name) || words(player.fullName) : replaced.get(found);
}
