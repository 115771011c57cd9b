// The place in the log: the slider, the buttons, and links to `#e<number>` anywhere on the page.

import { attribute, field, text } from "../overlay/dom.js";

/** Calls `move(seq)` for the place that the page opens at, and whenever somebody goes elsewhere. */
export function watchPlace(box, page, move) {
  const slider = box.querySelector("[data-scrubber]");
  const rounds = [...page.querySelectorAll(".round[data-seq]")].map(({ dataset }) => +dataset.seq);

  const go = (seq) => {
    slider.value = seq; // the browser keeps it between 0 and the last event
    text(field(box, "seq"), `Event ${slider.value} of ${slider.max}`);
    move(Number(slider.value));
  };
  const goAndTell = (seq) => {
    go(seq);
    history.replaceState(null, "", `#e${slider.value}`);
  };

  slider.addEventListener("input", () => go(slider.value));
  slider.addEventListener("change", () => goAndTell(slider.value));
  box.addEventListener("click", ({ target }) => {
    const step = target.closest("[data-step]")?.dataset.step;
    if (step) goAndTell(STEPS[step](Number(slider.value), rounds, Number(slider.max)));
  });
  addEventListener("hashchange", () => {
    const asked = placeInAddress();
    if (asked === null) return;
    go(asked);
    if (!isInView(box)) box.scrollIntoView();
  });
  go(placeInAddress() ?? slider.value);
}

/** Marks the round and the kill that this event belongs to. */
export function markPlace(page, seq) {
  markLast(page.querySelectorAll(".round[data-seq]"), "seq", seq);
  markLast(page.querySelectorAll("[data-kill]"), "kill", seq);
}

const STEPS = {
  back: (seq) => seq - 1,
  on: (seq) => seq + 1,
  "round-back": (seq, rounds) => rounds.findLast((first) => first < seq) ?? 0,
  "round-on": (seq, rounds, last) => rounds.find((first) => first > seq) ?? last,
};

function placeInAddress() {
  const found = /^#e(\d{1,15})$/.exec(location.hash);
  return found ? Number(found[1]) : null;
}

function isInView(box) {
  const { top, bottom } = box.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

function markLast(nodes, name, seq) {
  const now = [...nodes].findLast(({ dataset }) => Number(dataset[name]) <= seq);
  for (const node of nodes) attribute(node, "aria-current", node === now ? "true" : null);
}
