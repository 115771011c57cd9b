"""The toast: a message that an operator puts on the overlay."""

import math

from msgspec.structs import replace

from .events import ToastData, ToastShown, known
from .state import MatchState, Toast


def toast(state: MatchState, event: ToastShown, now_ms: int) -> MatchState:
    """Puts this one up, or takes it down if it is up; title and message tell one from another."""
    data = event.data
    if state.toast.active and is_same(state.toast, data):
        return lowered(state)
    up = Toast(
        active=True,
        title=known(data.title, ""),
        message=known(data.message, ""),
        duration=data.duration,
        event_logo_enabled=data.event_logo_enabled,
        selected_team=data.selected_team,
        until=None if data.duration is None else now_ms + max(math.ceil(data.duration), 1),
    )
    return replace(state, toast=up)


def is_same(shown: Toast, told: ToastData) -> bool:
    return (shown.title, shown.message) == (known(told.title, ""), known(told.message, ""))


def lowered(state: MatchState) -> MatchState:
    """No toast is up, and none has a timer; what it said stays."""
    if not state.toast.active:
        return state
    return replace(state, toast=replace(state.toast, active=False, until=None))


def advance(state: MatchState, now_ms: int) -> MatchState:
    until = state.toast.until
    return lowered(state) if until is not None and until <= now_ms else state
