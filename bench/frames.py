"""A WebSocket client that costs next to nothing, so that it isn't what a benchmark measures.

Frames are built before the clock starts, with a mask of zeros, which changes nothing; what comes
back is looked at only as far as needed.
"""

import asyncio
import json
import struct
from collections.abc import Callable
from typing import Any

UPGRADE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
PONG = "3"


def frame(text: str) -> bytes:
    """A masked text frame."""
    payload = text.encode()
    size = len(payload)
    head = bytes([0x81, 0x80 | size]) if size < 126 else b"\x81\xfe" + struct.pack(">H", size)
    return head + bytes(4) + payload


def event(name: str, argument: dict[str, Any], ack: int | None = None) -> bytes:
    """A Socket.IO event whose argument is JSON in a string."""
    number = "" if ack is None else ack
    return frame(f"42{number}{json.dumps([name, json.dumps(argument)])}")


class Client(asyncio.Protocol):
    """``on_text`` gets each text frame that is no ping; ``connected`` is set after CONNECT."""

    def __init__(self, port: int, on_text: Callable[[bytes], None]) -> None:
        self._port = port
        self._on_text = on_text
        self._buffer = bytearray()
        self._upgraded = False
        self.connected = asyncio.Event()
        self.room = asyncio.Event()
        self.room.set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.transport.write(UPGRADE.format(port=self._port).encode())

    def pause_writing(self) -> None:
        self.room.clear()

    def resume_writing(self) -> None:
        self.room.set()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._upgraded:
            _, ended, rest = self._buffer.partition(b"\r\n\r\n")
            if not ended:
                return
            self._upgraded, self._buffer = True, bytearray(rest)
        while (text := self._next()) is not None:
            self._take(text)

    def _next(self) -> bytes | None:
        """The payload of the next whole frame; the server's are not masked."""
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        size, start = buffer[1] & 0x7F, 2
        if size == 126:
            size, start = int.from_bytes(buffer[2:4], "big"), 4
        elif size == 127:
            size, start = int.from_bytes(buffer[2:10], "big"), 10
        if len(buffer) < start + size:
            return None
        payload = bytes(buffer[start : start + size])
        del buffer[: start + size]
        return payload

    def _take(self, text: bytes) -> None:
        if text[:1] == b"0":
            self.transport.write(frame("40"))
        elif text == b"2":
            self.transport.write(frame(PONG))
        elif text[:2] == b"40":
            self.connected.set()
        else:
            self._on_text(text)


async def connect(port: int, on_text: Callable[[bytes], None]) -> Client:
    """A client whose CONNECT was answered."""
    loop = asyncio.get_running_loop()
    _, client = await loop.create_connection(lambda: Client(port, on_text), "127.0.0.1", port)
    await client.connected.wait()
    return client
