"""Scoreboards, from the observer and from auxiliary clients."""

from typing import Any

from msgspec.structs import replace

from . import icons
from .events import AuxScoreboard, AuxScoreboardTeam, Board, Scoreboard
from .names import armor_name
from .players import find_by_id, index_of, place_of_team, player_at, with_player
from .spike import plant_by_bonus
from .state import MatchState, Player
from .weapons import weapon_name


def from_observer(state: MatchState, event: Scoreboard, now_ms: int) -> MatchState:
    place = place_of_team(state, event.data.start_team)
    return _receive(state, place, event.data, now_ms, by_observer=True)


def from_auxiliary(state: MatchState, event: AuxScoreboard, now_ms: int) -> MatchState:
    place = place_of_team(state, event.data.start_team)
    return _receive(state, place, event.data, now_ms, by_observer=False)


def from_auxiliary_team(state: MatchState, event: AuxScoreboardTeam, now_ms: int) -> MatchState:
    sender = find_by_id(state, event.player_id)
    place = None if sender is None else sender[0]
    for board in event.boards:
        state = _receive(state, place, board, now_ms, by_observer=False)
    return state


def _receive(
    state: MatchState, place: int | None, board: Board, now_ms: int, *, by_observer: bool
) -> MatchState:
    index = None if place is None else index_of(state.teams[place], board.player_id)
    if place is None or index is None:
        return state
    player = player_at(state, (place, index))
    # Also for a scoreboard that then gives way to the observer's.
    state = plant_by_bonus(state, player.money, board.money, now_ms)
    if by_observer:
        player = replace(player, scoreboard_available=True, **_told(player, board))
    elif not player.scoreboard_available:
        player = replace(player, aux_scoreboard=True, **_told(player, board))
    else:
        return state
    return with_player(state, (place, index), player)


def _told(before: Player, board: Board) -> dict[str, Any]:
    """What the scoreboard changes of a player."""
    return {
        "kills_this_round": before.kills_this_round + (board.kills > before.kills),
        "deaths_this_round": before.deaths_this_round + (board.deaths > before.deaths),
        "agent_internal": board.agent_internal,
        "icon_suffix": icons.after_board(before, board),
        "kills": board.kills,
        "deaths": board.deaths,
        "assists": board.assists,
        "kd_ratio": board.kills / board.deaths if board.deaths else None,
        "curr_ult_points": min(board.curr_ult_points, board.max_ult_points),
        "max_ult_points": board.max_ult_points,
        "ult_ready": board.curr_ult_points >= board.max_ult_points,
        "has_spike": board.has_spike,
        "armor_name": armor_name(board.armor),
        "highest_weapon": weapon_name(board.scoreboard_weapon_internal),
        "is_alive": board.is_alive,
        "health": _health(before, board),
        **_money(before, board),
    }


def _health(before: Player, board: Board) -> int | float:
    if before.is_alive == board.is_alive:
        return before.health
    return 100 if board.is_alive else 0


def _money(before: Player, board: Board) -> dict[str, Any]:
    """The first drop in a round starts the spending; from then on a refund lowers it."""
    spending = before.spent_money_this_round or board.money < before.money
    spent = before.money - board.money if spending else 0
    return {
        "money": board.money,
        "spent_money_this_round": spending,
        "money_spent": before.money_spent + spent,
    }
