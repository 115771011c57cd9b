"""What the game calls things, and what people call them.

A word that the tables lack is shown as the game says it, never under another thing's name.
"""

import re
from collections.abc import Iterable, Iterator

from .events import (
    AuxScoreboard,
    AuxScoreboardTeam,
    Board,
    Event,
    Killfeed,
    Map,
    Roster,
    Scoreboard,
    known,
)
from .name_tables import Lookup, NameTables, packaged_tables

ASTRA, CLOVE, CYPHER, VETO = "Rift", "Smonk", "Gumshoe", "Pine"

NO_AGENT = "No Agent selected"
NO_WEAPON = "Unknown"
_KILLFEED_PREFIX = "tx_killfeed_"
_DIGITS = "0123456789"
_SEPARATOR = re.compile(r"(?=[\s_.|()[\]{}<>-])\s*[_.|()[\]{}<>-]?\s*")

ARMORS = ("None", "Light", "Heavy", "None", "Regen")

_lookup = Lookup(packaged_tables())


def use_own(own: NameTables) -> None:
    """Lay a site's own tables over the packaged ones: at the start, before any match is folded."""
    _lookup.lay_over(own)


def base_agent(internal: str) -> str:
    """The agent's key, to be compared: the same however an event spells its name."""
    return _lookup.agent_key(internal)


def agent_name(internal: str) -> str:
    """The agent's display name; the word that was sent where the table lacks it."""
    if not internal:
        return NO_AGENT
    return _lookup.agents.get(base_agent(internal), internal)


def assisting_agent(killfeed_name: str) -> str:
    """The agent behind `TX_Killfeed_Sova`, `TX_Killfeed_Hunter` or `TX_Killfeed_Sova1`.

    The game's name for it; of an unknown agent the word that the kill feed has.
    """
    word = killfeed_name
    if word.lower().startswith(_KILLFEED_PREFIX):
        word = word[len(_KILLFEED_PREFIX) :]
    for spelling in (word, word.rstrip(_DIGITS)):
        if base_agent(spelling) in _lookup.agents:
            return base_agent(spelling)
    return word.rstrip(_DIGITS)


def assisting_agents(killfeed_names: Iterable[str]) -> tuple[str, ...]:
    """Every agent of a kill's assists, once: the feed may give one under both of its names."""
    words = filter(None, map(assisting_agent, killfeed_names))
    return tuple({base_agent(word): word for word in words}.values())


def map_name(internal: str) -> str:
    """The map's display name, also of a path that ends in its name; "" for nothing at all."""
    word = internal.strip().rstrip("/").rpartition("/")[2]
    return _lookup.maps.get(word.lower(), word)


def weapon_name(internal: str) -> str:
    """The weapon's display name; the word that was sent where the table lacks it."""
    return _lookup.weapons.get(internal.lower(), internal)


def killing_name(internal: str) -> str:
    """The display name of a kill feed's weapon or ability; the word itself where both lack it."""
    key = internal.lower()
    return _lookup.weapons.get(key) or _lookup.abilities.get(key) or internal or NO_WEAPON


def weapon_cost(shown: str) -> int | None:
    """What a weapon of this display name costs, None where nobody says."""
    return _lookup.costs.get(shown)


def armor_name(index: int) -> str | None:
    """The armour's name by the game's index, None outside the table."""
    return ARMORS[index] if 0 <= index < len(ARMORS) else None


def without_tricode(name: str, tricode: str) -> str:
    """The name without a team's tricode before it, and without what separates the two.

    A tricode that is the whole name stays, and so does one that a word begins with.
    """
    if not tricode or not name.lower().startswith(tricode.lower()):
        return name
    separator = _SEPARATOR.match(name, len(tricode))
    return (name[separator.end() :].strip() if separator else "") or name


def unknown_names(event: Event) -> Iterator[tuple[str, str]]:
    """What the event names that the tables lack: ("map", "agent" or "weapon", the word)."""
    match event:
        case Scoreboard() | AuxScoreboard():
            yield from _unknown_on_board(event.data)
        case Killfeed():
            yield from _unknown_in_kill(event)
        case Roster():
            yield from _unknown_agents(known(event.data.agent_internal, ""))
        case Map():
            word = map_name(event.data)
            if word and word.lower() not in _lookup.maps and word not in _lookup.maps.values():
                yield "map", word
        case AuxScoreboardTeam():
            for board in event.boards:
                yield from _unknown_on_board(board)


def _unknown_on_board(board: Board) -> Iterator[tuple[str, str]]:
    yield from _unknown_agents(known(board.agent_internal, ""))
    weapon = known(board.scoreboard_weapon_internal, "")
    if weapon and weapon.lower() not in _lookup.weapons:
        yield "weapon", weapon


def _unknown_in_kill(event: Killfeed) -> Iterator[tuple[str, str]]:
    weapon = event.data.weapon_killfeed_internal
    key = weapon.lower()
    if weapon and key not in _lookup.weapons and key not in _lookup.abilities:
        yield "weapon", weapon
    yield from _unknown_agents(*assisting_agents(event.data.assists))


def _unknown_agents(*words: str) -> Iterator[tuple[str, str]]:
    for word in words:
        if word and base_agent(word) not in _lookup.agents:
            yield "agent", word
