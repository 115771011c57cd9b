"""The roster: who plays, under which name, and as which agent."""

from msgspec.structs import replace

from .events import Roster, RosterData, known
from .names import without_tricode
from .players import find_told, place_of_team, player_at, with_player, with_team
from .state import TEAM_SIZE, MatchState, Player, Team


def roster(state: MatchState, event: Roster, now_ms: int) -> MatchState:
    if state.agent_select_start_time is None:
        state = replace(state, agent_select_start_time=now_ms)
    data = event.data
    place = place_of_team(state, data.start_team)
    spot = find_told(state, data)
    # A player of the other team is not moved.
    if spot is not None and place in (None, spot[0]):
        team = state.teams[spot[0]]
        return with_player(state, spot, _updated(team, player_at(state, spot), data))
    if place is None or spot is not None or not (data.name and data.player_id):
        return state
    team = state.teams[place]
    if len(team.players) < TEAM_SIZE:
        joined = (*team.players, _new_player(team, data))
        return with_team(state, place, replace(team, players=joined))
    return state


def _updated(team: Team, player: Player, data: RosterData) -> Player:
    game_name = known(data.name, "") or player.game_name
    return replace(
        player,
        name=_shown_name(team, game_name),
        game_name=game_name,
        tagline=known(data.tagline, "") or player.tagline,
        agent_internal=known(data.agent_internal, player.agent_internal),
        locked=known(data.locked, player.locked),
    )


def _new_player(team: Team, data: RosterData) -> Player:
    game_name = known(data.name, "")
    return Player(
        riot_id=known(data.player_id, ""),
        name=_shown_name(team, game_name),
        game_name=game_name,
        tagline=known(data.tagline, ""),
        position=known(data.position, len(team.players)),
        locked=known(data.locked, False),
        agent_internal=known(data.agent_internal, ""),
    )


def _shown_name(team: Team, name: str) -> str:
    """The name without its team's tricode, where that was asked for."""
    return without_tricode(name, team.team_tricode) if team.remove_tricode else name
