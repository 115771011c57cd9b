"""Who is in which room, and what everybody in a room is to see: the newest state of it."""

from typing import Protocol

from fanout.compression import Compression
from fanout.message import Message
from realtime.wire import event_text


class Screens(Protocol):
    """The way to the connections: a server's lines."""

    def show(self, connection: str, state: Message, /) -> None:
        """Show a state, in place of an older one that still waits."""

    def forget(self, connection: str, /) -> None:
        """Don't show what waits to be shown."""


class Rooms:
    """The rooms of one port. A connection, named by its Engine.IO id, is in one at a time."""

    def __init__(self, lines: Screens, how: Compression) -> None:
        self._lines = lines
        self._how = how
        self._members: dict[str, set[str]] = {}
        self._room_of: dict[str, str] = {}
        self._newest: dict[str, Message] = {}

    def broadcast(self, room: str, event: str, payload: str) -> None:
        """Show everybody in the room, and whoever joins it later, this state."""
        newest = Message(event_text(event, payload), self._how, after=self._newest.get(room))
        self._newest[room] = newest
        show = self._lines.show
        for connection in self._members.get(room, ()):
            show(connection, newest)

    def end(self, room: str) -> None:
        """Whoever joins from now on is shown nothing."""
        self._newest.pop(room, None)

    def join(self, connection: str, room: str) -> None:
        """Move the connection to this room, and show it what there is."""
        self.leave(connection)
        self._room_of[connection] = room
        self._members.setdefault(room, set()).add(connection)
        if newest := self._newest.get(room):
            self._lines.show(connection, newest)

    def leave(self, connection: str) -> None:
        """Take the connection out of its room, if it is in one; it sees no more of that."""
        room = self._room_of.pop(connection, None)
        if room is None:
            return
        self._lines.forget(connection)
        members = self._members[room]
        members.discard(connection)
        if not members:
            del self._members[room]

    def counts(self) -> dict[str, int]:
        """How many are in each room in which anyone is."""
        return {room: len(members) for room, members in self._members.items()}
