"""What a scoreboard tells, beside what was known before it."""

from msgspec import Struct

from .events import Board, known
from .names import armor_name, weapon_name
from .state import Player


class Told(Struct, frozen=True, kw_only=True):
    """A scoreboard in which what it left open is as it was. Armour and weapon by their names."""

    agent_internal: str
    is_alive: bool
    curr_ult_points: int
    max_ult_points: int
    has_spike: bool
    money: int
    kills: int
    deaths: int
    assists: int
    armor: str | None
    weapon: str | None


def told(before: Player, board: Board) -> Told:
    weapon = known(board.scoreboard_weapon_internal, "")
    return Told(
        agent_internal=known_agent(before, board),
        is_alive=known(board.is_alive, before.is_alive),
        curr_ult_points=known(board.curr_ult_points, before.curr_ult_points),
        max_ult_points=known(board.max_ult_points, before.max_ult_points),
        has_spike=known(board.has_spike, before.has_spike),
        money=known(board.money, before.money),
        kills=known(board.kills, before.kills),
        deaths=known(board.deaths, before.deaths),
        assists=known(board.assists, before.assists),
        armor=before.armor_name if board.armor is None else armor_name(board.armor),
        weapon=weapon_name(weapon) if weapon else before.highest_weapon,
    )


def known_agent(before: Player, board: Board) -> str:
    """A scoreboard without an agent does not take back the one that was picked."""
    return known(board.agent_internal, "") or before.agent_internal
