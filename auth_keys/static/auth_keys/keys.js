"use strict";

// Without a secure context (plain HTTP on a LAN) browsers have no clipboard object.
async function copy(source) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(source.textContent);
    return true;
  }
  getSelection().selectAllChildren(source);
  return document.execCommand("copy");
}

async function copyFrom(button) {
  let done = false;
  try {
    done = await copy(document.getElementById(button.dataset.copies));
  } finally {
    button.textContent = done ? "Copied" : "Press Ctrl+C";
    if (!done) getSelection().selectAllChildren(document.getElementById(button.dataset.copies));
  }
}

document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-copies]")) {
    button.addEventListener("click", () => copyFrom(button));
  }
  // The page answered a form: to load it again must show the list, not issue another key.
  const page = document.querySelector("[data-shown-once]");
  if (page) history.replaceState(null, "", page.dataset.shownOnce);
});
