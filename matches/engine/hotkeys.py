"""Hotkeys: two observers who press the same one at the same time mean one press."""

from msgspec.structs import replace

from .events import ObserverEvent, ToastShown, event_type
from .state import MatchState, Press
from .toast import is_same

_SAME_MS = 1_000


def is_repeated(state: MatchState, event: ObserverEvent, now_ms: int) -> bool:
    """Whether another observer has just pressed it; the same one's second press is another."""
    hotkey = event_type(event)
    if isinstance(event, ToastShown) and not is_same(state.toast, event.data):
        return False
    return any(
        press.hotkey == hotkey and press.observer != event.obs_name
        for press in _recent(state, now_ms)
    )


def noted(state: MatchState, event: ObserverEvent, now_ms: int) -> MatchState:
    hotkey = event_type(event)
    others = tuple(press for press in _recent(state, now_ms) if press.hotkey != hotkey)
    return replace(state, presses=(*others, Press(hotkey, event.obs_name, now_ms)))


def _recent(state: MatchState, now_ms: int) -> list[Press]:
    return [press for press in state.presses if now_ms - press.at <= _SAME_MS]
