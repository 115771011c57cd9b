"""Swapping the teams' places, or their sides."""

from msgspec.structs import replace

from .events import SwapAttackerDefender, SwapLeftRight
from .state import MatchState, Team


def swap_left_right(state: MatchState, event: SwapLeftRight, now_ms: int) -> MatchState:
    """The teams change places, with their timeouts and the one that runs."""
    left, right = state.teams
    timeouts = state.timeouts
    running = None if timeouts.running is None else 1 - timeouts.running
    return replace(
        state,
        teams=(right, left),
        timeouts=replace(
            timeouts,
            left=timeouts.left[::-1],
            granted=timeouts.granted[::-1],
            running=running,
        ),
    )


def swap_attacker_defender(
    state: MatchState, event: SwapAttackerDefender, now_ms: int
) -> MatchState:
    """The teams change sides, rounds won and records; the game's numbers stay with them."""
    left, right = state.teams
    outcome = state.outcome
    return replace(
        state,
        teams=(_in_place_of(left, right), _in_place_of(right, left)),
        sides_swapped=not state.sides_swapped,
        outcome=None if outcome is None else replace(outcome, winner=1 - outcome.winner),
    )


def _in_place_of(team: Team, other: Team) -> Team:
    return replace(
        team,
        is_attacking=not team.is_attacking,
        rounds_won=other.rounds_won,
        round_record=other.round_record,
    )
