// A match as the broadcast port's delta stream tells it: the whole state, then what changes in it.
// Without dependencies, for any front end; docs/overlay.md says how to use it.

/** @type {typeof import("./match-stream.d.ts").matchStream} */
export function matchStream(socket, groupCode) {
  /** @type {import("./match-stream.d.ts").MatchState | null} */
  let state = null;
  /** @type {number | null} */
  let version = null;
  let asked = false;
  /** @type {Set<import("./match-stream.d.ts").Listener>} */
  const listeners = new Set();

  const logOn = () => {
    asked = true;
    socket.emit("logon", JSON.stringify({ groupCode, stream: "delta" }));
  };
  // What came after the logon and before its answer is of the stream that was given up.
  const answered = () => {
    asked = false;
  };
  /** @type {(next: import("./match-stream.d.ts").Whole) => void} */
  const take = (next) => {
    ({ state, version } = next);
    for (const listener of listeners) listener(next.state, next.version);
  };
  const onState = (/** @type {unknown} */ packet) => {
    const whole = readWhole(packet);
    if (whole) take(whole);
  };
  const onPatch = (/** @type {unknown} */ packet) => {
    const next = state && readStep(packet, state, version);
    if (next) take(next);
    else if (!asked) logOn();
  };

  const handlers = Object.entries({
    connect: logOn,
    logon_success: answered,
    match_state: onState,
    match_patch: onPatch,
  });
  for (const [event, handler] of handlers) socket.on(event, handler);
  if (socket.connected) logOn();
  return {
    get state() {
      return state;
    },
    get version() {
      return version;
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      for (const [event, handler] of handlers) socket.off(event, handler);
    },
  };
}

/**
 * @param {any} packet
 * @returns {import("./match-stream.d.ts").Whole | null}
 */
function readWhole(packet) {
  try {
    const { state, version } = JSON.parse(packet);
    if (isObject(state)) return { state, version };
    throw new TypeError("no state in it");
  } catch (error) {
    console.warn("match_state can't be read", error);
    return null;
  }
}

/**
 * The state after a patch; null where the patch can't be read, or is none of this state.
 *
 * @param {any} packet
 * @param {import("./match-stream.d.ts").MatchState} state
 * @param {number | null} held the version of the state
 * @returns {import("./match-stream.d.ts").Whole | null}
 */
function readStep(packet, state, held) {
  try {
    const { base, version, patch } = JSON.parse(packet);
    return base === held ? { state: patched(state, patch), version } : null;
  } catch (error) {
    console.warn("match_patch can't be applied", error);
    return null;
  }
}

/** @type {typeof import("./match-stream.d.ts").patched} */
export function patched(document, operations) {
  return operations.reduce((before, one) => changed(before, keysOf(one.path), one), document);
}

/** @param {string} path a JSON Pointer */
function keysOf(path) {
  const keys = path.split("/").slice(1);
  return keys.map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/**
 * A copy of what lies on the way to the change, with the change; the rest is shared.
 *
 * @param {any} node
 * @param {string[]} keys the way from the node to the change
 * @param {import("./match-stream.d.ts").Operation} operation
 * @returns {any}
 */
function changed(node, [key, ...rest], operation) {
  if (key === undefined) return operation.value;
  const op = rest.length > 0 ? "replace" : operation.op;
  const within = Array.isArray(node) ? changedList : changedObject;
  return within(node, key, op, (before) => changed(before, rest, operation));
}

/** @type {(node: any, key: string, op: string, change: (before: any) => any) => any} */
function changedObject(node, key, op, change) {
  const fits = isObject(node) && (op === "add" || Object.hasOwn(node, key));
  if (!fits) throw new RangeError(`no member ${key}`);
  const { [key]: before, ...others } = node;
  // In brackets even __proto__ is a key like any other.
  return op === "remove" ? others : { ...node, [key]: change(before) };
}

/** @type {(list: any[], key: string, op: string, change: (before: any) => any) => any[]} */
function changedList(list, key, op, change) {
  const place = /^\d+$/.test(key) ? Number(key) : NaN;
  const fits = place < list.length || (op === "add" && place === list.length);
  if (!fits) throw new RangeError(`no place ${key}`);
  const instead = op === "remove" ? [] : [change(list[place])];
  return [...list.slice(0, place), ...instead, ...list.slice(op === "add" ? place : place + 1)];
}

/** @type {(value: unknown) => boolean} */
function isObject(value) {
  return value !== null && typeof value === "object";
}
