"""The spike: planted, detonated, defused."""

from msgspec.structs import replace

from .events import SpikeDefused, SpikeDetonated, SpikePlanted
from .state import MatchState

FUSE_MS = 45_000
_PLANT_BONUS = 300


def planted(state: MatchState, event: SpikePlanted, now_ms: int) -> MatchState:
    return plant(state, now_ms)


def detonated(state: MatchState, event: SpikeDetonated, now_ms: int) -> MatchState:
    spike = replace(state.spike, detonated=True)
    return replace(state, spike=spike, spike_detonation_time=None)


def defused(state: MatchState, event: SpikeDefused, now_ms: int) -> MatchState:
    return replace(state, spike=replace(state.spike, defused=True))


def plant(state: MatchState, now_ms: int) -> MatchState:
    """The spike is down: the round's clock gives way to the fuse. Only in combat, and once."""
    if state.round_phase != "combat" or state.spike.planted:
        return state
    return replace(
        state,
        spike=replace(state.spike, planted=True),
        round_timeout_time=None,
        spike_detonation_time=now_ms + FUSE_MS,
    )


def plant_by_bonus(state: MatchState, before: int, after: int, now_ms: int) -> MatchState:
    """Nothing else pays exactly 300 credits at once in combat: the bonus tells of a plant."""
    return plant(state, now_ms) if after - before == _PLANT_BONUS else state
