"""The analytics of a guild are counted by whoever is first, for all processes."""

from typing import Any

import pytest
from django.core.cache import cache
from redis.exceptions import TimeoutError as RedisTimeoutError

from guilds.live import counting
from guilds.models import Guild
from guilds.services import recording
from tests.guilds.cast import ALICE, GENERAL, HARBOUR, LANTERN, NOW


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch: pytest.MonkeyPatch, harbour: Guild) -> None:
    monkeypatch.setattr(counting, "now", lambda: NOW)
    recording.typing_started(HARBOUR, ALICE, GENERAL, NOW)


def test_the_first_counts_them_and_the_others_get_the_same() -> None:
    first = counting.count(HARBOUR)
    assert first.ours
    assert first.payload
    assert first.payload["data"]["ghosts"][0]["username"] == "alice"
    recording.typing_started(HARBOUR, ALICE, GENERAL, NOW)
    assert counting.count(HARBOUR) == counting.Counted(first.payload, ours=False)


def test_until_they_are_counted_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[counting.Counted] = []

    def slowly(guild_id: int) -> dict[str, Any]:
        seen.append(counting.count(guild_id))
        return {}

    monkeypatch.setattr(counting, "analytics", slowly)
    counting.count(HARBOUR)
    assert seen == [counting.Counted(None, ours=False)]


def test_each_guild_is_counted_for_itself(lantern: Guild) -> None:
    counting.count(HARBOUR)
    other = counting.count(LANTERN)
    assert other.ours
    assert other.payload
    assert other.payload["guildId"] == str(LANTERN)


def test_with_redis_frozen_each_process_counts_for_itself(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def frozen(*_: Any) -> None:
        raise RedisTimeoutError

    monkeypatch.setattr(cache, "add", frozen)
    found = counting.count(HARBOUR)
    assert (found.ours, found.shared) == (True, False)
    assert found.payload == counting.analytics(HARBOUR)
    assert "TimeoutError" in caplog.text
