// What a state alone does not say, and the states before it do: which team has won the round that
// the record still calls upcoming, who was the last of a team, when the buy phase ends, and since
// when no observer is there.

// Bomb mode, in ms. Overtime and other modes are not known for sure, and get no countdown.
const BUY_MS = 30_000;
const FIRST_BUY_MS = 45_000; // the first round of a half

/**
 * The view with what follows from the one before it.
 *
 * @param before the view before it, null for the first
 * @param isUnbroken whether no state can have been missed between the two
 */
export function following(view, before, now, isUnbroken) {
  const last = before?.matchId === view.matchId ? before : null;
  return {
    ...view,
    outcome: outcomeOf(view, last),
    lastOnes: lastOnesOf(view, last),
    buyEndsAt: buyEndOf(view, isUnbroken ? last : null, now),
    unfedSince: view.observers === 0 ? (before?.unfedSince ?? now) : null,
  };
}

/** The round that was decided last and is not in the record yet, with the winner's id; or null. */
function outcomeOf(view, last) {
  const known = last?.outcome ?? null;
  if (last?.round === view.round) {
    const grown = growth(view, last);
    if (grown.every((rounds) => rounds === 0)) return known;
    return decided(view, view.teams.filter((_, index) => hasWon(view, grown[index], grown[1 - index])));
  }
  // `game_start` and late boards come before the `shopping` that writes the record.
  return told(view) ?? (known?.round === view.round - 1 ? known : null);
}

/** One team alone has won more; if more than one round at once, then the last of them is this one. */
function hasWon(view, own, other) {
  return own > 0 && other === 0 && (own === 1 || played(view) === view.round);
}

function decided({ round }, [winner]) {
  return winner ? { round, team: winner.id } : null;
}

function played({ teams: [left, right] }) {
  return left.score + right.score;
}

/** By how much each team's score has grown; teams may have changed places in between. */
function growth(view, last) {
  return view.teams.map(({ id, score }) => score - (last.teams.find((team) => team.id === id)?.score ?? 0));
}

/**
 * What the state itself says: as many rounds are won as were begun, so the round is over, and
 * `attackersWon` names the side. After a gap in the record the side may be an older round's.
 */
function told(view) {
  const { round, teams } = view;
  const isOver = round > 0 && played(view) === round;
  const isGap = round > 1 && resultOf(teams[0], round - 1) === "upcoming";
  if (!isOver || isGap) return null;
  return decided(view, teams.filter(({ isAttacking }) => isAttacking === view.attackersWon));
}

/** How the round went for the team, by the record alone. */
export function resultOf(team, round) {
  return team.rounds[round - 1]?.result ?? "upcoming";
}

/** The ids of teams that were down to one player in this round, with opponents on their feet. */
function lastOnesOf(view, last) {
  if (view.phase === "shopping") return []; // a round of the same number may be played again
  const known = last?.round === view.round ? last.lastOnes : [];
  if (view.phase !== "combat") return known;
  const alive = view.teams.map(({ players }) => players.filter(({ isAlive }) => isAlive).length);
  const alone = view.teams.filter((team, index) => {
    return team.players.length > 1 && alive[index] === 1 && alive[1 - index] > 0;
  });
  return [...new Set([...known, ...alone.map(({ id }) => id)])];
}

/** When the buy phase is over, or null: its begin must have been seen, and nothing pauses it. */
function buyEndOf(view, last, now) {
  if (view.phase !== "shopping" || view.timeout.techPause || view.timeout.team) return null;
  if (last?.phase === "shopping" && last.round === view.round) return last.buyEndsAt;
  if (!last || view.mode !== "bomb" || view.round >= view.firstOvertime) return null;
  const isFirst = view.round === 1 || view.round === view.switchRound;
  return now + (isFirst ? FIRST_BUY_MS : BUY_MS);
}
