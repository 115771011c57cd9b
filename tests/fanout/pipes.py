"""A Viewer's transport that is the real one, on a pipe whose other end a test reads as it likes."""

import socket
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from unittest.mock import patch

from twisted.internet import tcp
from twisted.internet.protocol import Protocol

from fanout.compression import TAIL
from fanout.viewer import Viewer


class Clock:
    """Stands in for the event loop: time goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0
        self._due: dict[object, tuple[float, Callable[[], None]]] = {}

    def call_later(self, seconds: float, work: Callable[[], None]) -> SimpleNamespace:
        handle = SimpleNamespace()
        handle.cancel = lambda: self._due.pop(id(handle), None)
        self._due[id(handle)] = (self.now + seconds, work)
        return handle

    def tick(self, seconds: float) -> None:
        self.now += seconds
        for key, (due, work) in list(self._due.items()):
            if due <= self.now:
                del self._due[key]
                work()


class Reactor:
    """Stands in for Twisted's: who wants to be told when there is room."""

    def __init__(self) -> None:
        self.writers: set[tcp.Connection] = set()
        self.addWriter = self.writers.add
        self.removeWriter = self.writers.discard
        self.removeReader = lambda _: None


class Pipe:
    """A connection with a Viewer at one end, and at the other a client with a window of its own.

    ``texts`` are the messages that the client has read; ``stuck`` counts how often it was given up.
    """

    def __init__(self, window_bits: int = 15, *, remembers: bool = True) -> None:
        ours, self.client = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4_608)
        self.client.setblocking(False)
        self.reactor = Reactor()
        self.transport = tcp.Connection(ours, Protocol(), self.reactor)
        self.transport.connected = 1
        self.stuck = 0
        self.texts: list[bytes] = []
        self.compressed: list[bool] = []
        self.data = bytearray()
        self._read = b""
        self._window = window_bits or 15
        self._remembers = remembers
        self._inflater = zlib.decompressobj(-self._window)
        self.viewer = Viewer(self.transport, self._on_stuck)
        self.viewer.agree(window_bits, remembers)

    def _on_stuck(self) -> None:
        self.stuck += 1

    def take(self, size: int = 1_000_000) -> int:
        """Let the client read so many bytes, or what there is of them; how many it were."""
        try:
            data = self.client.recv(size)
        except BlockingIOError:
            data = b""
        self.data += data
        self._read += data
        self._parse()
        if self.transport in self.reactor.writers:
            self.transport.doWrite()
        return len(data)

    def take_all(self) -> list[bytes]:
        """Let the client read until nothing more comes; all messages that it has read."""
        while self.take():
            pass
        return self.texts

    def fill(self) -> None:
        """Until the pipe takes no more."""
        self.transport.socket.setblocking(False)
        try:
            while True:
                self.transport.socket.send(b"\x8a\x00")
        except BlockingIOError:
            return

    def close(self) -> None:
        self.client.close()
        self.transport.socket.close()

    def _parse(self) -> None:
        while len(self._read) >= 2:
            long = {126: 2, 127: 8}.get(self._read[1], 0)
            size = int.from_bytes(self._read[2 : 2 + long], "big") if long else self._read[1]
            end = 2 + long + size
            if len(self._read) < end:
                return
            first, payload, self._read = self._read[0], self._read[2 + long : end], self._read[end:]
            if first & 0x0F == 1:
                self.texts.append(self._inflated(payload) if first & 0x40 else payload)
                self.compressed.append(bool(first & 0x40))

    def _inflated(self, payload: bytes) -> bytes:
        if not self._remembers:
            self._inflater = zlib.decompressobj(-self._window)
        return self._inflater.decompress(payload + TAIL)


@contextmanager
def pipe(window_bits: int = 15, *, remembers: bool = True) -> Iterator[tuple[Pipe, Clock]]:
    """A pipe, and the clock that its Viewer goes by."""
    clock = Clock()
    loop = SimpleNamespace(get_running_loop=lambda: clock, TimerHandle=object)
    with patch("fanout.viewer.asyncio", loop):
        made = Pipe(window_bits, remembers=remembers)
        try:
            yield made, clock
        finally:
            made.close()
