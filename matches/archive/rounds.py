"""The rounds as they are played: phases, the spike, who won and why."""

from dataclasses import dataclass, field

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
        self.score = (0, 0)
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
            self.current.attackers = next(
                team.ingame_team_id for team in state.teams if team.is_attacking
            )

    def scored(self, won: tuple[int, int], state: MatchState, now_ms: int) -> None:
        """The team whose number grew has won the round; with both, nobody knows who did.

        Compared with the last score told, not with what the teams hold: a swap of the sides
        exchanges that.
        """
        grown = [team for team in (0, 1) if won[team] > self.score[team]]
        self.score = won
        decided = self._decided_by(sum(won))
        if decided is None or len(grown) != 1:
            return
        decided.winner = grown[0]
        if decided is self.current:
            decided.clock_ran_out = decided.clock_ran_out or state.was_timeout
        self._settle(decided, now_ms)

    def is_played_again(self, number: int) -> bool:
        """Whether a `shopping` now takes back rounds: the score has gone back behind it."""
        known = self._by_number.get(number)
        return known is not None and known.winner is not None and sum(self.score) < number

    def forget_from(self, number: int) -> None:
        self._by_number = {n: one for n, one in self._by_number.items() if n < number}
        self.current = None

    def _begin(self, number: int) -> OpenRound:
        self.current = self._by_number[number] = OpenRound(number)
        return self.current

    def _decided_by(self, total: int) -> OpenRound | None:
        """The round that a score is about: a late one may come after the next has begun."""
        if self.current is None or total != self.current.number - 1:
            return self.current
        return self._by_number.get(total)

    def _settle(self, one: OpenRound, now_ms: int) -> None:
        if one.decided_ms is None:
            one.decided_ms = now_ms
