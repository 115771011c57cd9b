"""The end of the bot: what it has heard by then is stored."""

import pytest
from django import db

from guilds.bot import recorder
from guilds.models import MessageEvent
from tests.guilds.bot.harbour import NOW, Harbour
from tests.guilds.bot.watching import Watching


async def hears(watching: Watching, harbour: Harbour, messages: int) -> None:
    """The bot has heard them, and perhaps not stored them."""
    for _ in range(messages):
        await watching.discord.tell(harbour.writes(harbour.alice, harbour.general, NOW))
    await watching.hears()


async def test_what_was_heard_before_the_end_is_stored(
    watching: Watching, harbour: Harbour
) -> None:
    await hears(watching, harbour, 120)
    await watching.stop()
    assert len(await watching.rows(MessageEvent)) == len(watching.told) == 120


async def test_the_end_does_not_wait_for_a_database_that_stays_away(
    watching: Watching,
    harbour: Harbour,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def away(batch: object) -> None:
        raise db.OperationalError("gone")

    monkeypatch.setattr(recorder, "_in_one_transaction", away)
    monkeypatch.setattr(recorder, "STORE_WITHIN", 0.01)
    await hears(watching, harbour, 3)
    await watching.stop()
    assert "3 events were not stored" in caplog.text
    assert watching.told == []
