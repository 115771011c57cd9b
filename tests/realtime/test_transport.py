"""Frames that are no Engine.IO packet go no further; whatever comes is a sign of life."""

import asyncio
import time
from typing import Any

from engineio.async_drivers.asgi import WebSocket

from realtime.transport import harden, patient


class Connection:
    """Stands in for engineio's socket: its heartbeat, and the handler of its WebSocket."""

    def __init__(self, last_ping: float | None) -> None:
        self.sid = "connection 1"
        self.last_ping = last_ping

    async def handle(self, socket: Any) -> None:
        """Never called here."""


class Server:
    """Stands in for engineio's server."""

    def __init__(self) -> None:
        self._async: dict[str, Any] = {"websocket": WebSocket}
        self.sockets: dict[str, Any] = {}


class Line:
    """A WebSocket before a connection, and what arrives on it."""

    def __init__(self, *frames: str | bytes, last_ping: float | None = None) -> None:
        server = Server()
        self.refused: list[tuple[str, str]] = []
        harden(server, self._refuse)
        self.connection = Connection(last_ping)
        self.socket = server._async["websocket"](self.connection.handle, server)
        self._frames = list(frames)
        self.socket.asgi_receive = self._receive

    async def _receive(self) -> dict[str, Any]:
        frame = self._frames.pop(0)
        kind = "bytes" if isinstance(frame, bytes) else "text"
        return {"type": "websocket.receive", kind: frame}

    async def _refuse(self, connection: str, reason: str) -> None:
        self.refused.append((connection, reason))


async def test_what_is_no_packet_is_refused_and_the_next_one_taken() -> None:
    line = Line("x", "", "9", "42[1]")
    assert await line.socket.wait() == "42[1]"
    assert line.refused == [("connection 1", "engine_packet")] * 3


async def test_any_frame_shows_that_the_client_lives() -> None:
    line = Line("42[1]", last_ping=1.0)
    before = time.time()
    await line.socket.wait()
    assert line.connection.last_ping
    assert line.connection.last_ping >= before


async def test_between_two_pings_there_is_nothing_to_prove() -> None:
    line = Line("42[1]", last_ping=None)
    await line.socket.wait()
    assert line.connection.last_ping is None


async def test_a_binary_frame_is_the_next_doors_business() -> None:
    assert await Line(b"\x00").socket.wait() == b"\x00"


class Queued(Connection):
    """Stands in for a connection that is a WebSocket, with a queue of its own."""

    def __init__(self, *packets: object) -> None:
        super().__init__(None)
        self.upgraded = True
        self.queue: asyncio.Queue[object] = asyncio.Queue()
        for packet in packets:
            self.queue.put_nowait(packet)

    async def poll(self) -> list[object]:
        return ["the library's own"]


async def test_all_that_is_queued_is_sent_at_once() -> None:
    queued = Queued("first", "second")
    assert await patient(queued)() == ["first", "second"]
    assert queued.queue._unfinished_tasks == 0  # type: ignore[attr-defined]


async def test_what_was_queued_before_the_end_is_sent_before_the_end() -> None:
    poll = patient(Queued("last words", None))
    assert await poll() == ["last words"]
    assert await poll() == []


async def test_an_end_alone_is_the_end() -> None:
    assert await patient(Queued(None))() == []


async def test_a_client_that_still_polls_is_served_by_the_library() -> None:
    queued = Queued("waits for the upgrade")
    queued.upgraded = False
    assert await patient(queued)() == ["the library's own"]
