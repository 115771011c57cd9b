"""Who is in which room, and what everybody in a room is to see: the newest state of it."""

from dataclasses import dataclass, field
from typing import Protocol

from fanout.compression import Compression
from fanout.message import Message
from fanout.viewer import Viewer, show_all
from realtime.wire import event_text


class Screens(Protocol):
    """The way to the connections: a server's lines."""

    def viewer(self, connection: str, /) -> Viewer | None:
        """What shows states to this one from now on, if it is there yet."""

    def show(self, connection: str, state: Message, /) -> None:
        """Show a state, in place of an older one that still waits."""

    def forget(self, connection: str, /) -> None:
        """Don't show what waits to be shown."""


@dataclass(slots=True)
class Members:
    """Of one room: those who have a viewer, and those who have none yet."""

    viewers: dict[str, Viewer] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.viewers) + len(self.others)


class Rooms:
    """The rooms of one port. A connection, named by its Engine.IO id, is in one at a time."""

    def __init__(self, lines: Screens, how: Compression) -> None:
        self._lines = lines
        self._how = how
        self._members: dict[str, Members] = {}
        self._room_of: dict[str, str] = {}
        self._newest: dict[str, Message] = {}

    def broadcast(self, room: str, event: str, payload: str) -> None:
        """Show everybody in the room, and whoever joins it later, this state."""
        text = event_text(event, payload)
        self._renew(room, Message(text, self._how, after=self._newest.get(room)))

    def _renew(self, room: str, newest: Message) -> None:
        self._newest[room] = newest
        members = self._members.get(room)
        if members is None:
            return
        show_all(members.viewers.values(), newest)
        for connection in list(members.others):
            self._lines.show(connection, newest)
            if viewer := self._lines.viewer(connection):
                members.viewers[connection] = viewer
                members.others.discard(connection)

    def end(self, room: str) -> None:
        """Whoever joins from now on is shown nothing."""
        self._newest.pop(room, None)

    def join(self, connection: str, room: str) -> None:
        """Move the connection to this room, and show it what there is."""
        self.leave(connection)
        self._room_of[connection] = room
        self._members.setdefault(room, Members()).others.add(connection)
        if newest := self._newest.get(room):
            self._lines.show(connection, newest)

    def leave(self, connection: str) -> None:
        """Take the connection out of its room, if it is in one; it sees no more of that."""
        room = self._room_of.pop(connection, None)
        if room is None:
            return
        self._lines.forget(connection)
        members = self._members[room]
        members.viewers.pop(connection, None)
        members.others.discard(connection)
        if not members:
            del self._members[room]

    def counts(self) -> dict[str, int]:
        """How many are in each room in which anyone is."""
        return {room: len(members) for room, members in self._members.items()}
