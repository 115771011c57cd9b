"""Who counts the analytics of a guild, when, and for whom. The throttle itself has its own test."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from channels.layers import InMemoryChannelLayer
from django.db import OperationalError

from guilds.live import analytics as module
from guilds.live import throttle
from guilds.live.analytics import Analytics
from guilds.live.counting import Counted
from guilds.live.names import ANALYTICS
from realtime.bus import Bus
from tests.guilds.cast import HARBOUR, LANTERN
from tests.support.discord.server import until

REST = 0.4  # seconds, in these tests


class House:
    """A process with rooms. ``counts`` is what counting gives, the last of them for ever."""

    def __init__(self, bus: Bus) -> None:
        self.shown: list[tuple[int, Any]] = []
        self.watched = {HARBOUR}
        self.counted = 0
        self.counts: list[Counted | Exception] = []
        self.analytics = Analytics(bus, self._show, self.watched.__contains__)

    def _show(self, guild_id: int, payload: Any) -> None:
        self.shown.append((guild_id, payload))

    def count(self, guild_id: int) -> Counted:
        self.counted += 1
        found = self.counts.pop(0) if len(self.counts) > 1 else self.counts[0]
        if isinstance(found, Exception):
            raise found
        return found

    async def shows(self, times: int) -> None:
        await until(lambda: len(self.shown) >= times)


@pytest.fixture
async def bus() -> AsyncIterator[Bus]:
    bus = Bus(InMemoryChannelLayer())
    sending = asyncio.create_task(bus.run())
    yield bus
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)


@pytest.fixture
def house(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> House:
    house = House(bus)
    monkeypatch.setattr(module, "count", house.count)
    for name, seconds in (("INTERVAL", REST), ("RETRY", 0.02), ("MARGIN", 0.01)):
        monkeypatch.setattr(throttle, name, seconds)
    return house


def ours(number: int, **more: Any) -> Counted:
    return Counted({"number": number}, ours=True, **more)


async def test_what_nobody_watches_is_not_counted(house: House) -> None:
    house.analytics.changed(LANTERN)
    await asyncio.sleep(0.05)
    assert house.counted == 0


async def test_whoever_comes_first_has_it_counted_and_others_get_what_was_shown(
    house: House,
) -> None:
    house.counts = [ours(1)]
    assert house.analytics.newest(HARBOUR) is None
    assert house.analytics.newest(HARBOUR) is None
    await house.shows(1)
    assert house.analytics.newest(HARBOUR) == {"number": 1}
    await asyncio.sleep(REST + 0.1)
    assert house.counted == 1


async def test_what_changes_meanwhile_is_shown_once_after_the_rest(house: House) -> None:
    house.counts = [ours(1), ours(2), ours(3)]
    house.analytics.changed(HARBOUR)
    await house.shows(1)
    for _ in range(3):
        house.analytics.changed(HARBOUR)
    assert house.shown == [(HARBOUR, {"number": 1})]
    await house.shows(2)
    await asyncio.sleep(REST + 0.1)
    assert [payload["number"] for _, payload in house.shown] == [1, 2]


async def test_another_process_s_are_shown_and_not_counted_again(house: House) -> None:
    house.counts = [ours(1)]
    house.analytics.receive(
        {"type": "analytics", "guild": HARBOUR, "process": "other", "payload": {"number": 7}}
    )
    assert house.shown == [(HARBOUR, {"number": 7})]
    assert house.analytics.newest(HARBOUR) == {"number": 7}
    await asyncio.sleep(0.05)
    assert house.counted == 0


async def test_what_was_counted_here_goes_to_the_others_and_is_shown_here_once(
    house: House, bus: Bus
) -> None:
    heard: list[Any] = []

    def hear(message: Any) -> None:
        heard.append(message)
        house.analytics.receive(message)

    listening = asyncio.create_task(bus.listen(ANALYTICS, hear))
    await asyncio.sleep(0)
    house.counts = [ours(1)]
    house.analytics.changed(HARBOUR)
    await until(lambda: house.shown and heard)
    await asyncio.sleep(0.05)
    listening.cancel()
    assert [message["payload"] for message in heard] == [{"number": 1}]
    assert len(house.shown) == 1


async def test_what_redis_did_not_settle_stays_in_this_process(
    house: House, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "INTERVAL", 60.0)  # it rests, however slow this machine is
    heard: list[Any] = []
    listening = asyncio.create_task(bus.listen(ANALYTICS, heard.append))
    house.counts = [ours(1, shared=False)]
    house.analytics.changed(HARBOUR)
    await house.shows(1)
    # Another process's of the same time would be one too many.
    other = {"type": "analytics", "guild": HARBOUR, "process": "other", "payload": {"number": 2}}
    house.analytics.receive(other)
    await asyncio.sleep(0.02)
    listening.cancel()
    assert house.shown == [(HARBOUR, {"number": 1})]
    assert heard == []


async def test_while_another_counts_we_ask_again_until_there_is_something(house: House) -> None:
    house.counts = [Counted(None, ours=False), Counted(None, ours=False), ours(3)]
    house.analytics.changed(HARBOUR)
    await house.shows(1)
    assert house.shown == [(HARBOUR, {"number": 3})]


async def test_with_the_database_away_it_is_tried_again(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.counts = [OperationalError("away"), ours(2)]
    house.analytics.changed(HARBOUR)
    await house.shows(1)
    assert house.shown == [(HARBOUR, {"number": 2})]
    assert "analytics can't be counted: OperationalError" in caplog.text


async def test_when_the_last_has_left_nothing_more_is_counted(house: House) -> None:
    house.counts = [ours(1)]
    house.analytics.changed(HARBOUR)
    await house.shows(1)
    house.analytics.changed(HARBOUR)
    house.watched.clear()
    house.analytics.left(HARBOUR)
    await asyncio.sleep(REST + 0.1)
    assert house.counted == 1
    assert len(house.shown) == 1
