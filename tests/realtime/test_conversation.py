"""A connection over a WebSocket: its upgrade, what it reads and writes, and its end."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from engineio.exceptions import SocketIsClosedError, UnknownPacketError
from engineio.packet import MESSAGE, Packet

from realtime import conversation
from realtime.conversation import converse, give_up


class Heartbeat:
    """Notes whether it beats."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def start(self) -> None:
        self.calls.append("start")

    def stop(self) -> None:
        self.calls.append("stop")


class WebSocket:
    """What the client sends, one frame after the other; then it closes, unless it is to stay."""

    def __init__(self, *frames: str, stays: bool = False) -> None:
        self._frames = list(frames)
        self._stays = stays
        self._ended = asyncio.Event()
        self.sent: list[str] = []
        self.closed = False

    def is_upgraded(self) -> None:
        """Messages may be long from now on."""

    async def wait(self) -> str | None:
        if self._frames:
            return self._frames.pop(0)
        if self._stays:
            await self._ended.wait()
        return None

    async def send(self, text: str) -> None:
        self.sent.append(text)

    async def close(self) -> None:
        self.closed = True
        self._ended.set()


class Connection:
    """Stands in for engineio's; ``received`` are the packets that reached it."""

    def __init__(self, *, polls: bool = False) -> None:
        self.connected = polls
        self.upgraded = self.closed = False
        self.queue: asyncio.Queue[Packet | None] = asyncio.Queue()
        reasons = SimpleNamespace(TRANSPORT_CLOSE="transport close", PING_TIMEOUT="ping timeout")
        self.server = SimpleNamespace(reason=reasons)
        self.received: list[Any] = []
        self.ends: list[str] = []

    async def receive(self, packet: Packet) -> None:
        self.received.append(packet.data)
        if packet.packet_type != MESSAGE:
            raise UnknownPacketError
        if packet.data == "the last":
            raise SocketIsClosedError

    async def close(self, *, wait: bool, abort: bool = False, reason: str) -> None:
        self.ends.append(reason)


async def talk(connection: Connection, ws: WebSocket) -> list[str]:
    """What the heartbeat was told meanwhile."""
    heartbeat = Heartbeat()
    await converse(connection, ws, heartbeat)  # type: ignore[arg-type]
    return heartbeat.calls


async def test_packets_go_in_as_they_come_until_the_client_goes() -> None:
    connection, ws = Connection(), WebSocket("4first", "4second")
    assert await talk(connection, ws) == ["start", "stop"]
    assert connection.received == ["first", "second"]
    assert connection.ends == ["transport close"]
    assert ws.closed


async def test_what_is_queued_goes_out_in_order() -> None:
    connection, ws = Connection(), WebSocket()
    for word in ("first", "second"):
        connection.queue.put_nowait(Packet(MESSAGE, word))
    await talk(connection, ws)
    assert ws.sent == ["4first", "4second"]


async def test_what_was_queued_before_the_end_is_sent_before_the_end() -> None:
    connection, ws = Connection(), WebSocket(stays=True)
    for packet in (Packet(MESSAGE, "last words"), None):
        connection.queue.put_nowait(packet)
    await talk(connection, ws)
    assert ws.sent == ["4last words"]
    assert connection.ends == ["transport close"]


async def test_a_packet_that_means_nothing_ends_nothing() -> None:
    connection = Connection()
    await talk(connection, WebSocket("6", "4still there"))
    assert connection.received == ["", "still there"]


async def test_nothing_is_read_for_a_connection_that_was_closed() -> None:
    connection = Connection()
    await talk(connection, WebSocket("4the last", "4too late"))
    assert connection.received == ["the last"]


async def test_who_polls_moves_over_by_the_probe() -> None:
    connection, ws = Connection(polls=True), WebSocket("2probe", "5", "4hello")
    assert await talk(connection, ws) == ["start", "stop"]
    assert ws.sent[0] == "3probe"
    assert connection.upgraded
    assert connection.received == ["hello"]


@pytest.mark.parametrize("frames", [["4hello"], ["2probe", "4hello"], ["2probe"], []])
async def test_who_does_not_end_the_probe_goes_on_polling(frames: list[str]) -> None:
    connection = Connection(polls=True)
    assert await talk(connection, WebSocket(*frames)) == []
    assert not connection.upgraded
    assert connection.ends == []


async def test_a_probe_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "UPGRADE_WITHIN", 0.05)
    connection = Connection(polls=True)
    assert await talk(connection, WebSocket("2probe", stays=True)) == []


async def test_a_client_that_is_gone_is_told_of_before_its_websocket_ends() -> None:
    connection, ws = Connection(), WebSocket(stays=True)
    talking = asyncio.create_task(talk(connection, ws))
    await asyncio.sleep(0)
    await give_up(connection)
    assert connection.ends == ["ping timeout"]
    await talking
    assert ws.closed
