"""At once when the last state is 100 ms old, coalesced otherwise, the final one always."""

import asyncio
import itertools
import json
from collections.abc import Callable
from typing import Any

import pytest
from channels.layers import InMemoryChannelLayer

from matches.live import publisher as module
from matches.live.publisher import Publisher
from realtime.bus import Bus
from tests.matches.live.cast import live_match


class Outbox(Bus):
    """Stands in for the bus: keeps what was put on it."""

    def __init__(self) -> None:
        super().__init__(InMemoryChannelLayer())
        self.messages: list[dict[str, Any]] = []

    def put(self, group: str, key: object, message: dict[str, Any]) -> None:
        self.messages.append(message)


class Timer:
    """Stands in for the event loop's: due at a time, and called by hand."""

    def __init__(self, at: float, callback: Callable[[], None]) -> None:
        self.at = at
        self.callback = callback


class Loop:
    """Stands in for the event loop, with a clock that is set by hand."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.time = clock

    def call_later(self, delay: float, function: Callable[[Any], None], argument: Any) -> Timer:
        return Timer(self.time() + delay, lambda: function(argument))


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


@pytest.fixture
def publisher(outbox: Outbox) -> Publisher:
    return Publisher(outbox)


async def test_the_first_change_goes_out_at_once(publisher: Publisher, outbox: Outbox) -> None:
    publisher.changed(live_match())
    assert [message["group_code"] for message in outbox.messages] == ["HARBOUR1"]
    assert json.loads(outbox.messages[0]["body"])["roundPhase"] == "LOBBY"


async def test_changes_within_100_ms_go_out_as_one_at_the_end(
    publisher: Publisher, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "INTERVAL", 0.02)
    match = live_match()
    for _ in range(10):
        publisher.changed(match)
    assert len(outbox.messages) == 1
    await asyncio.sleep(0.05)
    assert len(outbox.messages) == 2


def test_a_change_every_100_ms_goes_out_at_once_again_soon_after_one_was_late(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(asyncio, "get_running_loop", lambda: Loop(lambda: now))
    match, late = live_match(), 0.085
    waits = []
    for tick in range(20):
        now = 1000 + tick * 0.1 + (late if tick == 3 else 0)
        before = now
        publisher.changed(match)
        if match.publish_timer:
            now = match.publish_timer.at  # type: ignore[attr-defined]
            match.publish_timer.callback()  # type: ignore[attr-defined]
        waits.append(round(now - before, 3))
    assert waits[:4] == [0, 0, 0, 0]
    assert waits[4:13] == [0.075, 0.065, 0.055, 0.045, 0.035, 0.025, 0.015, 0.005, 0]
    assert set(waits[13:]) == {0}


def test_states_are_never_more_than_a_little_early(
    publisher: Publisher, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(asyncio, "get_running_loop", lambda: Loop(lambda: now))
    match = live_match()
    times = []
    while now < 1010:
        publisher.changed(match)
        if match.publish_timer:
            now = match.publish_timer.at  # type: ignore[attr-defined]
            match.publish_timer.callback()  # type: ignore[attr-defined]
        times.append(now)
    gaps = [after - before for before, after in itertools.pairwise(times)]
    assert min(gaps[1:]) >= module.INTERVAL - module.EARLY - 1e-9
    assert len(outbox.messages) <= 102


async def test_every_state_that_goes_out_is_newer_than_the_one_before(
    publisher: Publisher, outbox: Outbox
) -> None:
    match = live_match()
    publisher.changed(match)
    publisher.final(match)
    orders = [message["order"] for message in outbox.messages]
    assert orders == sorted(orders)
    assert orders[0] != orders[1]


async def test_the_final_state_goes_out_at_once_and_nothing_after_it(
    publisher: Publisher, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "INTERVAL", 0.02)
    match = live_match()
    publisher.changed(match)
    publisher.changed(match)
    publisher.final(match)
    await asyncio.sleep(0.03)
    assert [message["final"] for message in outbox.messages] == [False, True]


async def test_a_refresh_repeats_the_state_under_the_same_number(
    publisher: Publisher, outbox: Outbox
) -> None:
    match = live_match()
    publisher.changed(match)
    publisher.refresh([match])
    assert len(outbox.messages) == 1, "it has just been sent"
    publisher.refresh([match], everything=True)
    assert outbox.messages[0]["order"] == outbox.messages[1]["order"]
