"""Bare sends: the floor. Answers whoever connects by rote, then does nothing but send(2).

Its frames are what the fastest of servers would send: each state made once, and compressed
against the one before where viewers asked for that.
"""

import select
import socket
import struct
import sys
import zlib
from collections.abc import Callable

from bench.systems.ticking import Order, Ticks, packet, tell

# The generator always sends the key of RFC 6455's example, and this is the answer to it.
ANSWER = (
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
)
DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate\r\n"
HELLO = (
    '0{"sid":"bare","upgrades":[],"pingInterval":600000,"pingTimeout":600000}',
    '40{"sid":"bare"}',
    '42["logon_success","{}"]',
)

Send = Callable[[bytes], int]


def frame(payload: bytes, *, compressed: bool = False) -> bytes:
    """A text frame as servers send it; the payload is shorter than 64 KiB."""
    first = 0xC1 if compressed else 0x81
    if len(payload) < 126:
        return bytes([first, len(payload)]) + payload
    return struct.pack(">BBH", first, 126, len(payload)) + payload


def frames(texts: list[bytes], *, deflate: bool) -> list[bytes]:
    """One frame for each text; compressed, each against the one before."""
    if not deflate:
        return [frame(text) for text in texts]
    before = [b"", *texts]
    return [frame(_squeezed(*pair), compressed=True) for pair in zip(texts, before, strict=False)]


def _squeezed(text: bytes, before: bytes) -> bytes:
    squeeze = zlib.compressobj(3, zlib.DEFLATED, -15, 7, zdict=before)
    return (squeeze.compress(text) + squeeze.flush(zlib.Z_SYNC_FLUSH))[:-4]


class Bare:
    """The viewers' sockets, in turn over the matches."""

    def __init__(self, order: Order) -> None:
        texts = [packet(state).encode() for state in order.states]
        self._frames = frames(texts[1:], deflate=order.deflate)
        self._ticks = Ticks(order.matches)
        self._sends: list[list[Send]] = [[] for _ in range(order.matches)]
        self._accepted: list[socket.socket] = []
        answer = f"{ANSWER}{DEFLATE if order.deflate else ''}\r\n".encode()
        self._hello = answer + b"".join(frame(text.encode()) for text in HELLO)
        self._door = socket.create_server(("127.0.0.1", order.port), backlog=4096)

    def serve(self) -> None:
        tell("ready")
        while select.select([self._door, sys.stdin], [], [])[0] == [self._door]:
            self._accept()
        sys.stdin.readline()  # "go"
        self._ticks.start()
        while not select.select([sys.stdin], [], [], self._ticks.wait())[0]:
            match, number = self._ticks.take()
            data = self._frames[number - 1]
            for send in self._sends[match]:
                send(data)
        tell(self._ticks.report())
        sys.stdin.read()  # stay until we are ended: the viewers may not have read everything

    def _accept(self) -> None:
        one, _ = self._door.accept()
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        one.sendall(self._hello)
        self._sends[len(self._accepted) % len(self._sends)].append(one.send)
        self._accepted.append(one)


if __name__ == "__main__":
    Bare(Order()).serve()
