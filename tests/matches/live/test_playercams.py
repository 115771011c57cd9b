"""What a crew changes gets into the log of the live match that follows it, once."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.layers import InMemoryChannelLayer
from django.db import connections
from msgspec.structs import replace

from auth_keys.models import Organisation
from auth_keys.services import Access
from matches.live.ingest import Ingest
from matches.live.match import LiveMatch
from matches.live.playercams import CrewWatch
from matches.models import MatchEvent, PlayercamSession
from matches.services import playercams
from matches.services.log import from_ms
from matches.services.sessions import NewClient
from realtime.bus import Bus
from tests.matches.live.cast import START_MS, Clock, setup

pytestmark = pytest.mark.django_db(transaction=True)

NOW = from_ms(START_MS)


async def nobody(*matches: LiveMatch) -> None:
    """Has no clients to tell."""


class Desk:
    """A process with one live match of Harbour, and the crew of Harbour."""

    def __init__(self) -> None:
        self.ingest = Ingest(Bus(InMemoryChannelLayer()), Clock(), nobody, nobody, nobody)
        self.watch = CrewWatch(self.ingest)

    async def open(self, owner: Organisation) -> None:
        access = Access(None, owner.pk, owner.name, False, "open")
        mine = replace(setup(), organization_id=str(owner.pk))
        await self.ingest.join(mine, access, "", NewClient("pid", "observer", "alice"))

    async def start_session(self, owner: Organisation) -> PlayercamSession:
        create = sync_to_async(playercams.create_session)
        return (await create(owner.pk, group_code="HARBOUR1", now=NOW))[0]

    async def set(self, session: PlayercamSession, name: str, shown: str = "") -> None:
        change = sync_to_async(playercams.set_player)
        await change(session.pk, name, shown=shown, camera=True, now=NOW)

    async def look(self) -> None:
        await self.watch.look(NOW)
        await self.ingest.commits.flushed()

    @property
    def match(self) -> LiveMatch:
        (match,) = self.ingest.matches()
        return match

    @property
    def cameras(self) -> tuple[str, ...] | None:
        return self.match.state.crew.enabled_players if self.match.state.crew else None

    async def logged(self) -> list[dict[str, Any]]:
        rows = MatchEvent.objects.filter(type="playercams").order_by("seq")
        return [json.loads(bytes(row.data)) async for row in rows]


@pytest.fixture
def harbour() -> Organisation:
    return Organisation.objects.create(name="Harbour Broadcasts", slug="harbour")


@pytest.fixture
async def desk(harbour: Organisation) -> AsyncIterator[Desk]:
    desk = Desk()
    await desk.ingest.start(claim=False)
    await desk.open(harbour)
    yield desk
    await desk.ingest.stop()
    await sync_to_async(connections.close_all)()  # of the thread in which our own queries run


async def test_a_change_of_the_crew_is_logged_once_and_folded(
    desk: Desk, harbour: Organisation
) -> None:
    session = await desk.start_session(harbour)
    await desk.set(session, "alice#AL", "A")
    await desk.look()
    await desk.look()
    assert desk.cameras == ("alice#AL",)
    assert await desk.logged() == [
        {
            "type": "playercams",
            "identifier": session.identifier,
            "revision": 1,
            "overrides": [["alice#AL", "A"]],
            "enabledPlayers": ["alice#AL"],
        }
    ]


async def test_a_change_that_waits_for_its_commit_is_not_logged_again(
    desk: Desk, harbour: Organisation
) -> None:
    session = await desk.start_session(harbour)
    await desk.set(session, "alice#AL")
    for _ in range(3):
        await desk.watch.look(NOW)
    await desk.ingest.commits.flushed()
    assert len(await desk.logged()) == 1


async def test_a_process_that_takes_the_match_over_does_not_repeat_the_crew(
    desk: Desk, harbour: Organisation
) -> None:
    await desk.set(await desk.start_session(harbour), "alice#AL")
    await desk.look()
    desk.watch = CrewWatch(desk.ingest)
    await desk.look()
    assert len(await desk.logged()) == 1


async def test_a_crew_of_another_organisation_changes_nothing(
    desk: Desk, harbour: Organisation
) -> None:
    lantern = await Organisation.objects.acreate(name="Lantern League", slug="lantern")
    await desk.set(await desk.start_session(lantern), "alice#AL")
    await desk.look()
    assert desk.cameras is None
    await desk.set(await desk.start_session(harbour), "bob#BO")
    await desk.look()
    assert desk.cameras == ("bob#BO",)


async def test_a_session_without_any_change_takes_nothing_off_the_air(
    desk: Desk, harbour: Organisation
) -> None:
    await desk.start_session(harbour)
    await desk.look()
    assert await desk.logged() == []


async def test_a_new_session_starts_empty_on_air_too(desk: Desk, harbour: Organisation) -> None:
    await desk.set(await desk.start_session(harbour), "alice#AL")
    await desk.look()
    await desk.start_session(harbour)
    await desk.look()
    assert desk.cameras == ()


async def test_a_crew_s_change_keeps_no_idle_match_alive(desk: Desk, harbour: Organisation) -> None:
    before = desk.match.last_event_ms
    desk.ingest._clock.now_ms += 60_000  # type: ignore[attr-defined]
    await desk.set(await desk.start_session(harbour), "alice#AL")
    await desk.look()
    assert desk.match.last_event_ms == before
