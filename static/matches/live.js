// Keeps the list of live matches fresh, and says so when it can't.
const EVERY_MS = 2000;
const status = document.querySelector("[data-live-status]");

function busy() {
  const active = document.activeElement;
  return document.hidden || (active && active.matches("input, select, textarea"));
}

async function refresh() {
  const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } });
  if (!answer.ok || answer.redirected) throw new Error(`${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ["changelist", "live-refused"]) {
    const [now, next] = [document.getElementById(id), page.getElementById(id)];
    if (!now || !next) continue;
    if (now.open) next.open = true;
    now.replaceWith(next);
  }
  status.textContent = `Updated ${new Date().toLocaleTimeString()}`;
  status.classList.remove("is-stale");
}

async function tick() {
  try {
    if (!busy()) await refresh();
  } catch (error) {
    status.textContent = "The site can't be reached: these figures are old. Trying again …";
    status.classList.add("is-stale");
  }
  setTimeout(tick, EVERY_MS);
}

setTimeout(tick, EVERY_MS);
