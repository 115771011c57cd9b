"""Icon suffixes: the agents whose picture changes with what they are doing."""

from .events import Board
from .names import ASTRA, CLOVE, CYPHER, VETO, base_agent
from .state import Player

_ULTIMATE = {CLOVE: "NotDeadYet", VETO: "Evolution"}
_LOST_BY_DEATH = {ASTRA, CLOVE, VETO}

TARGETING, CAM = (ASTRA, "Targeting"), (CYPHER, "Cam")


def after_board(before: Player, board: Board) -> str:
    """The suffix once this scoreboard counts; `before` is the player as of the last one.

    The ultimate comes first and what clears it after that, so that clearing wins.
    """
    agent = base_agent(board.agent_internal)
    suffix = before.icon_suffix
    if agent in _ULTIMATE and _used_ultimate(before, board):
        suffix = _ULTIMATE[agent]
    if agent == CLOVE and (board.kills > before.kills or board.assists > before.assists):
        suffix = ""
    if before.is_alive and not board.is_alive and agent in _LOST_BY_DEATH:
        suffix = ""
    return suffix


def after_death(player: Player) -> str:
    return "" if base_agent(player.agent_internal) in _LOST_BY_DEATH else player.icon_suffix


def after_help(player: Player) -> str:
    """The suffix after a kill or an assist that only the kill feed told of."""
    return "" if base_agent(player.agent_internal) == CLOVE else player.icon_suffix


def after_switch(player: Player, special: tuple[str, str], on: bool) -> str:
    """The suffix when an auxiliary client tells that its agent does (or stops) this."""
    agent, suffix = special
    if base_agent(player.agent_internal) != agent:
        return player.icon_suffix
    return suffix if on else ""


def after_leaving(player: Player) -> str:
    """The suffix once the auxiliary client, which alone can switch it off, is gone."""
    switched = (TARGETING[1], CAM[1])
    return "" if player.icon_suffix in switched else player.icon_suffix


def _used_ultimate(before: Player, board: Board) -> bool:
    dropped = before.ult_ready and before.curr_ult_points > board.curr_ult_points == 0
    # All zero is a scoreboard that starts afresh, not an ultimate that was used.
    return dropped and bool(board.kills or board.deaths or board.assists)
