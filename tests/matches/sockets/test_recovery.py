"""A client that comes back is known from memory first, from the database else."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from typing import Any

import pytest
from django.db import OperationalError

from matches.engine.events import AuxReturn, Event
from matches.live.match import LiveMatch
from matches.services.sessions import Stored
from matches.sockets import recovery as module
from matches.sockets.feeders import Feeder, Feeders
from matches.sockets.recovery import Recovery
from realtime.server import TryAgainLater
from tests.matches.live.cast import live_match

PID = "alice's pid"


class Server:
    """Stands in for the Socket.IO server: keeps what it was to send."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self._later: list[Awaitable[None]] = []

    def later(self, work: Awaitable[None]) -> None:
        self._later.append(work)

    async def done(self) -> None:
        while self._later:
            await self._later.pop()

    def tell(self, sid: str, event: str, body: dict[str, Any]) -> None:
        self.told.append((sid, event))


class Ingest:
    """Claims the one match that it has, and keeps what it was to write into its log."""

    def __init__(self, match: LiveMatch | None) -> None:
        self._match = match
        self.noted: list[Event] = []
        self.claimed: list[LiveMatch] = []  # before it

    def note(self, match: LiveMatch, event: Event) -> None:
        self.noted.append(event)

    async def claim(self, pk: int) -> LiveMatch | None:
        return self.claimed.pop() if self.claimed else self._match


class House:
    """What a process remembers of alice, and what the database does (an error: it is away)."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.feeders = Feeders(lambda match, observers: None)
        self.match = live_match()
        self.stored: Stored | Exception | None = None
        self.server, self.ingest = Server(), Ingest(self.match)
        self.recovery = Recovery(self.server, self.ingest, self.feeders)  # type: ignore[arg-type]
        monkeypatch.setattr(module, "in_thread", self._look_up)

    async def _look_up(self, *_: Any, **__: Any) -> Stored | None:
        if isinstance(self.stored, Exception):
            raise self.stored
        return self.stored

    def alice_left(self, match: LiveMatch, role: str = "observer", player_id: str = "") -> None:
        self.feeders.add(
            Feeder("sid 1", PID, role, "alice", match, session_pk=1, player_id=player_id)
        )
        self.feeders.leave("sid 1")

    async def comes_back(self) -> bool:
        """Whether the answer carries the pid that was brought."""
        answer = await self.recovery.greet("sid 2", {"pid": PID, "offset": "x"})
        return bool(answer["pid"] == PID)


@pytest.fixture
async def house(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    house = House(monkeypatch)
    yield house
    await house.server.done()


async def test_from_memory_also_while_the_database_is_away(house: House) -> None:
    house.alice_left(house.match)
    house.stored = OperationalError("no connection")
    assert await house.comes_back()
    assert [one.sid for one in house.feeders] == ["sid 2"]


async def test_from_the_database_after_a_restart(house: House) -> None:
    house.stored = Stored(7, house.match.pk, None, "auxiliary", "bob", "bob-1")
    assert await house.comes_back()
    (back,) = house.feeders
    assert (back.session_pk, back.role, back.player_id) == (7, "auxiliary", "bob-1")


async def test_who_is_unknown_while_the_database_is_away_is_not_answered(house: House) -> None:
    house.stored = OperationalError("no connection")
    with pytest.raises(TryAgainLater):
        await house.comes_back()


async def test_after_its_match_has_ended_a_client_begins_anew(house: House) -> None:
    ended = live_match()
    ended.closing = True
    house.alice_left(ended)
    assert not await house.comes_back()
    assert list(house.feeders) == [], "it may log on to another match"


async def test_a_client_that_can_not_be_restored_is_told_to_close(house: House) -> None:
    assert not await house.comes_back()
    assert house.server.told == [], "the CONNECT answer goes first"
    await house.server.done()
    assert house.server.told == [("sid 2", "close")]


async def test_a_client_that_brings_no_pid_is_not_told_to_close(house: House) -> None:
    await house.recovery.greet("sid 2", None)
    await house.server.done()
    assert house.server.told == []


@pytest.mark.parametrize("from_memory", [True, False])
async def test_a_restored_auxiliary_client_tells_at_once_what_it_told(
    house: House, from_memory: bool
) -> None:
    if from_memory:
        house.alice_left(house.match, "auxiliary", "id-alice")
    house.stored = Stored(1, house.match.pk, None, "auxiliary", "alice", "id-alice")
    assert await house.comes_back()
    assert house.ingest.noted == [AuxReturn(player_id="id-alice")]


async def test_a_client_of_a_match_that_another_followed_is_restored_to_that(
    house: House,
) -> None:
    former = live_match(2)
    former.closing, former.followed = True, asyncio.Event()
    house.alice_left(former)
    house.ingest.claimed = [former]
    house.stored = Stored(1, 2, None, "observer", "alice", "")
    coming = asyncio.create_task(house.comes_back())
    await asyncio.sleep(0)
    former.followed.set()
    assert await coming
    (back,) = house.feeders
    assert back.match is house.match


async def test_a_match_that_was_taken_back_is_gone_on_with(house: House) -> None:
    lost = live_match()
    lost.closing = True
    house.alice_left(lost)
    house.stored = Stored(1, house.match.pk, None, "observer", "alice", "")
    assert await house.comes_back()
    (back,) = house.feeders
    assert back.match is house.match


@pytest.mark.parametrize("auth", [None, "text", 5, [], {"pid": 5}, {"pid": ""}, {"pid": "x" * 65}])
async def test_what_is_no_pid_gets_a_new_one(house: House, auth: Any) -> None:
    house.stored = OperationalError("it must not be asked")
    answer = await house.recovery.greet("sid 2", auth)
    assert len(answer["pid"]) == 32
