// Questions to the API, with the browser's sign-in.

const PATIENCE_MS = 15_000;

/** What the API answers; throws with its words where it has none. */
export async function read(url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.detail);
  return body;
}
