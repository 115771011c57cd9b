// Puts the page together: the API's figures first, then what the rooms tell.

import { field, text } from "../../overlay/dom.js";
import { alertsIn } from "./alerts.js";
import { feedIn } from "./feed.js";
import { drawHeatmap } from "./heatmap.js";
import { follow } from "./line.js";
import { drawRankings } from "./rankings.js";
import { read } from "./reading.js";
import { statusOf } from "./status.js";
import { dayAndClock } from "./words.js";

const MOST = 100;
const RETRY_MS = 30_000;

const page = document.getElementById("dashboard");
const { server, guild: guildId, token: tokenUrl, api, youngDays } = page.dataset;
const feed = feedIn(page.querySelector("#feed"));
const alerts = alertsIn(page.querySelector("#alerts"), Number(youngDays));
const notice = page.querySelector("#notice");
const unread = new Set(); // the questions that had no answer
let updates = 0; // how many the room has told
const status = statusOf(page, page.querySelector("#line"), notice, notice.querySelector("a"));

function showAnalytics({ data, timestamp }) {
  drawRankings(page, data);
  text(field(page, "as-of"), `as of ${dayAndClock(timestamp)}`);
}

async function readHeatmap() {
  const answer = await read(`${api}heatmap/?limit=1`);
  drawHeatmap(page.querySelector("#heatmap"), answer, new Date());
}

async function readAlerts() {
  const lists = ["multi-client", "new-accounts"].map((name) => read(`${api}${name}/?limit=${MOST}`));
  const [severalClients, newAccounts] = await Promise.all(lists);
  alerts.load(severalClients.results, newAccounts.results);
}

async function readSummary() {
  const before = updates;
  const answer = await read(`${api}summary/`);
  if (updates === before) showAnalytics(answer); // else it was overtaken by newer ones
}

/** Asks, and says so at the figures for as long as one of the questions has no answer. */
async function refresh(ask) {
  try {
    await ask();
    unread.delete(ask);
  } catch (error) {
    console.warn("Figures can't be read", error);
    unread.add(ask);
    setTimeout(() => unread.has(ask) && refresh(ask), RETRY_MS);
  }
  text(field(page, "unread"), unread.size > 0 ? "Some figures can't be read: they are old." : "");
}

/** `since` is when we went, null at the first time. */
function backAgain(since) {
  if (since) feed.gap(since, new Date());
  refresh(readAlerts);
}

follow({ server, guildId, tokenUrl }, {
  onEvent(name, payload) {
    feed.event(name, payload);
    alerts.event(name, payload);
  },
  onAnalytics(payload) {
    updates += 1;
    showAnalytics(payload);
    unread.delete(readSummary); // it is the same
    refresh(readHeatmap);
  },
  onStatus(now, why) {
    if (now === "live") backAgain(status.live());
    else status.down(why);
  },
  onProblem: status.problem,
});
for (const ask of [readSummary, readHeatmap, readAlerts]) refresh(ask);
