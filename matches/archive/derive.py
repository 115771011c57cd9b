"""From a match's log to its facts: the engine folds it, and what passes by is noted."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from matches.engine import events
from matches.engine.events import BadEvent, Event, known, parse_logged
from matches.engine.names import map_name
from matches.engine.reducer import apply
from matches.engine.score import match_winner
from matches.engine.setup import MatchSetup, new_match
from matches.engine.state import MatchState, Player, Team

from . import figures
from .facts import MatchFacts, TeamFacts
from .feed import Feed
from .rounds import Rounds
from .standing import Who


class Row(Protocol):
    """One event of the log; `received_ms` in ms since the epoch, `data` its canonical bytes."""

    @property
    def seq(self) -> int: ...
    @property
    def received_ms(self) -> int: ...
    @property
    def data(self) -> bytes: ...


def derive(setup: MatchSetup, rows: Iterable[Row]) -> MatchFacts:
    """The facts of a match, from its log as far as that can be read."""
    notes = _Notes(new_match(setup))
    for seq, row in enumerate(rows, 1):
        try:
            event = parse_logged(row.data)
        except BadEvent:
            return notes.facts(damaged_at=row.seq)
        if row.seq != seq:
            return notes.facts(damaged_at=seq)
        notes.take(seq, row.received_ms, event)
    return notes.facts(damaged_at=None)


_BOARDS = (events.Scoreboard, events.AuxScoreboard, events.AuxScoreboardTeam)


class _Notes:
    """What is known after each event."""

    def __init__(self, state: MatchState) -> None:
        self.state = state
        self.rounds = Rounds()
        self.feed = Feed()
        self.map = ""
        self.started_ms: int | None = None
        self.ended_ms: int | None = None

    def take(self, seq: int, now_ms: int, event: Event) -> None:
        if self.state.is_over:
            return
        if isinstance(event, events.Killfeed):
            self.feed.take(seq, now_ms, event.data, self.state, self.rounds.current)
        before, self.state = self.state, apply(self.state, event, now_ms)
        if noting := _NOTING.get(type(event)):
            noting(self, event, before, now_ms)
        elif isinstance(event, _BOARDS):
            self._watch(before, now_ms)

    def facts(self, *, damaged_at: int | None) -> MatchFacts:
        rounds, kills, state = self.rounds.all(), self.feed.kills(), self.state
        left, right = (_team(team, place, state) for place, team in enumerate(state.teams))
        return MatchFacts(
            match_id=state.match_id,
            map=self.map,
            mode=state.match_type,
            started_ms=self.started_ms,
            ended_ms=self.ended_ms,
            teams=(left, right) if state.teams[0].ingame_team_id == 0 else (right, left),
            winner=match_winner(state),
            damaged_at=damaged_at,
            rounds=tuple(one.facts() for one in rounds),
            players=figures.players(state, rounds, kills),
            kills=kills,
        )

    def match_start(self, event: events.MatchStart, before: MatchState, now_ms: int) -> None:
        """Another id than before: the game was made anew, and what was played is void."""
        if before.match_id not in ("", event.data):
            self.rounds, self.feed, self.started_ms = Rounds(), Feed(), None
        if self.started_ms is None:
            self.started_ms = now_ms

    def map_chosen(self, event: events.Map, before: MatchState, now_ms: int) -> None:
        self.map = map_name(event.data).strip() or self.map

    def round_info(self, event: events.RoundInfo, before: MatchState, now_ms: int) -> None:
        number = event.data.round_number
        phase = known(event.data.round_phase, before.round_phase)
        if _is_begun(number, before, self.state) and self.rounds.knows(number):
            self.rounds.forget_from(number)
            self.feed.forget_from(number)
        self.rounds.enter(number, phase, self.state, now_ms)
        if self.state.is_over:
            self.ended_ms = now_ms

    def score(self, event: events.Score, before: MatchState, now_ms: int) -> None:
        self.rounds.scored(before, self.state, now_ms)

    def swap(self, event: events.SwapAttackerDefender, before: MatchState, now_ms: int) -> None:
        self.rounds.sides(self.state)

    def spike(
        self,
        event: events.SpikePlanted | events.SpikeDetonated | events.SpikeDefused,
        before: MatchState,
        now_ms: int,
    ) -> None:
        if self.rounds.current is not None:
            self.rounds.current.spike_was(_FATES[type(event)], now_ms)

    def _watch(self, before: MatchState, now_ms: int) -> None:
        """Scoreboards tell of the plant by its bonus, and of deaths that the feed left out."""
        one = self.rounds.current
        if one is None or before.teams is self.state.teams:
            return
        told_now = self.state.spike.planted and not before.spike.planted
        for who, old, new in _changed(before, self.state):
            if old.is_alive != new.is_alive:
                one.moved(who, now_ms, fell=old.is_alive)
            # The first scoreboard of a round may differ by as much without a plant.
            if told_now and old.has_scoreboard and one.decided_ms is None:
                one.spike_was("planted", now_ms)


_FATES: dict[type, str] = {
    events.SpikePlanted: "planted",
    events.SpikeDetonated: "detonated",
    events.SpikeDefused: "defused",
}
_NOTING: dict[type, Callable[[_Notes, Any, MatchState, int], None]] = {
    events.MatchStart: _Notes.match_start,
    events.Map: _Notes.map_chosen,
    events.RoundInfo: _Notes.round_info,
    events.Score: _Notes.score,
    events.SwapAttackerDefender: _Notes.swap,
    **dict.fromkeys(_FATES, _Notes.spike),
}


def _changed(before: MatchState, after: MatchState) -> Iterator[tuple[Who, Player, Player]]:
    """The players that are not what they were."""
    known = {player.riot_id: player for team in before.teams for player in team.players}
    for team in after.teams:
        for new in team.players:
            old = known.get(new.riot_id, new)
            if old is not new:
                yield (team.ingame_team_id, new.riot_id), old, new


def _is_begun(number: int, before: MatchState, after: MatchState) -> bool:
    """Whether the fold takes the round for a new one; after a rollback that is so once more."""
    return number in after.rounds_begun and number not in before.rounds_begun


def _team(team: Team, place: int, state: MatchState) -> TeamFacts:
    return TeamFacts(
        name=team.team_name,
        tricode=team.team_tricode,
        url=team.team_url,
        place=place,
        score=state.score[team.ingame_team_id],
    )
