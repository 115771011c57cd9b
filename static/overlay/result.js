// The banner of the winner: of the round at its end, of the map at the end of the match.

import { attribute, field, icon, picture, text } from "./dom.js";
import { FEATS, REASONS, featOf, mapWinner, mapsWon, reasonOf } from "./outcome.js";

export function drawResult(root, view) {
  const banner = field(root, "result");
  const words = wordsFor(view);
  attribute(banner, "data-kind", words?.kind ?? "");
  if (words === null) return; // it slides away with the words that it had
  const { winner } = words;
  attribute(banner, "data-flank", winner?.side ?? null);
  attribute(banner, "data-attacking", winner?.isAttacking ?? null);
  text(field(banner, "result-kind"), words.title);
  text(field(banner, "result-team"), winner?.spoken ?? "Draw");
  text(field(banner, "result-monogram"), winner?.monogram ?? "=");
  picture(field(banner, "result-logo"), winner?.logo ?? "");
  text(field(banner, "result-reason"), words.reason);
  icon(field(banner, "result-sign"), words.sign);
  text(field(banner, "result-feat"), FEATS[words.feat] ?? "");
  drawSponsor(banner, words.sponsor);
}

function wordsFor(view) {
  if (view.phase === "game_end") return mapWords(view);
  const winner = view.phase === "end" ? view.teams.find(({ id }) => id === view.outcome?.team) : null;
  if (!winner || view.outcome.round !== view.round) return null;
  const reason = reasonOf(view, winner);
  const feat = featOf(view, winner);
  return {
    kind: "round",
    winner,
    title: `Round ${view.round} won`,
    reason: REASONS[reason],
    sign: reason,
    feat,
    sponsor: sponsorFor(view.roundBox, winner.side, feat),
  };
}

function mapWords(view) {
  const winner = mapWinner(view);
  const [left, right] = view.teams;
  const map = view.map === "Loading" ? "" : view.map;
  const score = winner === right ? `${right.score}–${left.score}` : `${left.score}–${right.score}`;
  const title = winner === null ? "Match over" : titleFor(view, winner);
  return { kind: "map", winner, title, reason: [score, map].filter(Boolean).join(" · "), sign: "none" };
}

function titleFor(view, winner) {
  const { needed } = view.series;
  if (needed < 2) return "Match won";
  return mapsWon(view, winner) >= needed ? "Series won" : "Map won";
}

/** The first sponsor for this very feat, else the first for all; undefined where none fits. */
function sponsorFor(box, side, feat) {
  const fitting = box.filter((one) => ["all", side].includes(one.side));
  return fitting.find(({ feats }) => feats.includes(feat)) ?? fitting.find(({ feats }) => feats.includes("all"));
}

function drawSponsor(banner, sponsor) {
  picture(field(banner, "round-sponsor"), sponsor?.icon ?? "");
  picture(field(banner, "round-backdrop"), sponsor?.backdrop ?? "");
}
