// How a round was won, in words: the reason, and the feat of the winners.

import { resultOf } from "./following.js";

export const REASONS = {
  kills: "Elimination",
  detonated: "Spike detonated",
  defused: "Spike defused",
  timeout: "Time ran out",
};

export const FEATS = { ace: "Ace", clutch: "Clutch", teamAce: "Team ace", flawless: "Flawless" };

const SQUAD = 5;

/** The result of the team in the round: the record's, or what is known before it is written. */
export function shownResult(view, team, round) {
  const recorded = resultOf(team, round);
  if (recorded !== "upcoming" || view.outcome?.round !== round) return recorded;
  return view.outcome.team === team.id ? reasonOf(view, team) : "lost";
}

/** A key of REASONS. The spike's end may be told after the score. */
export function reasonOf(view, winner) {
  if (winner.isAttacking) return view.spike === "detonated" ? "detonated" : "kills";
  if (view.spike === "defused") return "defused";
  return view.wasTimeout ? "timeout" : "kills";
}

/** A key of FEATS, or "normal". */
export function featOf(view, winner) {
  const { players, id } = winner;
  if (players.some(({ killsThisRound }) => killsThisRound >= SQUAD)) return "ace";
  if (view.lastOnes.includes(id)) return "clutch";
  if (players.length < SQUAD) return "normal";
  if (players.every(({ killsThisRound }) => killsThisRound > 0)) return "teamAce";
  return players.some(({ isAlive, diedThisRound }) => diedThisRound || !isAlive) ? "normal" : "flawless";
}

/** The team that has won the map, or null: nobody has before the end, or with equal scores. */
export function mapWinner({ phase, teams: [left, right] }) {
  if (phase !== "game_end" || left.score === right.score) return null;
  return left.score > right.score ? left : right;
}

/** Maps won, this one included once it is over. */
export function mapsWon(view, team) {
  const { needed } = view.series;
  const won = team.mapsWon + (mapWinner(view) === team ? 1 : 0);
  return needed > 1 ? Math.min(won, needed) : won;
}
