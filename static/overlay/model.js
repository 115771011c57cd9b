// The state as it came -> what the page shows. Everything is checked here, once: what the other
// modules get is complete, of the right types and within bounds.

import { overrides, shownName } from "./names.js";
import { count, list, moment, number, object, string, webAddress, yes } from "./values.js";

const PLAYERS = 5;
const ROUNDS = 200;
const MAPS = 7;
const SPONSORS = 20;

/** @param raw a state of the match */
export function viewOf(raw) {
  const state = object(raw);
  const tools = object(state.tools);
  return {
    ...matchOf(state),
    teams: [0, 1].map((index) => teamOf(list(state.teams)[index], index, tools)),
    timeout: timeoutOf(object(state.timeoutState)),
    toast: toastOf(object(state.toastInfo)),
    series: seriesOf(object(tools.seriesInfo)),
    event: string(object(tools.tournamentInfo).name),
    eventLogo: webAddress(object(tools.tournamentInfo).logoUrl),
    sponsors: sponsorsOf(object(tools.sponsorInfo)),
    watermark: watermarkOf(object(tools.watermarkInfo)),
  };
}

function matchOf(state) {
  const round = count(state.roundNumber, ROUNDS);
  const switchRound = number(state.switchRound, 1, ROUNDS, 13);
  const firstOvertime = number(state.firstOtRound, 2, ROUNDS, 25);
  return {
    phase: string(state.roundPhase, 24),
    round,
    switchRound,
    firstOvertime,
    // Overtime is a matter of bomb mode; swift says 99 and ends after its ninth round.
    regulation: Math.min(firstOvertime - 1, 2 * switchRound - 1, 24),
    isOvertime: yes(state.hasEnteredOvertime) || round >= firstOvertime,
    map: string(state.map, 24).trim(),
    showAliveKda: yes(state.showAliveKDA),
    roundEndsAt: moment(state.roundTimeoutTime),
    spikeEndsAt: moment(state.spikeDetonationTime),
    spike: spikeOf(object(state.spikeState)),
  };
}

function spikeOf({ planted, detonated, defused }) {
  if (yes(detonated)) return "detonated";
  if (yes(defused)) return "defused";
  return yes(planted) ? "planted" : "";
}

function teamOf(given, index, tools) {
  const team = object(given);
  const side = index === 0 ? "left" : "right";
  const timeouts = object(tools.timeoutCounter);
  const series = object(tools.seriesInfo);
  const replaced = overrides(tools);
  return {
    side,
    name: string(team.teamName),
    tricode: string(team.teamTricode, 8),
    logo: webAddress(team.teamUrl),
    isAttacking: yes(team.isAttacking),
    score: count(team.roundsWon, ROUNDS),
    timeouts: { left: count(timeouts[side], 5), max: count(timeouts.max, 5) },
    mapsWon: count(series[side === "left" ? "wonLeft" : "wonRight"], MAPS),
    seed: string(object(tools.seedingInfo)[side], 24),
    rounds: list(team.roundRecord).slice(0, ROUNDS).map(roundOf),
    players: list(team.players).slice(0, PLAYERS).map((player) => playerOf(player, replaced)),
  };
}

function roundOf(given) {
  const { type, wasAttack } = object(given);
  return { result: string(type, 16) || "upcoming", wasAttack: yes(wasAttack) };
}

function playerOf(given, replaced) {
  const player = object(given);
  const ultMax = count(player.maxUltPoints, 12);
  return {
    id: string(player.riotId),
    name: shownName(player, replaced),
    agent: string(player.agentInternal) ? string(player.agentProper, 24) : "",
    badge: string(player.iconNameSuffix, 16),
    isAlive: player.isAlive !== false,
    hasSpike: yes(player.hasSpike),
    isObserved: yes(player.isObserved),
    health: Math.ceil(number(player.health, 0, 999)),
    armour: string(player.armorName, 16),
    weapon: string(player.highestWeapon, 24),
    credits: count(player.money, 99_999),
    ult: { points: Math.min(count(player.currUltPoints, 12), ultMax), max: ultMax },
    ultReady: yes(player.ultReady) && ultMax > 0, // 0 of 0 is "ready" before the first scoreboard
    kills: count(player.kills, 999),
    deaths: count(player.deaths, 999),
    assists: count(player.assists, 999),
  };
}

function timeoutOf(timeout) {
  const running = { left: yes(timeout.leftTeam), right: yes(timeout.rightTeam) };
  const team = ["left", "right"].find((side) => running[side]) ?? "";
  return { techPause: yes(timeout.techPause), team, seconds: count(timeout.timeRemaining, 3600) };
}

function toastOf(toast) {
  if (!yes(toast.active)) return null;
  return {
    title: string(toast.title, 80),
    message: string(toast.message, 240),
    showsEventLogo: yes(toast.eventLogoEnabled),
    team: ["left", "right"].includes(toast.selectedTeam) ? toast.selectedTeam : "",
  };
}

function seriesOf(series) {
  return {
    needed: count(series.needed, MAPS),
    maps: list(series.mapInfo).slice(0, MAPS).map(seriesMapOf),
  };
}

function seriesMapOf(given) {
  const info = object(given);
  const score = (side) => number(object(info[side]).score, 0, ROUNDS, null);
  return {
    kind: string(info.type, 16),
    map: string(info.map, 24).trim(),
    score: [score("left"), score("right")],
  };
}

function sponsorsOf(info) {
  const urls = list(info.sponsors).slice(0, SPONSORS).map(webAddress).filter(Boolean);
  const given = number(info.duration, 1, 3_600_000, 5);
  // The default is 5 and clients send 5000: seconds and milliseconds for the same thing.
  return { urls: yes(info.enabled) ? urls : [], ms: given < 500 ? given * 1000 : given };
}

function watermarkOf(info) {
  const custom = yes(info.customTextEnabled) ? string(info.customText, 80).trim() : "";
  return [yes(info.spectraWatermark) ? "Spectra" : "", custom].filter(Boolean).join(" · ");
}
