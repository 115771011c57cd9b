// Ten player cards, five a side, in the order of the state.

import { agentRole, badgeFor, weaponKind } from "./arsenal.js";
import { attribute, children, field, icon, pips, style, text, value } from "./dom.js";
import { drawSide } from "./sides.js";

const LOW_HEALTH = 30;
// Before the first round there is nothing to tell but who plays what; after the last, nobody is
// dead any more.
const MODES = { LOBBY: "line-up", game_end: "summary" };

export function drawPlayers(root, view) {
  for (const team of view.teams) {
    drawPlate(root.querySelector(`[data-plate="${team.side}"]`), team, view);
    const box = root.querySelector(`[data-players="${team.side}"]`);
    attribute(box, "data-attacking", team.isAttacking);
    attribute(box, "data-mode", MODES[view.phase] ?? "play");
    const cards = children(box, team.players.length, makeCard);
    for (const [index, player] of team.players.entries()) drawCard(cards[index], player, view);
  }
}

/** Above the cards: the side in words, and what the team has spent in this round. */
function drawPlate(plate, team, { phase }) {
  attribute(plate, "data-attacking", team.isAttacking);
  attribute(plate, "data-phase", phase);
  drawSide(field(plate, "side"), team);
  text(field(plate, "side-name"), team.isAttacking ? "Attack" : "Defence");
  text(field(plate, "spent"), team.spent.toLocaleString("en-GB"));
  value(field(plate, "spent"), team.spent);
}

function makeCard() {
  return document.getElementById("player-card").content.firstElementChild.cloneNode(true);
}

function drawCard(card, player, view) {
  attribute(card, "data-player", player.id);
  attribute(card, "data-alive", player.isAlive);
  attribute(card, "data-observed", player.isObserved);
  attribute(card, "data-spike", player.hasSpike);
  attribute(card, "data-focus", focusOf(player, view));
  text(field(card, "name"), player.name);
  drawAgent(card, player);
  drawHealth(card, player);
  drawWeapon(card, player);
  drawFigures(card, player);
  drawUltimate(card, player);
  drawCharges(field(card, "abilities"), player);
}

/**
 * Which of credits and K/D/A stands in front: the producer's hotkey decides for the living while
 * a round is played. The dead can't spend, so theirs is the K/D/A, as is everybody's at the end.
 */
function focusOf(player, view) {
  if (!player.isAlive || view.phase === "game_end") return "kda";
  return view.phase === "combat" && view.showAliveKda ? "kda" : "credits";
}

function drawAgent(card, { agent, badge }) {
  attribute(field(card, "agent-tile"), "data-role", agentRole(agent));
  icon(field(card, "role"), agentRole(agent));
  text(field(card, "monogram"), [...agent].slice(0, 2).join(""));
  text(field(card, "agent"), agent);
  text(field(card, "badge"), badgeFor(badge));
  value(field(card, "badge"), badge);
}

function drawHealth(card, { health, armour, isAlive }) {
  text(field(card, "health"), isAlive ? health : "");
  value(field(card, "health"), health);
  attribute(field(card, "health"), "data-low", isAlive && health <= LOW_HEALTH);
  style(field(card, "health-bar"), "transform", `scaleX(${Math.min(1, health / 100)})`);
  icon(field(card, "armour"), `armour-${armourKind(armour)}`);
  value(field(card, "armour"), armour);
}

function armourKind(armour) {
  return ["Light", "Heavy", "Regen"].includes(armour) ? armour.toLowerCase() : "none";
}

function drawWeapon(card, { weapon }) {
  const drawing = field(card, "weapon-drawing");
  icon(drawing, `weapon-${weaponKind(weapon)}`);
  value(drawing, weaponKind(weapon));
  text(field(card, "weapon"), weapon === "Unknown" ? "" : weapon);
  value(field(card, "weapon"), weapon);
}

function drawFigures(card, { credits, kills, deaths, assists }) {
  text(field(card, "credits"), credits.toLocaleString("en-GB"));
  value(field(card, "credits"), credits);
  text(field(card, "kills"), kills);
  text(field(card, "deaths"), deaths);
  text(field(card, "assists"), assists);
}

function drawUltimate(card, { ult, ultReady }) {
  pips(field(card, "ultimate"), ult.max, ult.points);
  attribute(card, "data-ult-ready", ultReady);
}

/** One group of pips for each ability; an ability without a charge keeps an empty one. */
function drawCharges(box, { charges }) {
  const groups = children(box, charges.length, () => document.createElement("span"));
  for (const [index, group] of [...groups].entries()) {
    pips(group, Math.max(1, charges[index]), charges[index]);
  }
  value(box, charges.join(" "));
}
