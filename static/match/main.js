// The state at any event: the scrubber asks, the server answers, the panel shows.

import { drawMoment, drawProblem } from "./moment.js";
import { newestWins } from "./newest_wins.js";
import { markPlace, watchPlace } from "./place.js";

const box = document.getElementById("moment");

async function load(seq) {
  const answer = await fetch(`${box.dataset.url}?seq=${seq}`);
  if (answer.redirected) throw new Error("You are signed out: load this page again");
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error);
  return body;
}

function show(moment) {
  drawMoment(box, moment);
  markPlace(document, moment.seq);
}

function fail(error) {
  console.warn("The state can't be read", error);
  const offline = error instanceof TypeError;
  drawProblem(box, offline ? "The server can't be reached: move on to try again" : error.message);
}

watchPlace(box, document, newestWins(load, show, fail));
