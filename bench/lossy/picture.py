"""What viewers see of a state, key by key, and in which keys two states differ."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from matches.engine.state import MatchState, Player, Team, Timeouts

PLAYER: dict[str, Callable[[Player], Any]] = {
    "name": lambda one: (one.name, one.tagline),
    "alive": lambda one: one.is_alive,
    "health": lambda one: one.health,
    "agent": lambda one: one.agent_internal,
    "money": lambda one: one.money,
    "armour": lambda one: one.armor_name,
    "weapon": lambda one: one.highest_weapon,
    "ultimate": lambda one: (one.curr_ult_points, one.max_ult_points, one.ult_ready),
    "kills, deaths, assists": lambda one: (one.kills, one.deaths, one.assists),
}
MATCH: dict[str, Callable[[MatchState], Any]] = {
    "teams": lambda state: [(team.team_name, team.ingame_team_id) for team in state.teams],
    "sides": lambda state: [team.is_attacking for team in state.teams],
    "score": lambda state: [team.rounds_won for team in state.teams],
    "round": lambda state: state.round_number,
    "phase": lambda state: state.round_phase,
    "map": lambda state: state.map,
    "spike": lambda state: state.spike,
    "clocks run": lambda state: (
        state.round_timeout_time is not None,
        state.spike_detonation_time is not None,
    ),
    "timeouts left": lambda state: state.timeouts.left,
    "pauses": lambda state: (state.timeouts.running, state.timeouts.tech_pause),
}


class Comparison:
    """Compares one undisturbed state after the other with a disturbed one.

    Looks only at what has changed since: most events change one player.
    """

    def __init__(self, disturbed_rounds: set[int]) -> None:
        self._disturbed_rounds = disturbed_rounds
        self._players: dict[str, tuple[Player, Player, set[str]]] = {}
        self._records: tuple[Any, Any] = (None, None)
        self._results: set[tuple[str, int]] = set()

    def differing(self, clean: MatchState, other: MatchState) -> set[tuple[str, int]]:
        """The keys that differ, each with a round's number where it is about one, else 0."""
        wrong = {(key, 0) for key, of in MATCH.items() if of(clean) != of(other)}
        for ours, theirs in zip(clean.teams, other.teams, strict=True):
            wrong |= {(key, 0) for key in self._team(ours, theirs)}
        return wrong | self._record(clean, other)

    def _team(self, clean: Team, other: Team) -> set[str]:
        wrong: set[str] = set()
        players = {player.riot_id: player for player in other.players}
        ids = [player.riot_id for player in clean.players]
        if set(ids) != set(players):
            wrong.add("roster")
        elif ids != list(players):
            wrong.add("order")
        for player in clean.players:
            seen = players.get(player.riot_id)
            if seen is not None:
                wrong |= self._player(player, seen)
        return wrong

    def _player(self, clean: Player, other: Player) -> set[str]:
        known = self._players.get(clean.riot_id)
        if known is not None and known[0] is clean and known[1] is other:
            return known[2]
        wrong = {key for key, of in PLAYER.items() if of(clean) != of(other)}
        self._players[clean.riot_id] = clean, other, wrong
        return wrong

    def _record(self, clean: MatchState, other: MatchState) -> set[tuple[str, int]]:
        records = clean.teams[0].round_record, other.teams[0].round_record
        if records[0] is not self._records[0] or records[1] is not self._records[1]:
            self._records = records
            self._results = {
                ("results", ours.round)
                for ours, theirs in zip(*records, strict=False)
                if ours.type != theirs.type and ours.round not in self._disturbed_rounds
            }
        return self._results


LASTING = {"map", "order"}
"""Keys that stay as they are from a `shopping` on; so do the results of the rounds before it."""


def same_future(clean: MatchState, other: MatchState) -> bool:
    """Whether the same events make the same pictures of both from this `shopping` on.

    Keys in `LASTING` are compared apart. Left out is what no rule of the picture reads (counts of
    the kill feed, moments, records), and what is over with a `shopping`.
    """
    return bare(clean) == bare(other)


def bare(state: MatchState) -> MatchState:
    left, right = (
        replace(team, players=_bare_players(team), round_record=()) for team in state.teams
    )
    return replace(
        state,
        teams=(left, right),
        agent_select_start_time=None,
        round_timeout_time=state.round_timeout_time and 1,
        spike_detonation_time=state.spike_detonation_time and 1,
        rounds_begun=state.rounds_begun[-1:],
        timeouts=_bare_timeouts(state.timeouts),
        match_id="",
        map="",
        plant_round=0,
        is_running=False,
        attackers_won=False,
        was_timeout=False,
        show_alive_kda=False,
        toast=type(state.toast)(),
        kills_told=(),
        presses=(),
        claims=(),
    )


def _bare_timeouts(timeouts: Timeouts) -> Timeouts:
    """When the last one began matters only while it runs."""
    if timeouts.running is not None:
        return timeouts
    return replace(timeouts, started_at=0, remaining=0, grace_passed=False)


def _bare_players(team: Team) -> tuple[Player, ...]:
    return tuple(sorted(map(_bare_player, team.players), key=lambda player: player.riot_id))


def _bare_player(player: Player) -> Player:
    return replace(
        player,
        position=0,
        is_observed=False,
        kills_this_round=0,
        deaths_this_round=0,
        killed_player_names=(),
        money_spent=0,
        spent_money_this_round=False,
        last_board_ms=0,
        team_kills=0,
        headshot_kills=0,
        kills_by_weapon={},
        kills_on_enemy={},
        kills_on_teammate={},
        icon_suffix="",
        locked=False,
    )
