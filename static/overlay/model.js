// The state as it came -> what the page shows. Everything is checked here, once: what the other
// modules get is complete, of the right types and within bounds.

import { overrides, shownName } from "./names.js";
import { colour, count, list, moment, number, object, string, webAddress, words, yes } from "./values.js";

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
    event: words(object(tools.tournamentInfo).name),
    eventLogo: webAddress(object(tools.tournamentInfo).logoUrl),
    sponsors: sponsorsOf(object(tools.sponsorInfo)),
    roundBox: roundBoxOf(object(tools.roundWinBox), object(tools.tournamentInfo)),
    watermark: watermarkOf(object(tools.watermarkInfo)),
    isSupporter: yes(state.orgIsSupporter),
  };
}

function matchOf(state) {
  const round = count(state.roundNumber, ROUNDS);
  const switchRound = number(state.switchRound, 1, ROUNDS, 13);
  const firstOvertime = number(state.firstOtRound, 2, ROUNDS, 25);
  return {
    matchId: string(state.matchId, 128),
    mode: string(state.matchType, 24),
    phase: words(state.roundPhase, 24),
    round,
    switchRound,
    firstOvertime,
    // Overtime is a matter of bomb mode; swift says 99 and ends after its ninth round.
    regulation: Math.min(firstOvertime - 1, 2 * switchRound - 1, 24),
    isOvertime: yes(state.hasEnteredOvertime) || round >= firstOvertime,
    map: words(state.map, 32).trim(),
    showAliveKda: yes(state.showAliveKDA),
    roundEndsAt: moment(state.roundTimeoutTime),
    spikeEndsAt: moment(state.spikeDetonationTime),
    spike: spikeOf(object(state.spikeState)),
    attackersWon: yes(state.attackersWon),
    wasTimeout: yes(state.wasTimeout),
    observers: observersOf(object(state.feed)),
  };
}

function spikeOf({ planted, detonated, defused }) {
  if (yes(detonated)) return "detonated";
  if (yes(defused)) return "defused";
  return yes(planted) ? "planted" : "";
}

/** How many observers feed the match; null where the server does not say. */
function observersOf(feed) {
  return number(feed.observers, 0, 999, null);
}

function teamOf(given, index, tools) {
  const team = object(given);
  const side = index === 0 ? "left" : "right";
  const timeouts = object(tools.timeoutCounter);
  const series = object(tools.seriesInfo);
  const replaced = overrides(tools);
  const id = number(team.ingameTeamId, 0, 1, index);
  return {
    side,
    id,
    ...namesOf(words(team.teamName), words(team.teamTricode, 8), id),
    colour: colour(team.teamColor),
    logo: webAddress(team.teamUrl),
    isAttacking: yes(team.isAttacking),
    score: count(team.roundsWon, ROUNDS),
    timeouts: { left: count(timeouts[side], 5), max: count(timeouts.max, 5) },
    mapsWon: count(series[side === "left" ? "wonLeft" : "wonRight"], MAPS),
    seed: words(object(tools.seedingInfo)[side], 24),
    spent: count(team.spentThisRound, 999_999),
    rounds: list(team.roundRecord).slice(0, ROUNDS).map(roundOf),
    players: list(team.players).slice(0, PLAYERS).map((player) => playerOf(player, replaced)),
  };
}

/**
 * The large and the small line of a team, and what to call it in a sentence. A team without a
 * tricode is called by its name, one without either by its number.
 */
function namesOf(name, tricode, id) {
  const given = [...new Set([tricode.trim(), name.trim()])].filter(Boolean);
  const title = given[0] ?? `Team ${id + 1}`;
  return {
    title,
    subtitle: given[1] ?? "",
    spoken: given.at(-1) ?? title,
    monogram: given.length ? [...title][0] : String(id + 1),
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
    agent: agentOf(player),
    badge: string(player.iconNameSuffix, 16),
    isAlive: player.isAlive !== false,
    hasSpike: yes(player.hasSpike),
    isObserved: yes(player.isObserved),
    health: Math.ceil(number(player.health, 0, 999)),
    armour: string(player.armorName, 16),
    weapon: words(player.highestWeapon, 24),
    credits: count(player.money, 99_999),
    ult: { points: Math.min(count(player.currUltPoints, 12), ultMax), max: ultMax },
    ultReady: yes(player.ultReady) && ultMax > 0, // 0 of 0 is "ready" before the first scoreboard
    kills: count(player.kills, 999),
    deaths: count(player.deaths, 999),
    assists: count(player.assists, 999),
    killsThisRound: count(player.killsThisRound, 99),
    diedThisRound: count(player.deathsThisRound, 99) > 0,
    charges: chargesOf(player),
  };
}

/** The agent's name; one that the server has no name for is called as the game calls it. */
function agentOf({ agentInternal, agentProper }) {
  return string(agentInternal) && (words(agentProper, 24) || words(agentInternal, 24));
}

/** Charges left of three abilities; none where no auxiliary client tells them. */
function chargesOf({ abilities, auxiliaryAvailable }) {
  if (!yes(object(auxiliaryAvailable).abilities)) return [];
  const { grenade, ability1, ability2 } = object(abilities);
  return [grenade, ability1, ability2].map((charges) => count(charges, 4));
}

function timeoutOf(timeout) {
  const running = { left: yes(timeout.leftTeam), right: yes(timeout.rightTeam) };
  const team = ["left", "right"].find((side) => running[side]) ?? "";
  return { techPause: yes(timeout.techPause), team, seconds: count(timeout.timeRemaining, 3600) };
}

function toastOf(toast) {
  if (!yes(toast.active)) return null;
  return {
    title: words(toast.title, 80),
    message: words(toast.message, 240),
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
    map: words(info.map, 32).trim(),
    score: [score("left"), score("right")],
  };
}

function sponsorsOf(info) {
  const urls = list(info.sponsors).slice(0, SPONSORS).map(webAddress).filter(Boolean);
  const given = number(info.duration, 1, 3_600_000, 5);
  // The default is 5 and clients send 5000: seconds and milliseconds for the same thing.
  return { urls: yes(info.enabled) ? urls : [], ms: given < 500 ? given * 1000 : given };
}

/** Who is shown beside the winner of a round: sponsors, the event, or nobody. */
function roundBoxOf({ type, sponsors }, event) {
  if (type === "sponsors") return list(sponsors).slice(0, SPONSORS).map(roundSponsorOf);
  if (type !== "tournamentInfo") return [];
  const pictures = { icon: webAddress(event.logoUrl), backdrop: webAddress(event.backdropUrl) };
  return [{ side: "all", feats: ["all"], ...pictures }];
}

function roundSponsorOf(given) {
  const { wonTeam, roundCeremony, roundCeremonie, iconUrl, backdropUrl } = object(given);
  return {
    side: string(wonTeam, 8),
    feats: list(roundCeremony ?? roundCeremonie).slice(0, 10).map((feat) => string(feat, 16)),
    icon: webAddress(iconUrl),
    backdrop: webAddress(backdropUrl),
  };
}

function watermarkOf(info) {
  const custom = yes(info.customTextEnabled) ? words(info.customText, 80).trim() : "";
  return [yes(info.spectraWatermark) ? "Spectra" : "", custom].filter(Boolean).join(" · ");
}
