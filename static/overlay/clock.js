// Deadlines in the state are moments of the server's clock. The machine that shows this page may
// be minutes off, so its own clock is corrected by the time that the page was sent with.

const SPIKE_MS = 45_000;

/** A clock that tells the server's time. `sentAt`: that time when the page was sent, in ms. */
export function serverClock(sentAt) {
  const [loading] = performance.getEntriesByType("navigation");
  const receivedAt = performance.timeOrigin + (loading?.responseStart ?? 0);
  const ahead = sentAt > 0 ? sentAt - receivedAt : 0;
  return () => Date.now() + ahead;
}

// So long a clock goes on by itself when nobody is there to say that it is right.
const UNCONFIRMED_MS = 5_000;

/**
 * Whether the clocks must stop: for 5 s no observer has been there, or the page has had no line.
 * `lostAt`: when the line was lost, null while there is one.
 */
export function isUnconfirmed(view, lostAt, now) {
  return [view.unfedSince, lostAt].some((since) => since !== null && now - since >= UNCONFIRMED_MS);
}

/** What the clock says: null where none runs, else the time left and how near the end is. */
export function reading(view, now) {
  if (view.phase === "shopping" && view.buyEndsAt > now) {
    return { kind: "buy", text: countdown(Math.ceil((view.buyEndsAt - now) / 1000)), part: 0, level: 0 };
  }
  if (view.spike === "planted" && view.spikeEndsAt !== null) {
    const left = Math.max(0, view.spikeEndsAt - now);
    return { kind: "spike", text: shown(left), part: Math.min(1, left / SPIKE_MS), level: level(left) };
  }
  if (view.roundEndsAt === null || view.phase !== "combat") return null;
  const left = Math.max(0, view.roundEndsAt - now);
  return { kind: "round", text: shown(left), part: 0, level: left < 10_000 ? 2 : 0 };
}

// A defuse takes seven seconds, half a one three and a half: from there on it is too late.
function level(left) {
  if (left < 7_000) return 3;
  return left < 15_000 ? 2 : 1;
}

/** 1:39, and from ten seconds on 9.8: rounded up, so that zero means over. */
function shown(ms) {
  if (ms < 10_000) return (Math.ceil(ms / 100) / 10).toFixed(1);
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Seconds as 0:18. */
export function countdown(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
