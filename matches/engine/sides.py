"""Which team attacks: it follows from the round's number, and from what operators have turned."""

from msgspec.structs import replace

from .state import MatchState, Team


def attacks_in(state: MatchState, team: Team, number: int) -> bool:
    """Whether the team attacks in this round, as far as is known now."""
    return attacker_in(state, number) == team.ingame_team_id


def attacker_in(state: MatchState, number: int) -> int:
    """The game's number of the team that attacks in this round."""
    turns = _turns(state, number) + state.sides_swapped
    return turns % 2


def with_sides(state: MatchState) -> MatchState:
    """The state with the sides of its round; the same object where they are right."""
    attacker = attacker_in(state, state.round_number)
    if all(team.is_attacking == (team.ingame_team_id == attacker) for team in state.teams):
        return state
    left, right = (
        replace(team, is_attacking=team.ingame_team_id == attacker) for team in state.teams
    )
    return replace(state, teams=(left, right))


def _turns(state: MatchState, number: int) -> int:
    """Once at half time, once in each round of overtime. Team 0 attacks first."""
    return (number >= state.switch_round) + max(0, number - state.first_ot_round + 1)
