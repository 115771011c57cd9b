"""A turn of the event loop: a few sockets, then whatever else is due.

Asyncio reads from every socket that has something before it looks at its clock again. A hundred
busy observers made such a turn 20 ms long, and all else that late.
"""

import asyncio
from selectors import BaseSelector, SelectorKey

AT_ONCE = 4  # sockets

Ready = list[tuple[SelectorKey, int]]


class Turns:
    """Stands before a selector; those that are ready have their turns in the order it has."""

    def __init__(self, selector: BaseSelector) -> None:
        self._find = selector.select
        self._known = selector.get_map()
        self._left: Ready = []

    def select(self, timeout: float | None = None) -> Ready:
        """The next few of those that were ready, and still are what they were then."""
        if not self._left:
            self._left = self._find(timeout)
        now, self._left = self._left[:AT_ONCE], self._left[AT_ONCE:]
        return [(key, events) for key, events in now if self._known.get(key.fd) is key]


def take_turns(loop: asyncio.AbstractEventLoop) -> None:
    """Make the turns of this loop short; it has no setting for that."""
    selector = loop._selector  # type: ignore[attr-defined]
    selector.select = Turns(selector).select
