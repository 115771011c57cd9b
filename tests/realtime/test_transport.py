"""Frames that are no Engine.IO packet go no further; who polls no more is found and forgotten."""

import asyncio
from types import SimpleNamespace
from typing import Any
from unittest.mock import AsyncMock

import pytest
from autobahn.exception import Disconnected
from engineio.async_drivers.asgi import WebSocket

from realtime import transport
from realtime.transport import harden, sweep


class Connection:
    """Stands in for engineio's socket."""

    sid = "connection 1"

    async def handle(self, socket: Any) -> None:
        """Never called here."""


class Server:
    """Stands in for engineio's server."""

    def __init__(self) -> None:
        self._async: dict[str, Any] = {"websocket": WebSocket}
        self.sockets: dict[str, Any] = {}


class Line:
    """A WebSocket before a connection, and what arrives on it; None: it ends."""

    def __init__(self, *frames: str | bytes | None) -> None:
        server = Server()
        self.refused: list[tuple[str, str]] = []
        self.heard = 0
        harden(server, self._refuse)
        self.socket = server._async["websocket"](Connection().handle, server)
        self.socket.heartbeat = SimpleNamespace(heard=self._hear)
        self._frames = list(frames)
        self.socket.asgi_receive = self._receive

    def _hear(self) -> None:
        self.heard += 1

    async def _receive(self) -> dict[str, Any]:
        frame = self._frames.pop(0)
        if frame is None:
            return {"type": "websocket.disconnect"}
        kind = "bytes" if isinstance(frame, bytes) else "text"
        return {"type": "websocket.receive", kind: frame}

    async def _refuse(self, connection: str, reason: str) -> None:
        self.refused.append((connection, reason))


async def test_what_is_no_packet_is_refused_and_the_next_one_taken() -> None:
    line = Line("x", "", "9", "42[1]")
    assert await line.socket.wait() == "42[1]"
    assert line.refused == [("connection 1", "engine_packet")] * 3


async def test_the_end_is_no_exception_which_would_keep_what_it_passed_through() -> None:
    line = Line(None)
    assert await line.socket.wait() is None


async def test_any_frame_shows_that_the_client_lives() -> None:
    line = Line("x", "42[1]")
    await line.socket.wait()
    assert line.heard == 2


async def test_a_binary_frame_is_the_next_doors_business() -> None:
    assert await Line(b"\x00").socket.wait() == b"\x00"


async def test_what_is_queued_for_a_client_that_is_going_ends_nothing() -> None:
    line = Line("42[1]")
    line.socket.asgi_send = AsyncMock(side_effect=Disconnected)
    await line.socket.send("2")
    assert await line.socket.wait() == "42[1]"


def polled(**told: bool) -> SimpleNamespace:
    """A connection that is looked after as these say."""
    usual = {"closed": False, "closing": False, "upgraded": False}
    return SimpleNamespace(**usual | told, check_ping_timeout=AsyncMock())


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "SWEEP_EVERY", 0)


async def swept(*connections: SimpleNamespace) -> dict[str, SimpleNamespace]:
    """Those that a server still knows after a look at all of them."""
    sockets = {str(place): connection for place, connection in enumerate(connections)}
    looking = asyncio.create_task(sweep(SimpleNamespace(sockets=sockets)))
    for _ in range(5):
        await asyncio.sleep(0)
    looking.cancel()
    return sockets


@pytest.mark.usefixtures("_at_once")
async def test_who_polls_is_looked_after_and_who_has_a_websocket_looks_after_itself() -> None:
    polls, ends, has_websocket = polled(), polled(closing=True), polled(upgraded=True)
    await swept(polls, ends, has_websocket)
    polls.check_ping_timeout.assert_awaited()
    ends.check_ping_timeout.assert_not_awaited()
    has_websocket.check_ping_timeout.assert_not_awaited()


@pytest.mark.usefixtures("_at_once")
async def test_what_has_ended_is_forgotten() -> None:
    assert list(await swept(polled(closed=True), polled(), polled(closed=True))) == ["1"]
