"""Hostile packets on a raw WebSocket: refused, counted, and nobody else is disturbed."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
import pytest

from tests.support.served import Served
from tests.wire.crew import logon_packet

Frames = Callable[[str], Any]

DEEP = "[" * 1_000 + "]" * 1_000


class Raw:
    """A WebSocket that speaks Engine.IO by hand."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def send(self, frame: str | bytes) -> None:
        if isinstance(frame, str):
            await self.socket.send_str(frame)
        else:
            await self.socket.send_bytes(frame)

    async def packet(self, prefix: str) -> Any:
        """The JSON of the next packet that begins so; pings are answered on the way."""
        async with asyncio.timeout(10):
            while True:
                message = await self.socket.receive()
                if message.type is not aiohttp.WSMsgType.TEXT:
                    raise ConnectionError(f"closed while waiting for {prefix}")
                if message.data == "2":
                    await self.send("3")
                elif message.data.startswith(prefix):
                    return json.loads(message.data[len(prefix) :] or "null")

    async def event(self, name: str) -> Any:
        """The argument of the next event of this name, parsed."""
        async with asyncio.timeout(10):
            while True:
                got, argument = await self.packet("42")
                if got == name:
                    return json.loads(argument)


@asynccontextmanager
async def raw(served: Served, role: str = "ingest") -> AsyncIterator[Raw]:
    url = f"{served.url(role)}/socket.io/?EIO=4&transport=websocket"
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        connection = Raw(socket)
        await connection.packet("0")
        await connection.send("40")
        await connection.packet("40")
        yield connection


@asynccontextmanager
async def observer(served: Served, key: str, code: str) -> AsyncIterator[Raw]:
    async with raw(served) as connection:
        packet = json.dumps(logon_packet(key, code))
        await connection.send(f"42{json.dumps(['obs_logon', packet])}")
        assert (await connection.event("obs_logon_ack"))["value"] is True
        yield connection


def event(code: str, kind: str, data: str) -> str:
    """obs_data whose data is this very JSON text."""
    packet = f'{{"obsName":"a","groupCode":"{code}","type":"{kind}","data":{data}}}'
    return json.dumps(["obs_data", packet])


async def seq_of_next(connection: Raw, code: str) -> int:
    """Send a good event; the number that it gets in the log."""
    await connection.send(f"427{event(code, 'switch_kda_credits', 'true')}")
    (answer,) = await connection.packet("437")
    seq: int = answer["seq"]
    return seq


@pytest.mark.parametrize(
    "data",
    [
        "not json",
        "NaN",
        "1e999",
        '"\\ud800"',
        '"\\u0000"',
        DEEP,
        "{}",
        "[]",
        "null",
        '{"roundNumber":"one","roundPhase":"combat"}',
        '{"roundNumber":-1,"roundPhase":"combat"}',
        '{"roundNumber":201,"roundPhase":"combat"}',
        '{"roundNumber":3000000,"roundPhase":"combat"}',
        '{"roundPhase":"combat"}',
        '{"roundNumber":1,"roundPhase":"combat","more":"' + "x" * 140_000 + '"}',
    ],
    ids=lambda data: data[:24],
)
async def test_a_bad_event_is_refused_and_the_next_good_one_taken(
    house: Served, harbour_key: str, data: str, request: pytest.FixtureRequest
) -> None:
    code = f"BAD{abs(hash(data)) % 10_000_000}"
    async with observer(house, harbour_key, code) as connection:
        await connection.send(f"42{event(code, 'round_info', data)}")
        assert (await connection.event("refused"))["reason"]
        assert await seq_of_next(connection, code) == 1


@pytest.mark.parametrize(
    "frame",
    [
        "42",
        "42{}",
        "42[]",
        "42[1]",
        '42["connect",{"pid":"x"}]',
        '42["disconnect","x"]',
        '42["nobody_knows_this","x"]',
        '42["obs_data"]',
        '42["obs_data","{}","{}"]',
        "430[1]",
        '451-["obs_data",{"_placeholder":true,"num":0}]',
        b"\x00\x01",
        b"",
        "40",
        "44",
        "47",
        "4",
        "4{}",
        "9",
        "x",
        f"42{DEEP}",
        f"4{DEEP}",
    ],
    ids=lambda frame: repr(frame)[:24],
)
async def test_a_packet_that_makes_no_sense_costs_its_sender_nothing_but_itself(
    house: Served, harbour_key: str, frame: str | bytes
) -> None:
    code = f"ODD{abs(hash(frame)) % 10_000_000}"
    async with observer(house, harbour_key, code) as connection:
        await connection.send(frame)
        assert await seq_of_next(connection, code) == 1


async def test_the_twentieth_refusal_within_a_minute_closes_the_connection(
    house: Served, harbour_key: str
) -> None:
    async with observer(house, harbour_key, "FLOOD1") as connection:
        for _ in range(20):
            await connection.send(f"42{event('FLOOD1', 'round_info', 'not json')}")
        with pytest.raises(ConnectionError):
            await connection.event("nothing that would ever come")


async def test_an_unknown_event_type_is_no_offence(house: Served, harbour_key: str) -> None:
    async with observer(house, harbour_key, "UNKNOWN1") as connection:
        for _ in range(30):
            await connection.send(f"42{event('UNKNOWN1', 'a_type_of_next_year', 'true')}")
        assert await seq_of_next(connection, "UNKNOWN1") == 1


async def test_a_message_without_data_is_ignored(house: Served, harbour_key: str) -> None:
    async with observer(house, harbour_key, "NODATA1") as connection:
        for _ in range(30):
            packet = json.dumps({"obsName": "a", "groupCode": "NODATA1", "type": "tech_pause"})
            await connection.send(f"42{json.dumps(['obs_data', packet])}")
        assert await seq_of_next(connection, "NODATA1") == 1


async def test_a_flood_of_nonsense_does_not_disturb_another_observer(
    house: Served, harbour_key: str
) -> None:
    async with observer(house, harbour_key, "CALM1") as calm:

        async def flood() -> None:
            async with raw(house) as connection:
                with suppress(ConnectionResetError):  # at the twentieth it is closed
                    for _ in range(200):
                        await connection.send(f"42{DEEP}")

        async with asyncio.TaskGroup() as group:
            for _ in range(5):
                group.create_task(flood())
            for seq in range(1, 21):
                assert await seq_of_next(calm, "CALM1") == seq


async def test_a_polling_request_that_cannot_be_read_is_a_line_in_the_log(house: Served) -> None:
    url = f"{house.url('ingest')}/socket.io/?EIO=4&transport=polling"
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as answer:
            sid = json.loads((await answer.text())[1:])["sid"]
        for body in (b"\xff\xfe", b"xyz", b"4\x1e\x1e", b"d=", b"2" * 100):
            async with session.post(f"{url}&sid={sid}", data=body) as answer:
                assert "Traceback" not in await answer.text()
    assert "unreadable request" in house.log()
