"""At once when the last state is 100 ms old, coalesced otherwise, the final one always."""

import asyncio
import json
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


async def test_a_state_a_little_early_goes_out_and_the_next_one_keeps_its_time(
    publisher: Publisher, outbox: Outbox
) -> None:
    match = live_match()
    due = match.publish_at = asyncio.get_running_loop().time() + module.EARLY / 2
    publisher.changed(match)
    assert len(outbox.messages) == 1
    assert match.publish_at == due + module.INTERVAL


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
