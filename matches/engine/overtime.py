"""Overtime gives each team one timeout more; a rollback to before it takes that back."""

from msgspec.structs import replace

from .state import MatchState

_MOST_GRANTED = 2


def entered(state: MatchState) -> MatchState:
    """The timeouts are granted once: never above the maximum, nor below what a team had."""
    if state.has_entered_overtime or state.round_number < state.first_ot_round:
        return state
    timeouts = state.timeouts
    most = min(_MOST_GRANTED, timeouts.maximum)
    had = timeouts.left
    left, right = (max(count, min(most, count + 1)) for count in had)
    granted = (left - had[0], right - had[1])
    timeouts = replace(timeouts, left=(left, right), granted=granted)
    return replace(state, has_entered_overtime=True, timeouts=timeouts)


def left_behind(state: MatchState) -> MatchState:
    """Overtime has not begun after all."""
    timeouts = state.timeouts
    left, right = (
        max(0, count - granted)
        for count, granted in zip(timeouts.left, timeouts.granted, strict=True)
    )
    timeouts = replace(timeouts, left=(left, right), granted=(0, 0))
    return replace(state, has_entered_overtime=False, timeouts=timeouts)
