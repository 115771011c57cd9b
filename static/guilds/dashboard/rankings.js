// The three lists of analytics:update.

import { attribute, children, field, style, text } from "../../overlay/dom.js";
import { count } from "./words.js";

const SURE = 1; // the score of who was seen often enough

/** Draws the `data` of analytics:update. */
export function drawRankings(page, { ghosts, lurkers, channelDiversity }) {
  drawList(page.querySelector("#ghosts"), ghosts, "ghostScore", ({ ghostScore }) => ({
    value: ghostScore.toLocaleString("en-GB", { maximumFractionDigits: 1 }),
  }));
  drawList(page.querySelector("#lurkers"), lurkers, "lurkerScore", (one) => ({
    value: one.lurkerScore === SURE ? "sure" : "perhaps",
    more: one.channelCount > 0 ? count(one.channelCount, "channel") : "",
  }));
  drawList(page.querySelector("#diversity"), channelDiversity, "channelCount", (one) => ({
    value: one.channelCount,
  }));
}

function drawList(box, people, score, tell) {
  const template = box.querySelector("template").content.firstElementChild;
  const rows = children(field(box, "people"), people.length, () => template.cloneNode(true));
  const most = Math.max(...people.map((one) => one[score]), 1);
  for (const [index, one] of people.entries()) {
    const { value, more = "" } = tell(one);
    text(field(rows[index], "who"), one.username);
    text(field(rows[index], "value"), value);
    text(field(rows[index], "more"), more);
    attribute(rows[index], "data-user", one.userId);
    style(rows[index], "--share", one[score] / most);
  }
  field(box, "nothing").hidden = people.length > 0;
}
