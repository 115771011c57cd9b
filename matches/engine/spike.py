"""The spike: planted, detonated, defused."""

from msgspec.structs import replace

from .events import SpikeDefused, SpikeDetonated, SpikePlanted
from .players import Spot, player_at
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
        plant_round=state.round_number,
        round_timeout_time=None,
        spike_detonation_time=now_ms + FUSE_MS,
    )


def plant_by_bonus(state: MatchState, spot: Spot, money: int, now_ms: int) -> MatchState:
    """Nothing else pays an attacker exactly 300 credits at once in combat: that tells of a plant.

    Only with money that is known of this round, while the round's clock runs, and once a round.
    """
    player = player_at(state, spot)
    if money - player.money != _PLANT_BONUS or not player.has_scoreboard:
        return state
    if not state.teams[spot[0]].is_attacking:
        return state
    if state.round_timeout_time is None or state.plant_round == state.round_number:
        return state
    return plant(state, now_ms)
