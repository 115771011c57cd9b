// Keeps the list of matches fresh by reading this very page again, and says so when it can't.

const EVERY_MS = 2000;
const PATIENCE_MS = 5000;
const AREAS = ["#live-list", "#changelist-form .paginator", "#live-refused"];
const OWN_STATE = "open"; // of a <details>: what the operator opened stays open

const status = document.getElementById("live-status");
let updated = "";

class SignedOut extends Error {}

async function readAgain() {
  const answer = await fetch(location.href, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (answer.redirected || answer.status === 403) throw new SignedOut();
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Makes `now` equal to `next`, touching no more than what differs. */
function patch(now, next) {
  if (now.isEqualNode(next)) return;
  if (now.nodeName !== next.nodeName || now.id !== next.id) {
    now.replaceWith(next);
  } else if (now.nodeType === Node.TEXT_NODE) {
    now.data = next.data;
  } else {
    patchAttributes(now, next);
    patchChildren(now, [...now.childNodes], [...next.childNodes]);
  }
}

function patchAttributes(now, next) {
  for (const { name } of [...now.attributes]) {
    if (name !== OWN_STATE && !next.hasAttribute(name)) now.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) now.setAttribute(name, value);
}

function patchChildren(parent, now, next) {
  for (const [index, child] of next.entries()) {
    if (index < now.length) patch(now[index], child);
    else parent.append(child);
  }
  for (const child of now.slice(next.length)) child.remove();
}

async function refresh() {
  const page = await readAgain();
  for (const area of AREAS) {
    const [now, next] = [document.querySelector(area), page.querySelector(area)];
    if (now && next) patch(now, next);
  }
  updated = new Date().toLocaleTimeString("en-GB");
  say(`Live, updated ${updated}`, false);
}

function say(words, isStale) {
  status.textContent = words;
  document.body.classList.toggle("live-stale", isStale);
}

function explain(error) {
  const since = updated && ` since ${updated}`;
  if (error instanceof SignedOut) return "You are signed out, these figures are old: load this page again.";
  return `The site can't be reached${since}, these figures are old. Trying again …`;
}

async function keepFresh() {
  try {
    if (!document.hidden) await refresh();
  } catch (error) {
    say(explain(error), true);
  }
  setTimeout(keepFresh, EVERY_MS);
}

keepFresh();
