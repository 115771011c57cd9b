"""Scoreboards: what the observer's and the auxiliary clients tell about one player."""

import msgspec
from msgspec import Struct

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


class Board(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """One player's line of the scoreboard. Money in credits, armour as the game's index."""

    player_id: Identifier
    agent_internal: InternalName
    is_alive: bool
    scoreboard_weapon_internal: InternalName
    curr_ult_points: UltPoints
    max_ult_points: UltPoints
    has_spike: bool
    money: Money
    kills: Count
    deaths: Count
    assists: Count
    initial_armor: ArmorIndex | None = None
    initial_shield: ArmorIndex | None = None

    def __post_init__(self) -> None:
        _ = self.armor

    @property
    def armor(self) -> int:
        """The armour's index, under either of the two names that clients use."""
        armor = self.initial_shield if self.initial_armor is None else self.initial_armor
        if armor is None:
            raise ValueError("Object missing required field `initialArmor`")
        return armor


class NamedBoard(Board, frozen=True, kw_only=True, rename="camel"):
    """A scoreboard that also says whose it is."""

    name: Name
    tagline: Name
    start_team: StartTeam


_TEAM_DECODER = msgspec.json.Decoder(list[Board])
_MAX_BOARDS = 10


def decode_boards(text: str) -> list[Board]:
    """The scoreboards in the JSON list that `aux_scoreboard_team` carries as a string.

    Raises ValueError where it is no such list.
    """
    boards = _TEAM_DECODER.decode(text)
    if len(boards) > _MAX_BOARDS:
        raise ValueError(f"Expected `array` of length <= {_MAX_BOARDS}")
    return boards
