"""What auxiliary clients tell beside scoreboards: health, abilities, cameras."""

from msgspec import UNSET
from msgspec.structs import replace

from . import icons
from .events import (
    AuxAbilities,
    AuxAstraTargeting,
    AuxCypherCam,
    AuxDisconnect,
    AuxHealth,
    AuxReturn,
)
from .players import find_by_id, player_at, with_player
from .state import MatchState, Player


def aux_health(state: MatchState, event: AuxHealth, now_ms: int) -> MatchState:
    return _change(state, event.player_id, health=event.data, aux_health=True)


def aux_abilities(state: MatchState, event: AuxAbilities, now_ms: int) -> MatchState:
    """Sets the charges that the event names; the others stay as they are."""
    data = event.data
    told = {"grenade": data.grenade, "ability_1": data.ability_1, "ability_2": data.ability_2}
    charges = {name: left for name, left in told.items() if left is not UNSET}
    return _change(state, event.player_id, aux_abilities=True, **charges)


def aux_astra_targeting(state: MatchState, event: AuxAstraTargeting, now_ms: int) -> MatchState:
    return _switch(state, event.player_id, icons.TARGETING, event.data)


def aux_cypher_cam(state: MatchState, event: AuxCypherCam, now_ms: int) -> MatchState:
    return _switch(state, event.player_id, icons.CAM, event.data)


_AVAILABLE = ("aux_health", "aux_abilities", "aux_scoreboard")


def aux_disconnect(state: MatchState, event: AuxDisconnect, now_ms: int) -> MatchState:
    """What only the client could tell is unknown from now on."""
    spot = find_by_id(state, event.player_id)
    if spot is None:
        return state
    player = player_at(state, spot)
    told = tuple(name for name in _AVAILABLE if getattr(player, name))
    return _change(
        state,
        event.player_id,
        **dict.fromkeys(_AVAILABLE, False),
        aux_lost=told or player.aux_lost,
        aux_lost_round=state.round_number if told else player.aux_lost_round,
        icon_suffix=icons.after_leaving(player),
    )


def aux_return(state: MatchState, event: AuxReturn, now_ms: int) -> MatchState:
    """What the client told before it left it tells again; a scoreboard in the same round alone."""
    spot = find_by_id(state, event.player_id)
    if spot is None:
        return state
    player = player_at(state, spot)
    back = dict.fromkeys(player.aux_lost, True)
    if player.aux_lost_round != state.round_number:
        back.pop("aux_scoreboard", None)
    return _change(state, event.player_id, **back)


def _switch(state: MatchState, player_id: str, special: tuple[str, str], on: bool) -> MatchState:
    spot = find_by_id(state, player_id)
    if spot is None:
        return state
    player = player_at(state, spot)
    return _change(state, player_id, icon_suffix=icons.after_switch(player, special, on))


def _change(state: MatchState, player_id: str, **values: object) -> MatchState:
    """The state with these fields of the player set; unchanged where nobody has the id."""
    spot = find_by_id(state, player_id)
    if spot is None:
        return state
    changed: Player = replace(player_at(state, spot), **{"aux_lost": (), **values})
    return with_player(state, spot, changed)
