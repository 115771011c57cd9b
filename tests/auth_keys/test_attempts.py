"""How often somebody may try to get in, where nobody can be counted."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from redis.exceptions import ConnectionError as RedisIsAway

from auth_keys.attempts import PASSWORDS, wait_for_password


def test_without_a_cache_nobody_is_counted_and_nobody_kept_out(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise RedisIsAway("no such host")

    monkeypatch.setattr(cache, "add", away)
    request = RequestFactory().post("/")
    assert {wait_for_password(request, "erin") for _ in range(2 * PASSWORDS)} == {0}
    assert "attempts to sign in are not counted: ConnectionError" in caplog.text


def test_a_count_that_the_cache_has_dropped_meanwhile_keeps_nobody_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cache, "add", lambda *_, **__: False)
    assert wait_for_password(RequestFactory().post("/"), "erin") == 0


def test_what_is_counted_names_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    monkeypatch.setattr(cache, "add", lambda key, *_: kept.append(key))
    wait_for_password(RequestFactory().post("/", REMOTE_ADDR="192.0.2.7"), "erin \ud800 \0")
    assert len(kept) == 2
    assert not [key for key in kept if "erin" in key or "192.0.2.7" in key]
