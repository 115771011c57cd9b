"""The roster: who plays, under which name, and as which agent."""

from msgspec.structs import replace

from .events import Roster, RosterData
from .players import index_of, place_of_team, with_player, with_team
from .state import TEAM_SIZE, MatchState, Player, Team


def roster(state: MatchState, event: Roster, now_ms: int) -> MatchState:
    if state.agent_select_start_time is None:
        state = replace(state, agent_select_start_time=now_ms)
    data = event.data
    place = place_of_team(state, data.start_team)
    if place is None or not (data.name and data.tagline and data.player_id):
        return state
    team = state.teams[place]
    index = index_of(team, data.player_id)
    if index is not None:
        return with_player(state, (place, index), _updated(team, team.players[index], data))
    if len(team.players) < TEAM_SIZE:
        joined = (*team.players, _new_player(team, data))
        return with_team(state, place, replace(team, players=joined))
    return state


def _updated(team: Team, player: Player, data: RosterData) -> Player:
    return replace(
        player,
        name=_shown_name(team, data.name),
        game_name=data.name,
        tagline=data.tagline,
        agent_internal=data.agent_internal,
        locked=data.locked,
    )


def _new_player(team: Team, data: RosterData) -> Player:
    return Player(
        riot_id=data.player_id,
        name=_shown_name(team, data.name),
        game_name=data.name,
        tagline=data.tagline,
        position=data.position,
        locked=data.locked,
        agent_internal=data.agent_internal,
    )


def _shown_name(team: Team, name: str) -> str:
    """The name without its team's leading tricode, where that was asked for."""
    if not team.remove_tricode or not team.team_tricode:
        return name
    if not name.startswith(team.team_tricode):
        return name
    return name.removeprefix(team.team_tricode).strip() or name


def renamed(team: Team) -> Team:
    """The team with its players' shown names made anew, as after a change of its tricode."""
    players = (replace(one, name=_shown_name(team, one.game_name)) for one in team.players)
    return replace(team, players=tuple(players))
