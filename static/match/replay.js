// Keeps the list of replays fresh by reading this very page again, while one of them is on.

const EVERY_MS = 1000;

async function refresh() {
  if (document.querySelector("[data-status=playing], [data-status=stopping]")) await reload();
  setTimeout(refresh, EVERY_MS);
}

async function reload() {
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const fresh of page.querySelectorAll("[data-replay]")) show(fresh);
  } catch (error) {
    console.warn("The list of replays can't be read", error);
  }
}

/** Leaves alone what has not changed, and a button that has the focus. */
function show(fresh) {
  const known = document.querySelector(`[data-replay="${fresh.dataset.replay}"]`);
  if (!known || withoutTokens(known) === withoutTokens(fresh)) return;
  const hadFocus = known.contains(document.activeElement);
  known.replaceWith(fresh);
  if (hadFocus) fresh.querySelector("button")?.focus();
}

function withoutTokens(node) {
  const copy = node.cloneNode(true);
  for (const token of copy.querySelectorAll("[type=hidden]")) token.remove();
  return copy.outerHTML;
}

setTimeout(refresh, EVERY_MS);
