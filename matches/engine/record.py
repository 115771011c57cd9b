"""The record of rounds: how each one ended, for each team. What nobody told is `upcoming`."""

from collections.abc import Iterable

from msgspec.structs import replace

from .sides import attacks_in
from .state import MatchState, Outcome, RoundResult, Team

_FIRST_ROUNDS = 25
_LOOK_AHEAD = 5
_UPCOMING = "upcoming"


def fresh(attacks: bool) -> tuple[RoundResult, ...]:
    """The record of a team before its first round."""
    return tuple(RoundResult(_UPCOMING, attacks, number) for number in range(1, _FIRST_ROUNDS + 1))


def up_to(state: MatchState, begun: int) -> MatchState:
    """Records what was decided before the round `begun`, with five upcoming rounds from it on."""
    if begun < 2:
        return state
    state = settled(state)
    left, right = (_looking_ahead(state, team, begun - 1) for team in state.teams)
    return replace(state, teams=(left, right))


def settled(state: MatchState) -> MatchState:
    """Records the round that was decided, if there is one that is not recorded yet."""
    outcome = state.outcome
    if outcome is None:
        return state
    left, right = (
        _with_entries(state, team, [_result(state, team, outcome)]) for team in state.teams
    )
    return replace(state, teams=(left, right), outcome=None)


def is_won(entry: RoundResult) -> bool:
    return entry.type not in (_UPCOMING, "lost")


def has_result(team: Team, number: int) -> bool:
    return any(entry.round == number and entry.type != _UPCOMING for entry in team.round_record)


def taken_back(team: Team, behind: int) -> Team:
    """The team without its results of the rounds behind this number."""
    record = tuple(
        replace(entry, type=_UPCOMING) if entry.round > behind else entry
        for entry in team.round_record
    )
    return replace(team, round_record=record)


def _result(state: MatchState, team: Team, outcome: Outcome) -> RoundResult:
    has_won = team.ingame_team_id == outcome.winner
    how = _how_it_ended(state, outcome) if has_won else "lost"
    return RoundResult(how, has_won == outcome.attackers_won, outcome.round)


def _how_it_ended(state: MatchState, outcome: Outcome) -> str:
    if outcome.attackers_won:
        return "detonated" if state.spike.detonated else "kills"
    if state.spike.defused:
        return "defused"
    return "timeout" if state.was_timeout else "kills"


def _looking_ahead(state: MatchState, team: Team, ended: int) -> Team:
    """The rounds from the one that has ended on, as far as they have no result."""
    side = attacks_in(state, team, ended)
    numbers = range(ended, ended + _LOOK_AHEAD + 1)
    results = {entry.round for entry in team.round_record if entry.type != _UPCOMING}
    return _with_entries(
        state,
        team,
        (RoundResult(_UPCOMING, side, number) for number in numbers if number not in results),
    )


def _with_entries(state: MatchState, team: Team, entries: Iterable[RoundResult]) -> Team:
    """Rounds that were never told of, before these, are filled up as upcoming."""
    record = list(team.round_record)
    for entry in entries:
        record.extend(
            RoundResult(_UPCOMING, attacks_in(state, team, number), number)
            for number in range(len(record) + 1, entry.round + 1)
        )
        record[entry.round - 1] = entry
    return replace(team, round_record=tuple(record))
