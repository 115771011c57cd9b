"""The five seats of a team: who gets one, who gives one up, and in which order players stand."""

from msgspec.structs import replace

from .players import Spot, player_at, with_player, with_team
from .state import TEAM_SIZE, UNKNOWN_POSITION, MatchState, Player, Team


def seated(state: MatchState, place: int, player: Player) -> MatchState:
    """The state with a newcomer in this team; unchanged where nobody makes room."""
    team = state.teams[place]
    players = team.players
    if len(players) >= TEAM_SIZE:
        leaving = _leaving(state, team, player)
        if leaving is None:
            return state
        players = tuple(one for one in players if one is not leaving)
    return with_team(state, place, replace(team, players=_in_order((*players, player))))


def filled(state: MatchState, place: int, player: Player) -> MatchState:
    """As `seated`, for a player whom scoreboards present, and not a roster entry.

    In a full team a newcomer takes the seat of the only player without a scoreboard in combat,
    and its position: no other is known.
    """
    team = state.teams[place]
    if len(team.players) < TEAM_SIZE:
        return seated(state, place, player)
    idle = [one for one in team.players if not one.has_scoreboard]
    if state.round_phase != "combat" or len(idle) != 1:
        return state
    return seated(state, place, replace(player, position=idle[0].position))


def changed(state: MatchState, spot: Spot, place: int, player: Player) -> MatchState:
    """The state with a player changed, and in the team of this place: nobody is in both."""
    before = player_at(state, spot)
    if spot[0] != place:
        return _moved(state, spot, place, player)
    state = with_player(state, spot, player)
    return state if before.position == player.position else _sorted(state, place)


def gap(team: Team) -> int:
    """The position that only the last of five can have; unknown where that can't be told.

    The game counts the players of a team without a gap, five from 0 or five from 5 on.
    """
    taken = {player.position for player in team.players}
    first = min(taken, default=0) // TEAM_SIZE * TEAM_SIZE
    free = set(range(first, first + TEAM_SIZE)) - taken
    is_sure = len(taken) == len(team.players) == TEAM_SIZE - 1 and len(free) == 1
    return free.pop() if is_sure else UNKNOWN_POSITION


def _moved(state: MatchState, spot: Spot, place: int, player: Player) -> MatchState:
    left_behind, index = spot
    players = state.teams[left_behind].players
    others = (*players[:index], *players[index + 1 :])
    without = with_team(state, left_behind, replace(state.teams[left_behind], players=others))
    moved = seated(without, place, player)
    return state if moved is without else moved


def _leaving(state: MatchState, team: Team, newcomer: Player) -> Player | None:
    """Whose seat a sixth takes: of the same position, else with the oldest scoreboard.

    A player with a scoreboard this round is playing.
    """
    idle = [one for one in team.players if not (state.rounds_begun and one.has_scoreboard)]
    same = [one for one in idle if one.position == newcomer.position != UNKNOWN_POSITION]
    return min(same or idle, key=_age, default=None)


def _age(player: Player) -> int:
    return player.last_board_ms


def _sorted(state: MatchState, place: int) -> MatchState:
    team = state.teams[place]
    return with_team(state, place, replace(team, players=_in_order(team.players)))


def _in_order(players: tuple[Player, ...]) -> tuple[Player, ...]:
    """By position; those with an equal one, or none, as they came."""
    return tuple(sorted(players, key=lambda player: player.position))
