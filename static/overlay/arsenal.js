// What the page knows of the game: which drawing stands for a weapon, which role an agent has.

const WEAPONS = {
  knife: ["Knife"],
  pistol: ["Classic", "Shorty", "Frenzy", "Ghost", "Sheriff", "Bandit"],
  smg: ["Stinger", "Spectre"],
  shotgun: ["Bucky", "Judge"],
  rifle: ["Bulldog", "Guardian", "Phantom", "Vandal"],
  sniper: ["Marshal", "Outlaw", "Operator"],
  heavy: ["Ares", "Odin"],
};

const ROLES = {
  duelist: ["Iso", "Jett", "Neon", "Phoenix", "Raze", "Reyna", "Waylay", "Yoru"],
  initiator: ["Breach", "Fade", "Gekko", "KAYO", "Skye", "Sova", "Tejo"],
  controller: ["Astra", "Brimstone", "Clove", "Harbor", "Miks", "Omen", "Viper"],
  sentinel: ["Chamber", "Cypher", "Deadlock", "Killjoy", "Sage", "Veto", "Vyse"],
};

const BADGES = {
  NotDeadYet: "Not dead yet",
  Evolution: "Evolution",
  Targeting: "Astral form",
  Cam: "On camera",
};

const lookUp = (table) =>
  new Map(Object.entries(table).flatMap(([kind, names]) => names.map((name) => [name, kind])));

const weaponKinds = lookUp(WEAPONS);
const agentRoles = lookUp(ROLES);

/** The weapon's drawing, "none" where we have none. */
export const weaponKind = (weapon) => weaponKinds.get(weapon) ?? "none";

/** "duelist", "initiator", "controller", "sentinel", or "none" for an agent that we don't know. */
export const agentRole = (agent) => agentRoles.get(agent) ?? "none";

/** What an iconNameSuffix means, in words; "" for none. */
export const badgeFor = (suffix) => (Object.hasOwn(BADGES, suffix) ? BADGES[suffix] : "");
