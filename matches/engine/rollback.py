"""A score that goes back: the rounds behind it are played again."""

from msgspec.structs import replace

from . import overtime, record
from .state import MatchState


def rolled_back(state: MatchState, won: tuple[int, int]) -> MatchState:
    """The state as of what stands of its score; the same object where nothing has gone back."""
    stands = min(state.score[0], won[0]), min(state.score[1], won[1])
    if stands == state.score:
        return state
    total = _last_standing(state, stands)
    outcome = state.outcome
    begun = tuple(
        number
        for number in state.rounds_begun
        if number <= total or (number <= sum(won) + 1 and _is_being_played(state, number))
    )
    left, right = (record.taken_back(team, total) for team in state.teams)
    state = replace(
        state,
        teams=(left, right),
        score=stands,
        outcome=outcome if outcome is not None and outcome.round <= total else None,
        rounds_begun=begun,
        combat_round=state.combat_round if state.combat_round in begun else None,
        plant_round=state.plant_round if state.plant_round in begun else 0,
    )
    return overtime.left_behind(state) if total < state.first_ot_round - 1 else state


def _is_being_played(state: MatchState, number: int) -> bool:
    """Whether the round is the newest, and not one that is about to be played again."""
    is_decided = state.outcome is not None and state.outcome.round == number
    has_result = record.has_result(state.teams[0], number)
    return number == state.round_number and not (is_decided or has_result)


def _last_standing(state: MatchState, stands: tuple[int, int]) -> int:
    """The last round that stands: no team has won more by the record than by the score."""
    longest = sum(stands)
    for team in state.teams:
        won = [entry.round for entry in team.round_record if record.is_won(entry)]
        allowed = stands[team.ingame_team_id]
        if len(won) > allowed:
            longest = min(longest, won[allowed] - 1)
    return longest
