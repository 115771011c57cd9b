"""What auxiliary clients tell beside scoreboards: health, abilities, cameras."""

from msgspec import UNSET
from msgspec.structs import replace

from . import icons
from .events import AuxAbilities, AuxAstraTargeting, AuxCypherCam, AuxDisconnect, AuxHealth
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


def aux_disconnect(state: MatchState, event: AuxDisconnect, now_ms: int) -> MatchState:
    return _change(
        state, event.player_id, aux_health=False, aux_abilities=False, aux_scoreboard=False
    )


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
    changed: Player = replace(player_at(state, spot), **values)
    return with_player(state, spot, changed)
