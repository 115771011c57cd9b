"""Team timeouts and the tech pause."""

from msgspec.structs import replace

from .events import LeftTimeout, RightTimeout, TechPause
from .state import LEFT, RIGHT, MatchState, Timeouts

_SECOND_MS = 1_000


def left_timeout(state: MatchState, event: LeftTimeout, now_ms: int) -> MatchState:
    return replace(state, timeouts=_pressed(state.timeouts, LEFT, now_ms))


def right_timeout(state: MatchState, event: RightTimeout, now_ms: int) -> MatchState:
    return replace(state, timeouts=_pressed(state.timeouts, RIGHT, now_ms))


def tech_pause(state: MatchState, event: TechPause, now_ms: int) -> MatchState:
    """Toggles it; a team timeout that runs then ends, and costs nothing."""
    timeouts = state.timeouts
    if timeouts.tech_pause:
        return replace(state, timeouts=replace(timeouts, tech_pause=False))
    return replace(state, timeouts=replace(timeouts, tech_pause=True, running=None))


def ended(timeouts: Timeouts) -> Timeouts:
    """No pause lasts into combat; a timeout that still runs is spent."""
    if timeouts.running is not None:
        timeouts = _spent(timeouts, timeouts.running)
    return replace(timeouts, tech_pause=False) if timeouts.tech_pause else timeouts


def advance(timeouts: Timeouts, now_ms: int) -> Timeouts:
    """The countdown at `now_ms`, in whole seconds since the start.

    A clock that goes back changes nothing. The second of the expiry shows no grace period
    any more: it must have passed in a second before.
    """
    place = timeouts.running
    if place is None:
        return timeouts
    elapsed = (now_ms - timeouts.started_at) // _SECOND_MS
    remaining = max(timeouts.duration - elapsed, 0)
    if remaining >= timeouts.remaining:
        return timeouts
    last_shown = min(elapsed, timeouts.duration - 1)
    passed = timeouts.grace_passed or last_shown >= max(timeouts.grace, 1)
    timeouts = replace(timeouts, remaining=remaining, grace_passed=passed)
    return _spent(timeouts, place) if remaining == 0 else timeouts


def next_deadline(timeouts: Timeouts) -> int | None:
    if timeouts.running is None:
        return None
    seconds = timeouts.duration - timeouts.remaining + 1
    return timeouts.started_at + seconds * _SECOND_MS


def _pressed(timeouts: Timeouts, place: int, now_ms: int) -> Timeouts:
    if timeouts.running == place:
        if timeouts.remaining > timeouts.duration - timeouts.grace:
            return replace(timeouts, running=None)
        return _spent(timeouts, place)
    if timeouts.left[place] == 0:
        return timeouts
    return replace(
        timeouts,
        tech_pause=False,
        running=place,
        started_at=now_ms,
        remaining=timeouts.duration,
        grace_passed=False,
    )


def _spent(timeouts: Timeouts, place: int) -> Timeouts:
    left, right = timeouts.left
    counters = (max(left - 1, 0), right) if place == LEFT else (left, max(right - 1, 0))
    return replace(timeouts, running=None, left=counters)
