"""Finding players and teams in a state, and putting changed ones back."""

from collections.abc import Callable

from msgspec import UnsetType
from msgspec.structs import replace

from .events import NamedBoard, RosterData
from .state import MatchState, Player, Team

Spot = tuple[int, int]
"""Where a player is: the team's place (0 left, 1 right) and the index in it."""


def place_of_team(state: MatchState, start_team: int | str | UnsetType) -> int | None:
    """The place of the team that the game numbers so; recordings hold the number as text."""
    if isinstance(start_team, UnsetType):
        return None
    number = int(start_team)
    for place, team in enumerate(state.teams):
        if team.ingame_team_id == number:
            return place
    return None


def index_of(team: Team, player_id: str) -> int | None:
    for index, player in enumerate(team.players):
        if player.riot_id == player_id:
            return index
    return None


def find_by_id(state: MatchState, player_id: str) -> Spot | None:
    for place, team in enumerate(state.teams):
        index = index_of(team, player_id)
        if index is not None:
            return place, index
    return None


def find_told(state: MatchState, told: NamedBoard | RosterData) -> Spot | None:
    """The player of this id, wherever the event places them; without an id, of this name."""
    if told.player_id:
        return find_by_id(state, told.player_id)
    place = place_of_team(state, told.start_team)
    named = find_named(state, told.name) if told.name else []
    spots = [spot for spot in named if place in (None, spot[0])]
    return spots[0] if len(spots) == 1 else None


def find_named(state: MatchState, name: str) -> list[Spot]:
    """All who are shown under this name, or whom the game calls so."""
    return [
        (place, index)
        for place, team in enumerate(state.teams)
        for index, player in enumerate(team.players)
        if name in (player.name, player.game_name)
    ]


def player_at(state: MatchState, spot: Spot) -> Player:
    place, index = spot
    return state.teams[place].players[index]


def with_team(state: MatchState, place: int, team: Team) -> MatchState:
    left, right = state.teams
    return replace(state, teams=(team, right) if place == 0 else (left, team))


def with_player(state: MatchState, spot: Spot, player: Player) -> MatchState:
    place, index = spot
    team = state.teams[place]
    players = (*team.players[:index], player, *team.players[index + 1 :])
    return with_team(state, place, replace(team, players=players))


def each_player(state: MatchState, change: Callable[[Player], Player]) -> MatchState:
    """The state with every player changed; players for whom nothing changes stay the same."""
    left, right = state.teams
    return replace(state, teams=(_changed(left, change), _changed(right, change)))


def _changed(team: Team, change: Callable[[Player], Player]) -> Team:
    players = tuple(change(player) for player in team.players)
    if all(new is old for new, old in zip(players, team.players, strict=True)):
        return team
    return replace(team, players=players)
