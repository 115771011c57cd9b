"""Who listens to which rooms of a port where every event must arrive."""

from collections.abc import Callable, Set
from typing import Protocol

from fanout.message import Message

TooSlow = Callable[[str], None]
"""(connection): it does not take what it is sent, and is to be let go."""


class Mail(Protocol):
    """The way to the connections: a server's lines."""

    def share(self, connection: str, message: Message, /) -> bool:
        """Send a message that must arrive; False: too much waits for this connection."""


class Audience:
    """A connection, named by its Engine.IO id, may be in many rooms at a time."""

    def __init__(self, lines: Mail, too_slow: TooSlow) -> None:
        self._lines = lines
        self._too_slow = too_slow
        self._members: dict[str, set[str]] = {}
        self._rooms: dict[str, set[str]] = {}

    def send(self, room: str, message: Message) -> None:
        """Send everybody in the room this message."""
        share = self._lines.share
        for connection in tuple(self._members.get(room, ())):
            if not share(connection, message):
                self._too_slow(connection)

    def join(self, connection: str, room: str) -> None:
        self._rooms.setdefault(connection, set()).add(room)
        self._members.setdefault(room, set()).add(connection)

    def leave(self, connection: str, room: str) -> None:
        """Without effect for a connection that is not in the room."""
        _discard(self._rooms, connection, room)
        _discard(self._members, room, connection)

    def leave_all(self, connection: str) -> None:
        for room in tuple(self.rooms_of(connection)):
            self.leave(connection, room)

    def rooms_of(self, connection: str) -> Set[str]:
        return self._rooms.get(connection, set())

    def is_watched(self, room: str) -> bool:
        """Whether anyone is in the room."""
        return room in self._members

    def counts(self) -> dict[str, int]:
        """How many are in each room in which anyone is."""
        return {room: len(members) for room, members in self._members.items()}


def _discard(sets: dict[str, set[str]], key: str, value: str) -> None:
    """Take the value out of the key's set, and the set out with its last value."""
    if found := sets.get(key):
        found.discard(value)
        if not found:
            del sets[key]
