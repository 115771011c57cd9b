"""Overlays: most only count the states that they get; a few keep them, to be looked at later."""

import socket
from array import array
from time import monotonic

from bench.frames import event
from bench.viewers.connection import BUFFER, PONG_FRAME, Connection, Watch
from bench.viewers.reading import FrameCounter


class Viewer(Connection):
    """``times`` holds when each state was complete, in seconds of the monotonic clock."""

    def __init__(self, watch: Watch, port: int, one: socket.socket, offer: str) -> None:
        super().__init__(watch, port, one, offer)
        self.times = array("d")
        self.code = ""
        self.bound_for = ""  # the code to log on to as soon as we are connected
        self.is_connected = False
        self._counter = FrameCounter()

    def on_connected(self) -> None:
        self.is_connected = True
        if self.bound_for:
            self.log_on(self.bound_for)

    def log_on(self, code: str) -> None:
        self.code = code
        self.send(event("logon", {"groupCode": code}))

    @property
    def size(self) -> int:
        """Bytes of all states."""
        return self._counter.size

    def on_text(self, text: bytes) -> None:
        if text.startswith(b'42["logon_success"'):
            self.welcome()

    def welcome(self) -> None:
        """From here on, states and pings are all that comes."""
        self.watch.react(self.socket, self._counting)
        # The rest of this read is still in the reader's hands.
        rest = self.reader.left_over()
        if rest:
            self._count(rest, len(rest))

    def _counting(self, _: int) -> None:
        size = self.receive()
        while size > 0:
            self._count(BUFFER, size)
            size = self.receive() if self.more_is_here() else 0

    def _count(self, data: bytes | bytearray, size: int) -> None:
        counter = self._counter
        for _ in range(counter.take(data, size)):
            self.times.append(monotonic())
        if counter.pings:
            counter.pings = 0
            self.send(PONG_FRAME)
        if counter.closed:
            self.close()
