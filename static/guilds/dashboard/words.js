// What happened, in words. Names come from Discord: whoever chose them may have meant harm, so they
// are only ever written as text, and their direction ends with them.

const STATUSES = { online: "online", idle: "idle", dnd: "not to be disturbed", offline: "offline" };

const TELL = {
  "message:new": ({ channelName }) => ["wrote in", `#${channelName}`],
  "presence:update": ({ status }) => [`is ${STATUSES[status] ?? status}`, ""],
  "role:change": ({ addedRoles }) => ["was given", addedRoles.join(", ")],
  "user:join": ({ accountAgeDays }) => [`joined, ${accountAge(accountAgeDays)}`, ""],
  "alert:multiClient": ({ platforms }) => [clients(platforms), ""],
};

/** [what somebody did, the name that it was done to or ""]. */
export function told(event, payload) {
  return TELL[event](payload);
}

export function accountAge(days) {
  if (days < 1) return "account made today";
  return `account ${count(days, "day")} old`;
}

export function clients(platforms) {
  return `is on ${platforms.join(" and ")} at once`;
}

export function count(number, thing) {
  return `${number.toLocaleString("en-GB")} ${thing}${number === 1 ? "" : "s"}`;
}

/** The time of day of a timestamp, as all of the page in UTC. */
export function clock(timestamp) {
  return new Date(timestamp).toISOString().slice(11, 19);
}

/** Day and time, for what may be days ago. */
export function dayAndClock(timestamp) {
  const at = new Date(timestamp);
  const day = at.toLocaleDateString("en-GB", { weekday: "short", timeZone: "UTC" });
  return `${day} ${clock(timestamp).slice(0, 5)}`;
}
