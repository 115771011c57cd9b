"""A burst that comes before the logon waits for it, within limits."""

import asyncio
from typing import Any

import pytest

from matches.sockets import deferred as module
from matches.sockets.deferred import Deferred
from realtime.refusals import Refusals
from realtime.server import Caller
from realtime.wire import UnreadableError


class Server:
    """As much of the server as counts."""

    def __init__(self) -> None:
        self.refusals = Refusals()


class House:
    def __init__(self) -> None:
        self.server = Server()
        self.deferred = Deferred(self.server)  # type: ignore[arg-type]
        self.answers: list[dict[str, Any]] = []

    def send(self, argument: Any, sid: str = "sid") -> bool:
        return self.deferred.put_off(Caller(sid, "eio", self.answers.append), [argument])

    def taken(self, sid: str = "sid") -> list[Any]:
        return [args[0] for _, args in self.deferred.take(sid)]

    @property
    def refused(self) -> int:
        return self.server.refusals.by_reason["not_logged_on"]


@pytest.fixture
async def house() -> House:
    return House()


async def test_a_burst_before_the_logon_is_kept_in_order_and_no_refusal(house: House) -> None:
    assert all(house.send(f"event {number}") for number in range(1_000))
    assert house.taken() == [f"event {number}" for number in range(1_000)]
    assert (house.answers, house.refused) == ([], 0)
    assert house.taken() == []


async def test_of_more_than_1_000_events_before_the_logon_the_newest_are_kept(house: House) -> None:
    for number in range(1_003):
        house.send(f"event {number}")
    assert house.taken()[0] == "event 3"
    assert [answer["ok"] for answer in house.answers] == [False] * 3
    assert house.refused == 3


async def test_of_more_than_256_kib_before_the_logon_the_newest_are_kept(house: House) -> None:
    for sign in "abc":
        house.send(sign * 100 * 1024)
    assert [text[0] for text in house.taken()] == ["b", "c"]
    assert house.refused == 1


async def test_a_client_that_does_not_log_on_within_10_s_is_refused(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0)
    house.send("early")
    while not house.answers:
        await asyncio.sleep(0)
    assert house.answers == [{"ok": False, "error": "log on first"}]
    assert not house.send("late")
    assert house.taken() == []


async def test_connections_are_kept_apart_before_their_logons(house: House) -> None:
    house.send("alice's", "sid 1")
    house.send("bob's", "sid 2")
    house.deferred.forget("sid 1")
    assert house.taken("sid 1") == []
    assert house.taken("sid 2") == ["bob's"]


async def test_what_can_not_be_read_is_not_put_off(house: House) -> None:
    with pytest.raises(UnreadableError):
        house.deferred.put_off(Caller("sid", "eio", None), ["two", "arguments"])
