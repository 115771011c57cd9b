// The round history: one column a round, the left team above the right one.

import { attribute, children, field, icon } from "./dom.js";
import { shownResult } from "./outcome.js";

const WON = ["kills", "detonated", "defused", "timeout"];

export function drawRounds(root, view) {
  const first = firstShown(view);
  for (const team of view.teams) {
    const row = field(root, `rounds-${team.side}`);
    const cells = children(row, view.regulation, makeCell);
    for (const [index, cell] of [...cells].entries()) drawCell(cell, first + index, team, view);
  }
}

/** In overtime the row moves on: it always ends with the round that is played. */
function firstShown({ round, regulation }) {
  return Math.max(1, round - regulation + 1);
}

function makeCell() {
  const cell = document.createElement("i");
  cell.append(document.createElementNS("http://www.w3.org/2000/svg", "svg"));
  return cell;
}

function drawCell(cell, round, team, view) {
  const result = shownResult(view, team, round);
  const isRecorded = team.rounds[round - 1] && team.rounds[round - 1].result !== "upcoming";
  const wasAttack = isRecorded ? team.rounds[round - 1].wasAttack : team.isAttacking;
  attribute(cell, "data-round", round);
  attribute(cell, "data-result", result);
  attribute(cell, "data-attack", wasAttack);
  attribute(cell, "data-now", round === view.round);
  attribute(cell, "data-half", round === view.switchRound || round === view.firstOvertime);
  icon(cell.firstElementChild, WON.includes(result) ? result : "none");
}
