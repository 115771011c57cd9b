"""Scoreboards, from the observer and from auxiliary clients."""

from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from . import icons, newcomers
from .events import AuxScoreboard, AuxScoreboardTeam, Board, NamedBoard, Scoreboard, known
from .players import Spot, find_by_id, find_told, place_of_team, player_at, with_player
from .spike import plant_by_bonus
from .state import MatchState, Player
from .told import Told, known_agent, told


def from_observer(state: MatchState, event: Scoreboard, now_ms: int) -> MatchState:
    board = event.data
    place = place_of_team(state, board.start_team)
    spot = _spot(state, place, board)
    if place is not None and board.player_id and (spot is None or spot[0] != place):
        state = newcomers.presented(state, place, board)
        spot = _spot(state, place, board)
    return _receive(state, spot, board, now_ms, by_observer=True)


def from_auxiliary(state: MatchState, event: AuxScoreboard, now_ms: int) -> MatchState:
    spot = _spot(state, place_of_team(state, event.data.start_team), event.data)
    return _receive(state, spot, event.data, now_ms, by_observer=False)


def from_auxiliary_team(state: MatchState, event: AuxScoreboardTeam, now_ms: int) -> MatchState:
    """Scoreboards of the sender's team alone."""
    sender = find_by_id(state, event.player_id)
    for board in event.boards:
        spot = find_by_id(state, known(board.player_id, ""))
        if sender is not None and spot is not None and spot[0] == sender[0]:
            state = _receive(state, spot, board, now_ms, by_observer=False)
    return state


def _spot(state: MatchState, place: int | None, board: NamedBoard) -> Spot | None:
    """The id tells whose it is. A team that the match has not is of another game."""
    is_elsewhere = place is None and board.start_team is not UNSET
    return None if is_elsewhere else find_told(state, board)


def _receive(
    state: MatchState, spot: Spot | None, board: Board, now_ms: int, *, by_observer: bool
) -> MatchState:
    if spot is None:
        return state
    player = player_at(state, spot)
    if player.scoreboard_available and not by_observer:
        return plant_by_bonus(state, spot, known(board.money, player.money), now_ms)
    if not board.is_filled_in:
        # The game sends such ones before it knows anything: they would kill and disarm.
        agent = known_agent(player, board)
        return with_player(state, spot, replace(player, agent_internal=agent))
    seen = told(player, board)
    state = plant_by_bonus(state, spot, seen.money, now_ms)
    source = "scoreboard_available" if by_observer else "aux_scoreboard"
    player = replace(player, last_board_ms=now_ms, **{source: True}, **_changes(player, seen))
    return with_player(state, spot, player)


def _changes(before: Player, board: Told) -> dict[str, Any]:
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
        "ult_ready": board.curr_ult_points >= board.max_ult_points > 0,
        "has_spike": board.has_spike,
        "armor_name": board.armor,
        "highest_weapon": board.weapon,
        "is_alive": board.is_alive,
        "health": _health(before, board),
        **_money(before, board),
    }


def _health(before: Player, board: Told) -> int | float:
    if before.is_alive == board.is_alive:
        return before.health
    return 100 if board.is_alive else 0


def _money(before: Player, board: Told) -> dict[str, Any]:
    """The first drop in a round starts the spending; from then on a refund lowers it."""
    spending = before.spent_money_this_round or board.money < before.money
    spent = before.money - board.money if spending else 0
    return {
        "money": board.money,
        "spent_money_this_round": spending,
        "money_spent": before.money_spent + spent,
    }
