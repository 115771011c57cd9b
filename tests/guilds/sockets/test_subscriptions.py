"""Between the question whether somebody may see a guild and the answer, much can happen."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from channels.layers import InMemoryChannelLayer
from django.db import OperationalError

from guilds.access import Claims, Role
from guilds.sockets import subscriptions
from guilds.sockets.limits import Allowance
from guilds.sockets.listeners import Listener
from guilds.sockets.port import GuildPort
from realtime.bus import Bus
from realtime.server import Caller
from tests.guilds.cast import HARBOUR, NOW

ERIN = 7
ROOM = f"guild:{HARBOUR}"


class Door:
    """A port at which erin stands; ``answers`` are those to the question whether she may see."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.port = GuildPort(Bus(InMemoryChannelLayer()))
        self.answers: list[Callable[[], bool]] = []
        self.acknowledged: list[dict[str, Any]] = []
        claims = Claims(ERIN, "", Role.USER, NOW + timedelta(minutes=15))
        self.erin = Listener("sid", "connection", claims, Allowance(100))
        self.port.listeners.add(self.erin)
        monkeypatch.setattr(subscriptions, "in_thread", self._ask)

    async def _ask(self, question: Any, *args: Any) -> bool:
        return self.answers.pop(0)()

    async def subscribe(self) -> dict[str, Any]:
        caller = Caller("sid", "connection", self.acknowledged.append)
        await self.port.server._events["subscribe:guild"](caller, [str(HARBOUR)])
        return self.acknowledged[-1] if self.acknowledged else {}

    @property
    def rooms(self) -> set[str]:
        return set(self.port.audience.rooms_of("connection"))


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Door:
    return Door(monkeypatch)


async def test_a_grant_that_is_taken_while_we_ask_is_asked_for_again(door: Door) -> None:
    def is_taken_meanwhile() -> bool:
        door.port._subscriptions._withdrawals += 1
        return True

    door.answers = [is_taken_meanwhile, lambda: False]
    answer = await door.subscribe()
    assert answer == {"ok": False, "error": "You do not have access to this guild"}
    assert door.rooms == set()


async def test_who_leaves_while_we_ask_is_put_into_no_room(door: Door) -> None:
    door.answers = [lambda: door.port.listeners.leave("sid") is not None]
    assert await door.subscribe() == {}
    assert door.rooms == set()


async def test_with_the_database_away_the_client_is_told_to_try_again(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    def away() -> bool:
        raise OperationalError

    door.answers = [away, lambda: True]
    answer = await door.subscribe()
    assert answer["error"] == "The server can't look this up now, try again later"
    assert door.rooms == set()
    assert await door.subscribe() == {"ok": True}
    assert door.rooms == {ROOM}


async def test_an_event_before_the_token_is_refused(door: Door) -> None:
    door.port.listeners.leave("sid")
    answer = await door.subscribe()
    assert answer == {"ok": False, "error": "Authentication required"}
