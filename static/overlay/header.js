// The top bar: two teams, the score, the round, the phase and its clock, the series.

import { reading } from "./clock.js";
import { attribute, children, field, picture, pips, replay, style, text, value } from "./dom.js";
import { mapsWon } from "./outcome.js";
import { drawSide } from "./sides.js";

const PHASES = {
  LOBBY: ["VS", "Agent select"],
  game_start: ["VS", "Get ready"],
  shopping: ["BUY", "Phase"],
  combat: ["LIVE", "Round live"],
  end: ["END", "Round over"],
  game_end: ["FINAL", "Match over"],
};

const ROOMY_SERIES = 3; // this many maps fit with their whole names
const ROOMY_TRICODE = 5; // this many characters fit at full size

const SPIKE_WORDS = {
  planted: "Spike planted",
  detonated: "Spike detonated",
  defused: "Spike defused",
};

export function drawHeader(root, view) {
  for (const team of view.teams) drawTeam(root.querySelector(`[data-team="${team.side}"]`), team, view);
  drawCentre(root, view);
  drawSeries(root, view);
}

function drawTeam(box, team, view) {
  attribute(box, "data-attacking", team.isAttacking);
  text(field(box, "tricode"), team.title);
  attribute(field(box, "tricode"), "data-long", [...team.title].length > ROOMY_TRICODE);
  text(field(box, "team-name"), team.subtitle);
  text(field(box, "seed"), team.seed);
  text(field(box, "monogram"), team.monogram);
  drawSide(field(box, "side-sign"), team);
  picture(field(box, "logo"), team.logo);
  drawScore(field(box, "score"), team.score);
  pips(field(box, "timeouts-left"), team.timeouts.max, team.timeouts.left);
  const needed = view.series.needed > 1 ? view.series.needed : 0; // one map is no series
  pips(field(box, "maps-won"), needed, mapsWon(view, team));
  attribute(box.querySelector('[data-counter="maps"]'), "data-empty", needed === 0);
}

function drawScore(node, score) {
  const shown = String(score);
  if (node.textContent === shown) return;
  const isChange = node.textContent !== "";
  text(node, shown);
  if (isChange) replay(node, "changed");
}

function drawCentre(root, view) {
  const label = view.isOvertime ? `Overtime · Round ${view.round}` : `Round ${view.round}`;
  text(field(root, "round"), view.round > 0 ? label : view.map);
  value(field(root, "round"), view.round);
  const [, words] = PHASES[view.phase] ?? ["", view.phase];
  const isRound = ["combat", "end"].includes(view.phase);
  text(field(root, "phase"), (isRound && SPIKE_WORDS[view.spike]) || words);
  value(field(root, "phase"), view.phase);
  // Between rounds the state may still hold the last round's spike.
  attribute(field(root, "clock-box"), "data-spike", isRound ? view.spike : "");
}

/** Called several times a second, also when no state comes. A clock that must stop is not shown. */
export function drawClock(root, view, now, mustStop) {
  const box = field(root, "clock-box");
  const clock = mustStop ? null : reading(view, now);
  attribute(box, "data-clock", clock?.kind ?? "none");
  attribute(box, "data-level", clock?.level ?? 0);
  text(field(box, "clock"), clock?.text ?? PHASES[view.phase]?.[0] ?? "");
  style(field(box, "fuse"), "transform", `scaleX(${(clock?.part ?? 0).toFixed(3)})`);
}

function drawSeries(root, view) {
  drawEvent(root, view);
  const maps = view.series.maps.map((map) => wordsFor(map, view)).filter((words) => words.name);
  const box = field(root, "series");
  attribute(box, "data-compact", maps.length > ROOMY_SERIES);
  const items = children(box, maps.length, seriesItem);
  for (const [index, item] of [...items].entries()) drawMap(item, maps[index], maps.length);
}

function drawMap(item, { kind, name, score }, mapCount) {
  attribute(item, "data-kind", kind);
  text(field(item, "series-map"), mapCount > ROOMY_SERIES ? [...name].slice(0, 3).join("") : name);
  text(field(item, "series-score"), score);
}

function drawEvent(root, view) {
  const map = view.map === "Loading" ? "" : view.map;
  text(field(root, "event"), view.event);
  picture(field(root, "event-logo"), view.eventLogo);
  text(field(root, "map"), map);
  attribute(root.querySelector(".event"), "data-empty", !view.event && !map);
}

function seriesItem() {
  return document.getElementById("series-map").content.firstElementChild.cloneNode(true);
}

// The client leaves out the name of the map that is being played, and its score.
function wordsFor({ kind, map, score }, view) {
  const isPresent = kind === "present";
  const isOver = isPresent && view.phase === "game_end";
  const shown = isOver ? view.teams.map((team) => team.score) : score;
  const isPlayed = shown.every((rounds) => rounds !== null);
  return { kind, name: map || (isPresent ? view.map : ""), score: isPlayed ? shown.join("–") : "" };
}
