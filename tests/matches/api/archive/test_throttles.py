"""How often a key may ask."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from redis.exceptions import ConnectionError as RedisIsAway

from auth_keys.models import Organisation
from matches.api.archive.throttles import Downloads, Reads
from matches.models import Match

from .cast import API, Asker, reader_of

pytestmark = pytest.mark.django_db

START_S = 1_000_000.0


class Clock:
    """In seconds; moved by hand."""

    now = START_S

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Three reads and one download a minute."""
    clock = Clock()
    monkeypatch.setattr(Reads, "rate", "3/min")
    monkeypatch.setattr(Downloads, "rate", "1/min")
    monkeypatch.setattr(Reads, "timer", clock)
    monkeypatch.setattr(Downloads, "timer", clock)
    return clock


def statuses(asker: Asker, times: int, path: str = "live/") -> list[int]:
    return [asker.get(path).status_code for _ in range(times)]


def test_who_asks_too_often_is_told_when_to_ask_again(alice: Asker, clock: Clock) -> None:
    assert statuses(alice, 2) == [200, 200]
    clock.now += 15.5
    assert statuses(alice, 1) == [200]
    refused = alice.get("live/")
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    wait = int(refused["Retry-After"])
    assert wait == 45
    clock.now += wait - 1
    assert alice.get("live/").status_code == 429
    clock.now += 1
    assert alice.get("live/").status_code == 200


def test_each_key_is_counted_by_itself(
    alice: Asker, outsider: Asker, harbour: Organisation
) -> None:
    assert statuses(alice, 4)[-1] == 429
    assert statuses(outsider, 1) == statuses(reader_of(harbour), 1) == [200]


def test_what_is_asked_for_makes_no_difference(alice: Asker, match: Match) -> None:
    paths = ("live/", f"matches/{match.pk}/", "getStats?code=HARBOUR1", "matches/")
    assert [alice.get(path).status_code for path in paths] == [200, 200, 200, 429]


def test_downloads_are_fewer(alice: Asker, match: Match) -> None:
    assert statuses(alice, 2, f"matches/{match.pk}/replay/") == [200, 429]
    assert alice.get("live/").status_code == 200
    assert alice.get("exports/kills.csv").status_code == 429


def test_staff_are_not_counted(staff: Client) -> None:
    assert {staff.get(f"{API}/live/").status_code for _ in range(5)} == {200}


def test_without_a_cache_nobody_is_counted(
    alice: Asker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise RedisIsAway("no such host")

    monkeypatch.setattr(cache, "get", away)
    assert statuses(alice, 4) == [200] * 4
    assert "reads are not counted" in caplog.text
