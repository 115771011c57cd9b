"""A match's public state as JSON, of which only what has changed is made again.

States share what did not change with the one before. So a part that comes from the very same
objects as last time is taken as it was: of ten players, one or two change in 100 ms.
"""

from collections.abc import Callable, Hashable
from typing import Any

import msgspec

from matches.engine.state import MatchState
from matches.engine.view import Feed, public_view

Sources = tuple[Any, ...]


class Encoding:
    """One per live match: remembers the parts of its newest state."""

    __slots__ = ("_parts",)

    def __init__(self) -> None:
        self._parts: dict[Hashable, tuple[Sources, msgspec.Raw]] = {}

    def of(self, state: MatchState, feed: Feed) -> str:
        """The body of `match_data`."""
        return msgspec.json.encode(public_view(state, self._part, feed)).decode()

    def _part(self, place: Hashable, make: Callable[..., Any], *sources: Any) -> msgspec.Raw:
        known = self._parts.get(place)
        if known and all(map(_same, known[0], sources)):
            return known[1]
        made = msgspec.Raw(msgspec.json.encode(make(*sources)))
        self._parts[place] = (sources, made)
        return made


def _same(one: object, other: object) -> bool:
    return one is other
