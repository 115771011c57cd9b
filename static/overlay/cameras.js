// The cameras that the crew has on air, each beside the card of its player.

import { attribute } from "./dom.js";
import { list, object, string, yes } from "./values.js";

/** @returns {Map<string, string>} from a player's id to the address of the camera */
export function camerasOf(state, template) {
  const { enable, identifier, enabledPlayers } = object(object(object(state).tools).playercamsInfo);
  const room = string(identifier);
  if (!yes(enable) || !room) return new Map();
  const enabled = new Set(list(enabledPlayers));
  const players = list(object(state).teams).flatMap((team) => list(object(team).players)).map(object);
  const shown = players.filter(({ fullName }) => string(fullName) && enabled.has(fullName));
  return new Map(shown.map(({ riotId, fullName }) => [string(riotId), addressOf(template, room, fullName)]));
}

/** The stream is spelt as the field's front end spells it. */
function addressOf(template, room, fullName) {
  const tag = fullName.lastIndexOf("#");
  const stream = `${fullName.slice(0, tag).replaceAll(" ", "_")}_H_${fullName.slice(tag + 1)}`;
  const filled = template.replaceAll("{session}", encodeURIComponent(room));
  return filled.replaceAll("{player}", encodeURIComponent(stream));
}

export function drawCameras(root, cameras) {
  for (const card of root.querySelectorAll("[data-player]")) {
    const address = cameras.get(card.dataset.player);
    const frame = card.querySelector(".camera");
    if (address) attribute(frame ?? added(card), "src", address);
    else frame?.remove();
  }
}

function added(card) {
  const frame = document.createElement("iframe");
  frame.className = "camera";
  frame.allow = "autoplay";
  frame.referrerPolicy = "no-referrer";
  // A page of somebody else's: it may run, and lead this one nowhere.
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin");
  card.append(frame);
  return frame;
}
