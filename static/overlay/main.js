// Puts the page together: states in, drawing out.

import { camerasOf, drawCameras } from "./cameras.js";
import { isUnconfirmed, serverClock } from "./clock.js";
import { drawColours } from "./colours.js";
import { follow } from "./connection.js";
import { attribute, field, watchPictures } from "./dom.js";
import { following } from "./following.js";
import { drawClock, drawHeader } from "./header.js";
import { viewOf } from "./model.js";
import { drawNotices } from "./notices.js";
import { drawPlayers } from "./players.js";
import { drawResult } from "./result.js";
import { drawRounds } from "./rounds.js";
import { sponsorReel } from "./sponsors.js";
import { drawStatus } from "./status.js";

const CLOCK_MS = 100;

const { groupCode, broadcast, sentAt, camera, scale, left, right } = document.body.dataset;
const example = document.getElementById("example");
const stage = document.getElementById("stage");
const now = serverClock(Number(sentAt));
const turnSponsors = sponsorReel(field(stage, "sponsor"));
let view = null;
let status = "connecting";
let lostAt = null; // when the line was lost; null while there is one
let isUnbroken = false; // whether the next state follows the last one directly

function draw(state) {
  view = following(viewOf(state), view, now(), isUnbroken);
  isUnbroken = true;
  attribute(stage, "data-phase", view.phase);
  attribute(stage, "data-supporter", view.isSupporter);
  drawColours(stage, view.teams, { left, right });
  drawHeader(stage, view);
  drawRounds(stage, view);
  drawPlayers(stage, view);
  drawCameras(stage, camerasOf(state, camera));
  drawNotices(stage, view);
  drawResult(stage, view);
  turnSponsors(view.sponsors);
  tick();
}

/** What changes by itself. */
function tick() {
  const mustStop = view !== null && isUnconfirmed(view, lostAt, now());
  const isOver = view?.phase === "game_end"; // the server itself sends the observers away then
  const isUnfed = status === "live" && mustStop && !isOver;
  drawStatus(field(document, "status"), isUnfed ? "unfed" : status, groupCode);
  if (view) drawClock(stage, view, now(), mustStop);
}

function note(told) {
  status = told;
  const hasLine = ["live", "waiting"].includes(status);
  lostAt = hasLine ? null : (lostAt ?? now());
  if (status !== "live") isUnbroken = false;
  if (status === "live") attribute(stage, "data-board", "on");
  if (status === "waiting") attribute(stage, "data-board", "off");
  tick();
}

/** The drawing is 1920x1080 at scale 1; other canvas sizes show it as large as fits. */
function fit() {
  const size = Math.min(innerWidth / 1920, innerHeight / 1080) * Number(scale);
  stage.style.width = `${1920 / Number(scale)}px`;
  stage.style.height = `${1080 / Number(scale)}px`;
  stage.style.transform = size === 1 ? "" : `scale(${size})`;
}

watchPictures(stage);
addEventListener("resize", fit);
fit();
setInterval(tick, CLOCK_MS);
if (example) {
  note("live");
  draw(JSON.parse(example.textContent));
} else {
  follow(broadcast, groupCode, { onState: draw, onStatus: note });
}
