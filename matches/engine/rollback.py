"""A score that goes back: the rounds behind it are played again."""

from msgspec.structs import replace

from . import overtime, record
from .state import MatchState


def rolled_back(state: MatchState, stands: tuple[int, int]) -> MatchState:
    """The state as of this score; the same object where the score has not gone back."""
    if stands == state.score:
        return state
    total = min(sum(stands), _last_possible(state, stands))
    left, right = (record.taken_back(team, total) for team in state.teams)
    outcome = state.outcome
    state = replace(
        state,
        teams=(left, right),
        score=stands,
        outcome=outcome if outcome is not None and outcome.round <= total else None,
        rounds_begun=tuple(number for number in state.rounds_begun if number <= total),
        combat_round=None,
        plant_round=0,
    )
    return overtime.left_behind(state) if total < state.first_ot_round - 1 else state


def _last_possible(state: MatchState, stands: tuple[int, int]) -> int:
    """The last round up to which no team has won more rounds by the record than by the score."""
    longest = max(len(team.round_record) for team in state.teams)
    for team in state.teams:
        won = [entry.round for entry in team.round_record if record.is_won(entry)]
        allowed = stands[team.ingame_team_id]
        if len(won) > allowed:
            longest = min(longest, won[allowed] - 1)
    return longest
