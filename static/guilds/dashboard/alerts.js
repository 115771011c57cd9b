// Who may be worth a look: members on several clients at once, and young accounts that joined. One
// line for each of them, with how often; the last first.

import { attribute, children, field, text } from "../../overlay/dom.js";
import { accountAge, clients, dayAndClock } from "./words.js";

const SHOWN = 30;
const RECENT = 100;

/** The alerts in `box`, about accounts younger than `youngDays`. */
export function alertsIn(box, youngDays) {
  const list = field(box, "alerts");
  const template = box.querySelector("template").content.firstElementChild;
  let known = new Map();
  let recent = []; // what is stored may be read before these, and come after them

  function add(alert) {
    const key = `${alert.kind} ${alert.userId}`;
    const before = known.get(key);
    if (before && alert.at <= before.at) return; // it was counted with the others
    known.set(key, { ...alert, times: alert.times + (before?.times ?? 0) });
  }

  function draw() {
    const newest = [...known.values()].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, SHOWN);
    const rows = children(list, newest.length, () => template.cloneNode(true));
    for (const [index, alert] of newest.entries()) drawRow(rows[index], alert);
    field(box, "nothing").hidden = newest.length > 0;
  }

  return {
    /** What was stored about it: two lists of the API. */
    load(severalClients, newAccounts) {
      known = new Map();
      for (const alert of [...severalClients.map(severalOf), ...newAccounts.map(youngOf), ...recent]) {
        add(alert);
      }
      draw();
    },
    /** Something happened. */
    event(name, payload) {
      const alert = alertOf(name, payload, youngDays);
      if (!alert) return;
      recent = [...recent, alert].slice(-RECENT);
      add(alert);
      draw();
    },
  };
}

function alertOf(name, payload, youngDays) {
  const at = payload.timestamp;
  if (name === "alert:multiClient") return severalOf({ ...payload, lastAt: at, times: 1 });
  const isYoung = name === "user:join" && payload.accountAgeDays < youngDays;
  return isYoung ? youngOf({ ...payload, joinedAt: at, joins: 1 }) : null;
}

function severalOf({ userId, username, platforms, lastAt, times }) {
  return { kind: "clients", userId, username, words: clients(platforms), at: lastAt, times };
}

function youngOf({ userId, username, accountAgeDays, joinedAt, joins }) {
  const words = `joined, ${accountAge(accountAgeDays)}`;
  return { kind: "young", userId, username, words, at: joinedAt, times: joins };
}

function drawRow(row, { kind, username, words, at, times }) {
  attribute(row, "data-kind", kind);
  text(field(row, "who"), username);
  text(field(row, "words"), words);
  text(field(row, "times"), times > 1 ? `${times.toLocaleString("en-GB")}×` : "");
  text(field(row, "time"), dayAndClock(at));
}
