"""The record of rounds: how each one ended, for each team."""

from msgspec.structs import replace

from .state import MatchState, RoundResult, Team

_LOOK_AHEAD = 5


def last_round(state: MatchState, ended: int) -> MatchState:
    """Records the round numbered `ended`, and five upcoming ones after it."""
    return _recorded(state, ended, _LOOK_AHEAD)


def final_round(state: MatchState, ended: int) -> MatchState:
    """Records the match's last round, which nothing follows."""
    return _recorded(state, ended, 0)


def _recorded(state: MatchState, ended: int, ahead: int) -> MatchState:
    how = _how_it_ended(state)
    left, right = (
        _with_result(
            team, ended, how if team.is_attacking == state.attackers_won else "lost", ahead
        )
        for team in state.teams
    )
    return replace(state, teams=(left, right))


def _how_it_ended(state: MatchState) -> str:
    if state.attackers_won:
        return "detonated" if state.spike.detonated else "kills"
    if state.spike.defused:
        return "defused"
    return "timeout" if state.was_timeout else "kills"


def _with_result(team: Team, ended: int, result: str, ahead: int) -> Team:
    """Rounds that were never told of, before this one, are filled up as upcoming."""
    side = team.is_attacking
    record = team.round_record
    gap = range(len(record) + 1, ended)
    return replace(
        team,
        round_record=(
            *record[: ended - 1],
            *(RoundResult("upcoming", side, number) for number in gap),
            RoundResult(result, side, ended),
            *(RoundResult("upcoming", side, ended + step) for step in range(1, ahead + 1)),
            *record[ended + ahead :],
        ),
    )
