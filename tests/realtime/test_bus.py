"""Nobody waits at the bus: not for a slow layer, not for a broken one."""

import asyncio
from typing import Any
from unittest.mock import ANY

import pytest
from channels.layers import BaseChannelLayer, InMemoryChannelLayer

from realtime import bus as module
from realtime.bus import Bus
from realtime.layer import MemoryLayer


class FrozenLayer(BaseChannelLayer):
    """Takes messages only once it is thawed."""

    def __init__(self) -> None:
        super().__init__()
        self.thawed = asyncio.Event()
        self.sent: list[tuple[str, Any]] = []

    async def group_send(self, group: str, message: Any) -> None:
        await self.thawed.wait()
        self.sent.append((group, message))


class BrokenLayer(BaseChannelLayer):
    """Fails at first."""

    def __init__(self, failures: int) -> None:
        super().__init__()
        self.failures = failures
        self.sent: list[Any] = []

    async def group_send(self, group: str, message: Any) -> None:
        if self.failures:
            self.failures -= 1
            raise ConnectionError("no redis")
        self.sent.append(message)


async def _run_for(work: Any, seconds: float) -> None:
    task = asyncio.create_task(work)
    await asyncio.sleep(seconds)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_listener_gets_what_another_process_puts() -> None:
    layer, got = InMemoryChannelLayer(), list[Any]()
    bus = Bus(layer)
    listening = asyncio.create_task(bus.listen("states", got.append))
    sending = asyncio.create_task(bus.run())
    await asyncio.sleep(0)
    bus.put("states", 1, {"type": "state", "version": 1})
    await asyncio.sleep(0.02)
    for task in (listening, sending):
        task.cancel()
    assert got == [{"type": "state", "version": 1}]


async def test_while_the_layer_is_frozen_only_the_newest_of_each_key_waits() -> None:
    layer = FrozenLayer()
    bus = Bus(layer)
    sending = asyncio.create_task(bus.run())
    bus.put("states", 1, {"version": 1})
    await asyncio.sleep(0)
    for version in range(2, 100):
        bus.put("states", 1, {"version": version})
        bus.put("states", 2, {"version": version})
    layer.thawed.set()
    await asyncio.sleep(0.02)
    sending.cancel()
    assert [message["version"] for _, message in layer.sent] == [1, 99, 99]


async def test_who_sends_much_lets_others_have_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TURN", 0.0)
    bus, turns = Bus(MemoryLayer()), 0
    sending = asyncio.create_task(bus.run())
    for key in range(50):
        bus.put("states", key, {"version": key})
    while bus._outbox:
        await asyncio.sleep(0)
        turns += 1
    sending.cancel()
    assert turns >= 50


async def test_it_goes_on_after_the_layer_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_AFTER", 0.001)
    layer = BrokenLayer(failures=2)
    bus = Bus(layer)
    for version in range(4):
        bus.put("states", version, {"version": version})
    await _run_for(bus.run(), 0.05)
    assert [message["version"] for message in layer.sent] == [2, 3]
    assert bus.failures == 2


async def test_a_listener_that_comes_back_says_that_it_missed_something(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "RETRY_AFTER", 0.001)
    layer, joined = InMemoryChannelLayer(), list[int]()

    def handler(message: Any) -> None:
        raise KeyError("a message that makes no sense")

    bus = Bus(layer)
    listening = asyncio.create_task(bus.listen("states", handler, lambda: joined.append(1)))
    await asyncio.sleep(0.01)
    await layer.group_send("states", {"type": "odd"})
    await asyncio.sleep(0.05)
    listening.cancel()
    assert len(joined) == 2


async def test_everything_that_is_posted_comes_in_its_order() -> None:
    layer, got = InMemoryChannelLayer(), list[Any]()
    bus = Bus(layer)
    listening = asyncio.create_task(bus.listen("events", got.append))
    sending = asyncio.create_task(bus.run())
    await asyncio.sleep(0)
    for number in range(250):
        bus.post("events", number)
    await asyncio.sleep(0.05)
    for task in (listening, sending):
        task.cancel()
    assert [item for message in got for item in message["items"]] == list(range(250))
    assert [len(message["items"]) for message in got] == [100, 100, 50]


async def test_while_the_layer_is_frozen_the_oldest_that_was_posted_gives_way(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "MOST_POSTED", 5)
    layer = FrozenLayer()
    bus = Bus(layer)
    sending = asyncio.create_task(bus.run())
    bus.put("states", 1, {"version": 1})
    await asyncio.sleep(0)
    for number in range(8):
        bus.post("events", number)
    layer.thawed.set()
    await asyncio.sleep(0.02)
    sending.cancel()
    assert layer.sent == [
        ("states", {"version": 1}),
        ("events", {"type": "posted", "sender": ANY, "first": 4, "items": [3, 4, 5, 6, 7]}),
    ]
    assert bus.lost == 3
    assert caplog.text.count("an item is lost") == 1


async def test_what_was_posted_while_the_layer_was_away_is_sent_once_it_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "RETRY_AFTER", 0.001)
    layer = BrokenLayer(failures=2)
    bus = Bus(layer)
    bus.post("events", 1)
    bus.post("events", 2)
    await _run_for(bus.run(), 0.05)
    assert layer.sent == [{"type": "posted", "sender": ANY, "first": 1, "items": [1, 2]}]
    assert bus.lost == 0


class LateLayer(InMemoryChannelLayer):
    """Takes each message, and fails to say so the first time."""

    def __init__(self) -> None:
        super().__init__()
        self.is_late = True

    async def group_send(self, group: str, message: Any) -> None:
        await super().group_send(group, message)
        late, self.is_late = self.is_late, False
        if late:
            raise TimeoutError("no answer")


async def test_what_a_late_layer_has_taken_already_comes_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "RETRY_AFTER", 0.001)
    got = list[Any]()
    bus = Bus(LateLayer())
    listening = asyncio.create_task(bus.listen("events", got.append))
    await asyncio.sleep(0)
    bus.post("events", 1)
    sending = asyncio.create_task(bus.run())
    await asyncio.sleep(0)
    bus.post("events", 2)
    await asyncio.sleep(0.05)
    for task in (listening, sending):
        task.cancel()
    assert [item for message in got for item in message["items"]] == [1, 2]


async def test_posted_events_do_not_keep_states_waiting() -> None:
    layer = FrozenLayer()
    bus = Bus(layer)
    for number in range(500):
        bus.post("events", number)
    bus.put("states", 1, {"version": 1})
    layer.thawed.set()
    await _run_for(bus.run(), 0.02)
    assert [group for group, _ in layer.sent].index("states") == 0
    assert len(layer.sent) == 6
