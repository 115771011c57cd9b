"""The tables of names: read from TOML, laid over one another, and looked up.

What this package brings stands in names.toml.
"""

from importlib import resources
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

Word = Annotated[str, Meta(min_length=1, max_length=64)]
Cost = Annotated[int, Meta(ge=0, le=99_999)]

AGENT_SUFFIX = "_pc_c"


class BadTables(ValueError):
    """The text is no file of names; the message says where it is wrong."""


class Weapon(Struct, frozen=True, forbid_unknown_fields=True):
    """The game's names for a weapon, and its price in credits where it has one."""

    spellings: tuple[Word, ...] = ()
    cost: Cost | None = None


class NameTables(Struct, frozen=True, forbid_unknown_fields=True):
    """One file: the game's name to the display name; weapons by their display name."""

    agents: dict[Word, Word] = {}
    maps: dict[Word, Word] = {}
    weapons: dict[Word, Weapon] = {}
    abilities: dict[Word, Word] = {}


def read_tables(text: str) -> NameTables:
    """The tables in this TOML; raises BadTables."""
    try:
        return msgspec.toml.decode(text, type=NameTables)
    except msgspec.DecodeError as error:
        raise BadTables(str(error)) from None


def packaged_tables() -> NameTables:
    text = resources.files(__package__).joinpath("names.toml").read_text(encoding="utf-8")
    return read_tables(text)


class Lookup:
    """Several tables as one, a later one laid over those before it. Keys are in lower case."""

    def __init__(self, *tables: NameTables) -> None:
        self.agents: dict[str, str] = {}
        self.maps: dict[str, str] = {}
        self.weapons: dict[str, str] = {}
        self.abilities: dict[str, str] = {}
        self.costs: dict[str, int] = {}
        self._internal: dict[str, str] = {}
        self._displayed: dict[str, str] = {}
        for table in tables:
            self.lay_over(table)

    def agent_key(self, name: str) -> str:
        """The same for every spelling of an agent: the table's, or the name in lower case."""
        key = name.lower().removesuffix(AGENT_SUFFIX)
        # The game's own names come first: another agent may be displayed under one.
        return self._internal.get(key) or self._displayed.get(key, key)

    def lay_over(self, table: NameTables) -> None:
        for internal, shown in table.agents.items():
            key = self._internal.setdefault(internal.lower(), internal)
            self.agents[key] = shown
            self._displayed[shown.lower()] = key
        self.maps |= _lowered(table.maps)
        self.abilities |= _lowered(table.abilities)
        for shown, weapon in table.weapons.items():
            self.weapons |= dict.fromkeys((one.lower() for one in weapon.spellings), shown)
            if weapon.cost is not None:
                self.costs[shown] = weapon.cost


def _lowered(names: dict[str, str]) -> dict[str, str]:
    return {internal.lower(): shown for internal, shown in names.items()}
