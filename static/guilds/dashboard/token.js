// Tokens for the guild port, for as long as somebody is signed in to this site in this browser.

const PATIENCE_MS = 5000;

/** The site will give no token to whoever looks on. */
export class Refused extends Error {
  constructor(words, isSignedOut) {
    super(words);
    this.isSignedOut = isSignedOut;
  }
}

/** A new token, and how long it is good; throws Refused, or what `fetch` throws. */
export async function newToken(url) {
  const answer = await fetch(url, { method: "POST", signal: AbortSignal.timeout(PATIENCE_MS) });
  if (answer.status === 401) throw new Refused("You are signed out", true);
  const body = await answer.json();
  if (!answer.ok) throw new Refused(body.detail, false);
  return { token: body.access, goodForMs: lifeOf(body.access) };
}

/** By the two times that stand in it: the clock of this machine may be wrong. */
function lifeOf(token) {
  const payload = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
  const { iat, exp } = JSON.parse(atob(payload));
  return (exp - iat) * 1000;
}
