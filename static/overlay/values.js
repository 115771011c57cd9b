// Reading values that nobody has checked: whatever comes, the answer has the type that was asked for.

export function object(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}

export function list(value) {
  return Array.isArray(value) ? value : [];
}

/** Text, cut at `limit`: no name can fill the page. */
export function string(value, limit = 64) {
  return typeof value === "string" ? [...value.slice(0, limit * 2)].slice(0, limit).join("") : "";
}

/** Text for viewers: one that is longer than `limit` ends with an ellipsis. */
export function words(value, limit = 64) {
  const whole = string(value, limit + 1);
  return whole === string(whole, limit) ? whole : `${string(whole, limit - 1)}…`;
}

/** A colour as `#f80` or `#ff8800`, else "". */
export function colour(value) {
  return typeof value === "string" && /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(value) ? value : "";
}

/** A finite number from low to high; anything else is `otherwise`. */
export function number(value, low, high, otherwise = low) {
  if (typeof value !== "number" || !Number.isFinite(value)) return otherwise;
  return Math.min(high, Math.max(low, value));
}

/** A whole number from low to high. */
export function count(value, high) {
  return Math.trunc(number(value, 0, high));
}

export function yes(value) {
  return value === true;
}

/** An http or https address, else "". */
export function webAddress(value) {
  if (typeof value !== "string" || value.length > 2048) return "";
  try {
    const address = new URL(value);
    return ["http:", "https:"].includes(address.protocol) ? address.href : "";
  } catch {
    return ""; // not an absolute address
  }
}

/** A moment in milliseconds since the epoch, or null where there is none. */
export function moment(value) {
  return number(value, 1, 8.64e15, 0) || null;
}
