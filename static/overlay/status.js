// The note in the corner: what the page is waiting for. Nothing while all is well.

import { attribute, text } from "./dom.js";

export function drawStatus(note, status, groupCode) {
  const words = {
    connecting: "Connecting",
    unreachable: "Can't reach the server - retrying",
    lost: "Connection lost - reconnecting",
    waiting: `Waiting for match ${groupCode}`,
    unfed: "No observer connected",
    live: "",
  };
  attribute(note, "data-status", status);
  if (words[status]) text(note, words[status]); // the last words stay for the fade
}
