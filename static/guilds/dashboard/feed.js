// What happens now, the newest first.

import { field, text } from "../../overlay/dom.js";
import { clock, told } from "./words.js";

const KEPT = 100;

/** A feed in `box`; it draws at most once a frame, however much happens. */
export function feedIn(box) {
  const list = field(box, "events");
  const template = box.querySelector("template").content.firstElementChild;
  const known = new Set(); // so that what comes over two connections is listed once
  let fresh = [];

  function add(row) {
    if (fresh.length === 0) requestAnimationFrame(draw);
    fresh = [...fresh, row].slice(-KEPT); // of a hidden page nothing is drawn
  }

  function draw() {
    field(box, "nothing").hidden = true;
    list.prepend(...fresh.map((make) => make()).reverse());
    while (list.children.length > KEPT) list.lastElementChild.remove();
    fresh = [];
  }

  function isNew(key) {
    if (known.has(key)) return false;
    known.add(key);
    if (known.size > 2 * KEPT) known.delete(known.values().next().value);
    return true;
  }

  function row(kind, time, [who, did, what]) {
    const made = template.cloneNode(true);
    made.dataset.kind = kind;
    text(field(made, "time"), time);
    text(field(made, "who"), who);
    text(field(made, "did"), did);
    text(field(made, "what"), what);
    return made;
  }

  return {
    /** Something happened. */
    event(name, payload) {
      if (!isNew(JSON.stringify([name, payload]))) return;
      const words = [payload.username, ...told(name, payload)];
      add(() => row(name, clock(payload.timestamp), words));
    },
    /** What happened in between is not known. */
    gap(from, to) {
      const words = ["", `Not connected until ${clock(to)}: what happened then is not listed.`, ""];
      add(() => row("gap", clock(from), words));
    },
  };
}
