"""What a scoreboard tells, beside what was known before it."""

from msgspec import UNSET, Struct

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
    weapon, armor = board.scoreboard_weapon_internal, board.armor
    # Written out: this runs for most of what is sent.
    return Told(
        agent_internal=known_agent(before, board),
        is_alive=before.is_alive if board.is_alive is UNSET else board.is_alive,
        curr_ult_points=before.curr_ult_points
        if board.curr_ult_points is UNSET
        else board.curr_ult_points,
        max_ult_points=before.max_ult_points
        if board.max_ult_points is UNSET
        else board.max_ult_points,
        has_spike=before.has_spike if board.has_spike is UNSET else board.has_spike,
        money=before.money if board.money is UNSET else board.money,
        kills=before.kills if board.kills is UNSET else board.kills,
        deaths=before.deaths if board.deaths is UNSET else board.deaths,
        assists=before.assists if board.assists is UNSET else board.assists,
        armor=before.armor_name if armor is None else armor_name(armor),
        weapon=weapon_name(weapon) if weapon else before.highest_weapon,
    )


def known_agent(before: Player, board: Board) -> str:
    """A scoreboard without an agent does not take back the one that was picked."""
    return known(board.agent_internal, "") or before.agent_internal
