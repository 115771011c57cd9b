// When the community writes: weekdays down, hours across, in UTC.

import { attribute, children, field, style, text } from "../../overlay/dom.js";
import { count } from "./words.js";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const HOURS = [...Array(24).keys()];

/** Draws `{messages, week}` as the API answers it; `now` marks the hour that it is. */
export function drawHeatmap(box, { messages, week }, now) {
  const most = Math.max(...week.flat(), 1);
  const rows = children(field(box, "week"), DAYS.length, makeRow);
  for (const [day, hours] of week.entries()) {
    for (const [hour, written] of hours.entries()) {
      const cell = rows[day].children[hour + 1];
      text(cell, written);
      style(cell, "--share", Math.sqrt(written / most)); // one busy hour must not pale the rest
      attribute(cell, "title", `${DAYS[day]} ${spell(hour)}: ${count(written, "message")}`);
      attribute(cell, "data-written", written);
      attribute(cell, "data-now", isNow(now, day, hour) || null);
    }
  }
  text(field(box, "summary"), summary(messages, week, most));
}

function makeRow(day) {
  const row = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = DAYS[day];
  row.append(head, ...HOURS.map(() => document.createElement("td")));
  return row;
}

function isNow(now, day, hour) {
  return (now.getUTCDay() + 6) % 7 === day && now.getUTCHours() === hour;
}

function summary(messages, week, most) {
  if (messages === 0) return "No messages";
  const day = week.findIndex((hours) => hours.includes(most));
  const busiest = `${DAYS[day]} ${spell(week[day].indexOf(most))}`;
  return `${count(messages, "message")}, most on ${busiest}`;
}

function spell(hour) {
  const two = (number) => String(number).padStart(2, "0");
  return `${two(hour)}–${two((hour + 1) % 24)}`;
}
