"""Bursts: what a client held back while its line was down comes all at once, and late.

Two phases of one observer within 200 ms are a burst. A clock that an event of it has started would
run late, unless the event is the newest of its burst. Receipt times alone decide, so that a log
gives the same states whenever it is folded.
"""

from msgspec.structs import replace

from .events import Event, ObserverEvent, RoundInfo
from .rounds import ROUND_MS
from .spike import FUSE_MS
from .state import MatchState, Told

_WITHIN_MS = 200


def received(state: MatchState, event: Event, now_ms: int) -> MatchState:
    """The state before the event, less the clocks that it shows to be late."""
    if not isinstance(event, ObserverEvent) or not (state.told or isinstance(event, RoundInfo)):
        return state
    recent = [one for one in state.told if now_ms - one.at_ms <= _WITHIN_MS]
    told = next((one for one in recent if one.observer == event.obs_name), None)
    if isinstance(event, RoundInfo):
        recent = [one for one in recent if one is not told]
        told = _next(told, event, now_ms)
        recent.append(told)
    state = replace(state, told=tuple(recent))
    burst_ms = told.burst_ms if told else None
    return state if burst_ms is None else _stopped(state, burst_ms)


def _next(before: Told | None, event: RoundInfo, now_ms: int) -> Told:
    """The phase that the event tells; in a burst if another one came just before."""
    told = Told(event.obs_name, (event.data.round_number, event.data.round_phase), now_ms)
    if before is None:
        return told
    is_first = before.burst_ms is None and before.phase != told.phase
    return replace(told, burst_ms=before.at_ms if is_first else before.burst_ms)


def _stopped(state: MatchState, since_ms: int) -> MatchState:
    """Without the clocks that were started since then."""
    timeouts = state.timeouts
    if timeouts.running is not None and timeouts.started_at >= since_ms:
        timeouts = replace(timeouts, running=None)
    return replace(
        state,
        round_timeout_time=_older(state.round_timeout_time, since_ms + ROUND_MS),
        spike_detonation_time=_older(state.spike_detonation_time, since_ms + FUSE_MS),
        timeouts=timeouts,
    )


def _older(runs_out: int | None, limit: int) -> int | None:
    return runs_out if runs_out is not None and runs_out < limit else None
