"""The Discord of the tests keeps to the rules of the real one, also where our bot breaks none."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import ClientWebSocketResponse, WSMsgType

from tests.guilds.bot.harbour import NOW, Harbour
from tests.support.discord.intents import ALL, Intent
from tests.support.discord.link import Op
from tests.support.discord.server import TOKEN, FakeDiscord


@pytest.fixture
async def gateway(discord: FakeDiscord) -> AsyncIterator[ClientWebSocketResponse]:
    async with aiohttp.ClientSession() as session, session.ws_connect(discord.gateway_url) as link:
        hello = await link.receive_json()
        assert (hello["op"], hello["d"]["heartbeat_interval"]) == (Op.HELLO, discord.heartbeat_ms)
        yield link


async def say(gateway: ClientWebSocketResponse, op: int, data: Any = None) -> None:
    await gateway.send_json({"op": op, "d": data})


def identity(intents: int = Intent.GUILDS, token: str = TOKEN) -> dict[str, Any]:
    return {"token": token, "intents": intents, "properties": {}}


async def closed_with(gateway: ClientWebSocketResponse) -> int | None:
    """The code, once all that came before it has been read."""
    async for message in gateway:
        assert message.type is WSMsgType.TEXT
    return gateway.close_code


async def test_a_heartbeat_is_acknowledged(gateway: ClientWebSocketResponse) -> None:
    await say(gateway, Op.HEARTBEAT)
    assert (await gateway.receive_json())["op"] == Op.HEARTBEAT_ACK


@pytest.mark.parametrize(
    ("packets", "code"),
    [
        ([(Op.REQUEST_MEMBERS, {})], 4003),
        ([(99, None)], 4001),
        ([(Op.IDENTIFY, identity(token="wrong"))], 4004),
        ([(Op.IDENTIFY, identity()), (Op.IDENTIFY, identity())], 4005),
        ([(Op.IDENTIFY, identity(ALL + 1))], 4013),
        ([(Op.IDENTIFY, identity(Intent.MESSAGE_CONTENT))], 4014),
        ([(Op.RESUME, {"token": "wrong", "session_id": "", "seq": 0})], 4004),
    ],
)
async def test_whoever_breaks_a_rule_is_told_by_the_code(
    gateway: ClientWebSocketResponse,
    discord: FakeDiscord,
    packets: list[tuple[int, Any]],
    code: int,
) -> None:
    discord.allowed = Intent.MEMBERS | Intent.PRESENCES
    for op, data in packets:
        await say(gateway, op, data)
    assert await closed_with(gateway) == code


async def test_what_is_no_packet_is_refused(gateway: ClientWebSocketResponse) -> None:
    await gateway.send_str("hello")
    assert await closed_with(gateway) == 4002


async def test_nobody_resumes_a_session_that_is_not_or_from_what_was_never_sent(
    gateway: ClientWebSocketResponse, discord: FakeDiscord
) -> None:
    await say(gateway, Op.RESUME, {"token": TOKEN, "session_id": "none", "seq": 0})
    invalid = await gateway.receive_json()
    assert (invalid["op"], invalid["d"]) == (Op.INVALID_SESSION, False)
    await say(gateway, Op.IDENTIFY, identity())
    ready = await gateway.receive_json()
    resume = {"token": TOKEN, "session_id": ready["d"]["session_id"], "seq": 999}
    await say(gateway, Op.RESUME, resume)
    assert await closed_with(gateway) == 4007


async def test_only_what_was_asked_for_is_told(
    gateway: ClientWebSocketResponse, discord: FakeDiscord, harbour: Harbour
) -> None:
    await say(gateway, Op.IDENTIFY, identity(Intent.MESSAGES))
    assert (await gateway.receive_json())["t"] == "READY"
    await discord.tell(
        harbour.types(harbour.alice, harbour.general, NOW),
        harbour.shows(harbour.alice, "online", web="online"),
        harbour.writes(harbour.alice, harbour.general, NOW, "hello"),
    )
    message = await gateway.receive_json()
    assert (message["t"], message["s"], message["d"]["content"]) == ("MESSAGE_CREATE", 2, "")
