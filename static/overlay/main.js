// Puts the page together: states in, drawing out.

import { camerasOf, drawCameras } from "./cameras.js";
import { serverClock } from "./clock.js";
import { follow } from "./connection.js";
import { attribute, field, watchPictures } from "./dom.js";
import { drawClock, drawHeader } from "./header.js";
import { viewOf } from "./model.js";
import { drawNotices } from "./notices.js";
import { drawPlayers } from "./players.js";
import { drawRounds } from "./rounds.js";
import { sponsorReel } from "./sponsors.js";
import { drawStatus } from "./status.js";

const CLOCK_MS = 100;

const { groupCode, broadcast, sentAt, camera } = document.body.dataset;
const stage = document.getElementById("stage");
const now = serverClock(Number(sentAt));
const turnSponsors = sponsorReel(field(stage, "sponsor"));
let view = null;

function draw(state) {
  view = viewOf(state);
  attribute(stage, "data-phase", view.phase);
  drawHeader(stage, view);
  drawRounds(stage, view);
  drawPlayers(stage, view);
  drawCameras(stage, camerasOf(state, camera));
  drawNotices(stage, view);
  turnSponsors(view.sponsors);
  drawClock(stage, view, now());
}

function note(status) {
  drawStatus(field(document, "status"), status, groupCode);
  if (status === "live") attribute(stage, "data-board", "on");
  if (status === "waiting") attribute(stage, "data-board", "off");
}

/** The drawing is 1920x1080; other canvas sizes show it as large as fits. */
function fit() {
  const scale = Math.min(innerWidth / 1920, innerHeight / 1080);
  stage.style.transform = scale === 1 ? "" : `scale(${scale})`;
}

watchPictures(stage);
addEventListener("resize", fit);
fit();
setInterval(() => view && drawClock(stage, view, now()), CLOCK_MS);
follow(broadcast, groupCode, { onState: draw, onStatus: note });
