"""A client whose messages nobody reads is held back, by their number and by their bytes."""

import asyncio
from types import SimpleNamespace

import pytest

from fanout.websocket import MOST_BYTES, MOST_MESSAGES, SharedWebSocket


@pytest.fixture
def socket() -> SharedWebSocket:
    """A connection that is up, before an application that reads nothing."""
    socket = SharedWebSocket()
    socket.transport = SimpleNamespace(pauseProducing=int, resumeProducing=int)
    socket.application_queue = asyncio.Queue()
    socket.client_addr = None
    return socket


async def next_message(socket: SharedWebSocket) -> str:
    message = await socket.receive(socket.application_queue.get)
    return str(message["text"])


async def test_a_client_may_have_so_many_messages_wait(socket: SharedWebSocket) -> None:
    for _ in range(MOST_MESSAGES - 1):
        socket.onMessage(b"4", False)
    assert not socket.held_back
    socket.onMessage(b"4", False)
    assert socket.held_back


async def test_a_client_may_have_so_many_bytes_wait(socket: SharedWebSocket) -> None:
    socket.onMessage(b"4" * MOST_BYTES, False)
    assert not socket.held_back
    socket.onMessage(b"4", False)
    assert socket.held_back


async def test_a_client_goes_on_when_all_of_its_messages_are_read(
    socket: SharedWebSocket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "dataReceived", lambda _: None)
    for _ in range(3):
        socket.onMessage(b"4" * MOST_BYTES, False)
    for _ in range(3):
        assert socket.held_back
        await next_message(socket)
    reading = asyncio.ensure_future(next_message(socket))
    await asyncio.sleep(0)
    assert not socket.held_back
    socket.onMessage(b"4", False)
    assert await reading == "4"
    assert not socket.held_back
