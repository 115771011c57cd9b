"""/readyz on the bot's own port says whether it does what it is there for, and why not."""

from typing import Any

import aiohttp
import pytest
from django import db

from guilds.bot import recorder
from tests.guilds.bot.harbour import NOW, Harbour
from tests.guilds.bot.watching import Watching
from tests.support.discord.server import FakeDiscord, until


async def readyz(watching: Watching) -> tuple[int, dict[str, Any]]:
    url = f"http://127.0.0.1:{watching.port}/readyz"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert answer.headers["Cache-Control"].startswith("max-age=0")
        return answer.status, await answer.json()


async def test_a_bot_that_is_connected_and_stores_is_ready(
    watching: Watching, harbour: Harbour
) -> None:
    await watching.happens(harbour.writes(harbour.alice, harbour.general, NOW))
    status, body = await readyz(watching)
    report = body["roles"]["bot"]
    assert (status, body["ready"], body["database"]) == (200, True, "ok")
    assert report["connected"] is True
    assert (report["guilds"], report["waiting"], report["lost"]) == (1, 0, 0)
    assert report["stored"] >= 3
    assert report["latency_ms"] >= 0


async def test_a_bot_that_discord_does_not_answer_is_not_ready(
    discord: FakeDiscord, transactional_db: None
) -> None:
    discord.failing = 503
    watching = Watching(discord)
    watching.begin()
    await until(lambda: discord.requests)
    status, body = await readyz(watching)
    assert (status, body["roles"]["bot"]["connected"]) == (503, False)
    await watching.stop()


async def test_a_bot_whose_database_is_away_is_not_ready_and_loses_nothing(
    watching: Watching, harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(batch: object) -> None:
        raise db.OperationalError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(recorder, "_in_one_transaction", away)
        await watching.discord.tell(harbour.writes(harbour.alice, harbour.general, NOW))
        await until(lambda: watching.process.recorder.away_for)
        status, body = await readyz(watching)
        assert (status, body["roles"]["bot"]["waiting"]) == (503, 1)
    await watching.settled()
    assert [live.event for live in watching.told] == ["message:new"]
    assert (await readyz(watching))[0] == 200


async def test_a_port_in_use_ends_it(watching: Watching, discord: FakeDiscord) -> None:
    second = Watching(discord)
    second.port = watching.port
    second.begin()
    with pytest.raises(OSError, match="in use"):
        await second.ended()
