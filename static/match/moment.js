// The panel with the state of the match. What the feed has not told is a dash, never a zero.

import { attribute, children, field, text } from "../overlay/dom.js";

const UNKNOWN = "–";
const NO_WEAPON = "Unknown";

/** Draws `{seq, event, state}` as the server answers it. */
export function drawMoment(box, { seq, event, state }) {
  drawProblem(box, "");
  text(field(box, "event"), event ? described(event) : "Before the first event");
  text(field(box, "phase"), phaseOf(state, JSON.parse(box.dataset.phases)));
  text(field(box, "score"), state.teams.map((team) => team.roundsWon).join(" : "));
  text(field(box, "clock"), clockOf(state, event));
  text(field(box, "spike"), spikeOf(state));
  for (const [place, team] of state.teams.entries()) {
    const table = box.querySelector(`[data-place="${place}"]`);
    const isLeft = team.ingameTeamId === Number(box.dataset.left);
    attribute(table, "data-team", isLeft ? "left" : "right");
    drawTeam(table, team, box.querySelector("#moment-player"));
  }
  attribute(box, "data-shown", seq);
}

/** Says what went wrong, and greys the state that is no longer the asked one; "" for nothing. */
export function drawProblem(box, problem) {
  const line = field(box, "problem");
  text(line, problem);
  line.hidden = problem === "";
  attribute(field(box, "state"), "data-stale", problem !== "");
}

function described({ type, source, receivedMs }) {
  const at = new Date(receivedMs).toISOString().slice(11, 19);
  return `${type}, from ${source === "observer" ? "an observer" : source}, ${at} UTC`;
}

function phaseOf({ roundNumber, roundPhase }, words) {
  const phase = words[roundPhase] ?? roundPhase;
  return roundNumber ? `Round ${roundNumber}, ${phase}` : phase;
}

/** What is left of the round, the spike or a pause when the event came. */
function clockOf({ roundPhase, roundTimeoutTime, spikeDetonationTime, timeoutState }, event) {
  if (timeoutState.techPause) return "tech pause";
  if (timeoutState.leftTeam || timeoutState.rightTeam) {
    return `timeout ${minutes(timeoutState.timeRemaining)}`;
  }
  const end = spikeDetonationTime ?? roundTimeoutTime;
  if (!event || end === undefined || roundPhase !== "combat") return UNKNOWN;
  return minutes(Math.max(0, end - event.receivedMs) / 1000);
}

function minutes(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

function spikeOf({ spikeState }) {
  if (spikeState.detonated) return "Spike detonated";
  if (spikeState.defused) return "Spike defused";
  return spikeState.planted ? "Spike planted" : "Spike not planted";
}

function drawTeam(table, team, template) {
  text(field(table, "team"), team.teamName || team.teamTricode || UNKNOWN);
  text(field(table, "role"), team.isAttacking ? "attack" : "defence");
  const make = () => template.content.firstElementChild.cloneNode(true);
  const rows = children(field(table, "players"), team.players.length, make);
  for (const [index, player] of team.players.entries()) drawPlayer(rows[index], player);
}

function drawPlayer(row, player) {
  attribute(row, "data-player", player.riotId);
  attribute(row, "data-alive", player.isAlive);
  attribute(row, "data-spike", player.hasSpike);
  attribute(row, "data-ult-ready", player.maxUltPoints > 0 && player.ultReady);
  text(field(row, "name"), player.name);
  text(field(row, "agent"), player.agentInternal ? player.agentProper : UNKNOWN);
  text(field(row, "health"), healthOf(player));
  text(field(row, "weapon"), weaponOf(player));
  text(field(row, "armour"), armourOf(player));
  text(field(row, "credits"), isTold(player) ? player.money.toLocaleString("en-GB") : UNKNOWN);
  text(field(row, "ult"), ultOf(player));
  text(field(row, "kda"), `${player.kills}/${player.deaths}/${player.assists}`);
}

/** Whether a scoreboard has ever told about the player: before it, all figures are just zero. */
function isTold({ maxUltPoints, scoreboardAvailable, auxiliaryAvailable }) {
  return maxUltPoints > 0 || scoreboardAvailable || auxiliaryAvailable.scoreboard;
}

/** Only a player's own client tells the health; without one it is known of the dead alone. */
function healthOf({ isAlive, health, auxiliaryAvailable }) {
  if (!isAlive) return "dead";
  return auxiliaryAvailable.health ? health : UNKNOWN;
}

function weaponOf({ highestWeapon }) {
  return highestWeapon && highestWeapon !== NO_WEAPON ? highestWeapon : UNKNOWN;
}

function armourOf(player) {
  if (!isTold(player) || player.armorName === undefined) return "";
  return player.armorName === "None" ? "no armour" : player.armorName;
}

function ultOf({ currUltPoints, maxUltPoints }) {
  return maxUltPoints > 0 ? `${currUltPoints}/${maxUltPoints}` : UNKNOWN;
}
