"""The streams in which overlays can watch a match: every state whole, or what changes in it."""

from collections import Counter

from fanout.compression import Compression
from matches.sockets.deltas import DeltaRooms
from matches.sockets.logon import DELTA, FULL
from realtime.rooms import Rooms, Screens


class Streams:
    """A connection, named by its Engine.IO id, watches one match in one stream at a time."""

    def __init__(self, lines: Screens, how: Compression) -> None:
        self._full = Rooms(lines, how)
        self._delta = DeltaRooms(lines, how)
        self._rooms = {FULL: self._full, DELTA: self._delta}

    def show(self, group_code: str, state: str) -> None:
        """Show all who watch this match, and whoever joins them later, this state."""
        self._full.broadcast(group_code, "match_data", state)
        self._delta.show(group_code, state)

    def end(self, group_code: str) -> None:
        """The match is over: whoever joins from now on is shown nothing."""
        for rooms in self._rooms.values():
            rooms.end(group_code)

    def join(self, connection: str, group_code: str, stream: str) -> None:
        """Let the connection watch this match, and no other any more."""
        self.leave(connection)
        self._rooms[stream].join(connection, group_code)

    def leave(self, connection: str) -> None:
        for rooms in self._rooms.values():
            rooms.leave(connection)

    def counts(self) -> dict[str, int]:
        """How many watch each match that anyone watches."""
        counts = Counter(self._full.counts())
        counts.update(self._delta.counts())
        return dict(counts)
