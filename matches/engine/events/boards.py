"""Scoreboards: what the observer's and the auxiliary clients tell about one player."""

import json
from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from .errors import Unplaceable
from .fields import (
    ArmorIndex,
    Count,
    Identifier,
    InternalName,
    Money,
    Name,
    StartTeam,
    UltPoints,
)
from .odd import Odd, odd
from .reading import read_struct


class Board(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """One player's line of the scoreboard. Money in credits, armour as the game's index.

    What is UNSET was not told, or not so that it could be read.
    """

    player_id: Identifier | UnsetType
    agent_internal: InternalName | UnsetType
    is_alive: bool | UnsetType
    scoreboard_weapon_internal: InternalName | UnsetType
    curr_ult_points: UltPoints | UnsetType
    max_ult_points: UltPoints | UnsetType
    has_spike: bool | UnsetType
    money: Money | UnsetType
    kills: Count | UnsetType
    deaths: Count | UnsetType
    assists: Count | UnsetType
    initial_armor: ArmorIndex | UnsetType | None = UNSET
    initial_shield: ArmorIndex | UnsetType | None = UNSET

    @property
    def armor(self) -> int | None:
        """The armour's index, under either of the two names that clients use; None: not told."""
        if isinstance(self.initial_armor, int):
            return self.initial_armor
        return self.initial_shield if isinstance(self.initial_shield, int) else None

    @property
    def is_filled_in(self) -> bool:
        """Whether anything is told of the player beside the agent and zeros."""
        told = (self.max_ult_points, self.money, self.kills, self.deaths, self.assists)
        return any(told) or bool(self.scoreboard_weapon_internal)


class NamedBoard(Board, frozen=True, kw_only=True, rename="camel"):
    """A scoreboard that also says whose it is."""

    name: Name | UnsetType
    tagline: Name | UnsetType
    start_team: StartTeam | UnsetType

    @property
    def can_be_placed(self) -> bool:
        return bool(self.player_id or self.name)


_TEAM_DECODER = msgspec.json.Decoder(list[Board])
_MAX_BOARDS = 10


def are_exact(text: str) -> bool:
    """Whether the text is a JSON list of scoreboards in which every member is as it should be."""
    try:
        boards = _TEAM_DECODER.decode(text)
    except msgspec.DecodeError:
        return False
    return len(boards) <= _MAX_BOARDS and all(board.player_id for board in boards)


def decode_boards(text: str) -> list[Board]:
    """The scoreboards in a JSON list that is exact, or that `read_boards` has written."""
    try:
        return _TEAM_DECODER.decode(text)
    except msgspec.ValidationError:
        return [read_struct(Board, one, []) for one in msgspec.json.decode(text, type=list)]


def read_boards(sent: Any, oddities: list[Odd]) -> str:
    """The list as it should have been sent, without what can't be placed. Raises Unplaceable."""
    try:
        lines = json.loads(sent) if isinstance(sent, str) else None
    except (ValueError, RecursionError):
        lines = None
    if not isinstance(lines, list):
        oddities.append(odd("data", sent, was_read=False))
        raise Unplaceable("data: expected JSON list in str")
    if len(lines) > _MAX_BOARDS:
        oddities.append(odd("data", lines, was_read=False))
    boards = []
    for line in lines[:_MAX_BOARDS]:
        try:
            board = read_struct(Board, line, oddities, "data")
        except Unplaceable:
            oddities.append(odd("data", line, was_read=False))
            continue
        if board.player_id:
            boards.append(board)
    if lines and not boards:
        raise Unplaceable("data: no player's id")
    return msgspec.json.encode(boards).decode()
