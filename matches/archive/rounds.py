"""The rounds as they are played: phases, the spike, who won and why."""

from dataclasses import dataclass, field

from matches.engine.rollback import rolled_back
from matches.engine.score import outcome_of
from matches.engine.sides import attacker_in
from matches.engine.state import MatchState

from . import economy
from .facts import RoundFacts, RoundPlayerFacts
from .standing import Standing, Who

# The client sends a round's end, its score and its last kill within moments, in any order.
_SETTLE_MS = 100


@dataclass(slots=True)
class OpenRound:
    """A round that may still change."""

    number: int
    attackers: int = 0
    started_ms: int | None = None
    combat_ms: int | None = None
    ended_ms: int | None = None
    decided_ms: int | None = None
    winner: int | None = None
    clock_ran_out: bool = False
    # What became of the spike, with the time in the round where that is known.
    spike: dict[str, int | None] = field(default_factory=dict)
    players: tuple[RoundPlayerFacts, ...] = ()
    standing: Standing | None = None

    def time(self, now_ms: int) -> int | None:
        """Time in the round; None before combat."""
        return None if self.combat_ms is None else max(0, now_ms - self.combat_ms)

    def has_settled(self, now_ms: int) -> bool:
        """Whether what happens now can no longer have decided the round."""
        return self.decided_ms is not None and now_ms > self.decided_ms + _SETTLE_MS

    def spike_was(self, what: str, now_ms: int) -> None:
        """Planted, detonated or defused: the first report counts, and none before combat."""
        if self.combat_ms is not None or self.decided_ms is not None:
            self.spike.setdefault(what, self.time(now_ms))

    def moved(self, who: Who | None, now_ms: int, *, fell: bool) -> None:
        """Somebody fell, or got up again; None for a name that is no player's."""
        if self.standing is None or self.has_settled(now_ms):
            return
        if fell:
            self.standing.fell(who)
        elif who is not None:
            self.standing.rose(who)

    @property
    def reason(self) -> str | None:
        """By the contract's rule for the record of rounds."""
        if self.winner is None:
            return None
        if self.winner == self.attackers:
            return "detonated" if "detonated" in self.spike else "kills"
        if "defused" in self.spike:
            return "defused"
        return "timeout" if self.clock_ran_out else "kills"

    @property
    def fates(self) -> dict[str, int | None]:
        """What became of the spike, but for what the score rules out: the feed errs there."""
        if self.winner is None:
            return self.spike
        ruled_out = "defused" if self.winner == self.attackers else "detonated"
        return {what: time for what, time in self.spike.items() if what != ruled_out}

    def facts(self) -> RoundFacts:
        fates = self.fates
        return RoundFacts(
            number=self.number,
            winner=self.winner,
            reason=self.reason,
            attackers=self.attackers,
            started_ms=self.started_ms,
            combat_ms=self.combat_ms,
            ended_ms=self.decided_ms if self.ended_ms is None else self.ended_ms,
            planted="planted" in fates,
            planted_ms=fates.get("planted"),
            detonated="detonated" in fates,
            detonated_ms=fates.get("detonated"),
            defused="defused" in fates,
            defused_ms=fates.get("defused"),
            teams=(economy.of_team(self.players, 0), economy.of_team(self.players, 1)),
            players=self.players,
        )


class Rounds:
    """All rounds so far; `current` is the one that was last begun."""

    def __init__(self) -> None:
        self.current: OpenRound | None = None
        self._by_number: dict[int, OpenRound] = {}

    def all(self) -> list[OpenRound]:
        return [self._by_number[number] for number in sorted(self._by_number)]

    def enter(self, number: int, phase: str, state: MatchState, now_ms: int) -> None:
        """A phase begins. A second observer may say so again: the first report counts."""
        if number < 1 or phase not in ("shopping", "combat", "end"):
            return
        one = self._by_number.get(number) or self._begin(number)
        if phase == "shopping" and one.started_ms is None:
            one.started_ms = now_ms
        elif phase == "combat" and one.combat_ms is None:
            one.combat_ms = now_ms
            one.players = economy.at_combat(state, number)
            one.standing = Standing(state)
        elif phase == "end" and one.ended_ms is None:
            one.ended_ms = now_ms
            one.clock_ran_out = state.clock_ran_out
            self._settle(one, now_ms)
        self.sides(state)

    def sides(self, state: MatchState) -> None:
        """A correction of the sides counts from the round in which it is made."""
        if self.current is not None:
            self.current.attackers = attacker_in(state, self.current.number)

    def scored(self, before: MatchState, state: MatchState, now_ms: int) -> None:
        """Who won which round, as the fold itself reads the score."""
        outcome = outcome_of(rolled_back(before, state.score), state.score)
        decided = self._by_number.get(outcome.round) if outcome else None
        if outcome is None or decided is None:
            return
        decided.winner = outcome.winner
        if decided is self.current:
            decided.clock_ran_out = decided.clock_ran_out or state.was_timeout
        self._settle(decided, now_ms)

    def knows(self, number: int) -> bool:
        return number in self._by_number

    def forget_from(self, number: int) -> None:
        """Drop this round and those behind it, which are played again."""
        self._by_number = {n: one for n, one in self._by_number.items() if n < number}
        self.current = None

    def _begin(self, number: int) -> OpenRound:
        self.current = self._by_number[number] = OpenRound(number)
        return self.current

    def _settle(self, one: OpenRound, now_ms: int) -> None:
        if one.decided_ms is None:
            one.decided_ms = now_ms
