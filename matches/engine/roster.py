"""The roster: who plays, under which name, and as which agent. A player is a player id."""

from msgspec.structs import replace

from . import seats
from .events import Roster, RosterData, known
from .names import without_tricode
from .players import Spot, find_told, place_of_team, player_at
from .state import UNKNOWN_POSITION, MatchState, Player, Team


def roster(state: MatchState, event: Roster, now_ms: int) -> MatchState:
    if state.agent_select_start_time is None:
        state = replace(state, agent_select_start_time=now_ms)
    data = event.data
    place = place_of_team(state, data.start_team)
    spot = find_told(state, data)
    if spot is not None:
        return _updated(state, spot, spot[0] if place is None else place, data)
    if place is None or not (data.name and data.player_id):
        return state
    return seats.seated(state, place, _new_player(state.teams[place], data))


def _updated(state: MatchState, spot: Spot, place: int, data: RosterData) -> MatchState:
    """The newest entry decides on team and position."""
    player = player_at(state, spot)
    game_name = known(data.name, "") or player.game_name
    player = replace(
        player,
        name=shown_name(state.teams[place], game_name),
        game_name=game_name,
        tagline=known(data.tagline, "") or player.tagline,
        agent_internal=known(data.agent_internal, player.agent_internal),
        position=known(data.position, player.position),
        locked=known(data.locked, player.locked),
    )
    return seats.changed(state, spot, place, player)


def _new_player(team: Team, data: RosterData) -> Player:
    game_name = known(data.name, "")
    return Player(
        riot_id=known(data.player_id, ""),
        name=shown_name(team, game_name),
        game_name=game_name,
        tagline=known(data.tagline, ""),
        position=known(data.position, UNKNOWN_POSITION),
        locked=known(data.locked, False),
        agent_internal=known(data.agent_internal, ""),
    )


def shown_name(team: Team, name: str) -> str:
    """The name without its team's tricode, where that was asked for."""
    return without_tricode(name, team.team_tricode) if team.remove_tricode else name
