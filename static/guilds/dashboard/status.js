// How far the page can be trusted: whether it is connected, since when not, and until when it will
// be if the sign-in can't be renewed.

import { attribute, text } from "../../overlay/dom.js";
import { clock } from "./words.js";

/** The line and the notice that say so, and `data-line` of the whole page. */
export function statusOf(page, line, notice, signIn) {
  let downSince = null;

  return {
    /** Connected; gives the time since when we were not, if we were before. */
    live() {
      const since = downSince;
      downSince = null;
      attribute(page, "data-line", "live");
      text(line, "Live");
      return since;
    },
    /** Not connected, and why, as far as the server said so. */
    down(why) {
      const wasLive = page.dataset.line === "live";
      if (wasLive) downSince = new Date();
      attribute(page, "data-line", downSince ? "lost" : "unreachable");
      const what = downSince
        ? `Disconnected since ${clock(downSince)}, what you see is old.`
        : "Not connected yet.";
      text(line, [what, why && `${why}.`, "Trying again …"].filter(Boolean).join(" "));
    },
    /** The sign-in can't be renewed; the line holds until then, 0 where it is down. */
    problem(error, until) {
      notice.hidden = error === null;
      if (error === null) return;
      const end = until ? ` Live events end at ${clock(until)}.` : "";
      text(notice.firstElementChild, `Your sign-in could not be renewed: ${reason(error)}.${end}`);
      signIn.hidden = !error.isSignedOut;
    },
  };
}

function reason(error) {
  return error.isSignedOut === undefined ? "the site can't be reached" : trimmed(error.message);
}

function trimmed(words) {
  return words.replace(/\.$/, "");
}
