// Keeps the list of live matches fresh by reading this very page again, and copies links.

const EVERY_MS = 2000;
const COPIED_MS = 1500;

const live = document.getElementById("live");
const empty = document.getElementById("empty");
const note = document.getElementById("note");

/** The list as the server would show it now; null where it shows another page (signed out). */
async function fetchList() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.getElementById("live");
}

/** Changes texts in place, so that the focus and a selected link stay where they are. */
function merge(fresh) {
  const rows = [...fresh.children];
  const old = new Map([...live.children].map((row) => [row.dataset.code, row]));
  const codes = new Set(rows.map((row) => row.dataset.code));
  for (const [code, row] of old) if (!codes.has(code)) row.remove();
  for (const [index, row] of rows.entries()) {
    const known = old.get(row.dataset.code);
    if (known) mergeRow(known, row);
    const place = live.children[index] ?? null;
    if (place !== known) live.insertBefore(known ?? document.adoptNode(row), place);
  }
  empty.hidden = live.children.length > 0;
}

function mergeRow(known, fresh) {
  known.dataset.feed = fresh.dataset.feed;
  for (const cell of known.querySelectorAll("[data-field]")) {
    const { textContent, title } = fresh.querySelector(`[data-field="${cell.dataset.field}"]`);
    if (cell.textContent !== textContent) cell.textContent = textContent;
    cell.title = title;
  }
}

async function refresh() {
  try {
    const fresh = await fetchList();
    note.textContent = fresh ? "" : "You are signed out: load this page again";
    if (fresh) merge(fresh);
  } catch (error) {
    console.warn("The list can't be read", error);
    note.textContent = "The server can't be reached - retrying";
  }
  setTimeout(refresh, EVERY_MS);
}

function copy(button) {
  button.parentElement.querySelector("input").select();
  // Over plain HTTP, as in a studio's network, browsers have no navigator.clipboard.
  const done = document.execCommand("copy");
  button.textContent = done ? "Copied" : "Press Ctrl+C";
  setTimeout(() => (button.textContent = "Copy link"), COPIED_MS);
}

live.addEventListener("click", ({ target }) => {
  if (target.matches("[data-copy]")) copy(target);
});
setTimeout(refresh, EVERY_MS);
