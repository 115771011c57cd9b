"""How a match opens, is joined, is taken over, and ends; on a real database."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.layers import InMemoryChannelLayer
from django.conf import LazySettings
from django.db import connections

from auth_keys.services import NO_ORGANISATION
from matches.live import ingest as module
from matches.live.ingest import Ingest, Joined
from matches.live.match import LiveMatch
from matches.models import Match, MatchEvent
from matches.services.lifecycle import CodeTakenError
from matches.services.sessions import NewClient
from realtime.bus import Bus
from tests.matches.live.cast import GAME_END, Clock, event, setup

pytestmark = pytest.mark.django_db(transaction=True)


class House:
    """One process's live matches, and who was told that one ended or was lost."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.ended: list[LiveMatch] = []
        self.deposed: list[LiveMatch] = []
        self.ingest = Ingest(Bus(InMemoryChannelLayer()), clock, self._on_end, self._on_deposed)

    async def _on_end(self, match: LiveMatch) -> None:
        self.ended.append(match)

    async def _on_deposed(self, match: LiveMatch) -> None:
        self.deposed.append(match)

    async def join(self, name: str, secret: str = "") -> Joined:
        client = NewClient(f"pid of {name}", "observer", name)
        return await self.ingest.join(setup(), NO_ORGANISATION, secret, client)

    async def feed(self, match: LiveMatch, kind: str, data: Any = True) -> None:
        await self.ingest.accept(match, event(kind, data), "observer")
        await self.ingest.commits.flushed()


async def _until(condition: Any) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.005)


@pytest.fixture
async def house(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    monkeypatch.setattr(module, "SWEEP_EVERY", 0.01)
    house = House(Clock())
    await house.ingest.start(claim=False)
    yield house
    await house.ingest.stop()
    await sync_to_async(connections.close_all)()  # of the thread in which our own queries run


async def test_only_the_secret_of_the_match_lets_a_second_observer_in(house: House) -> None:
    opened = await house.join("alice")
    assert opened.secret
    joined = await house.join("second desk", opened.secret)
    assert (joined.match, joined.secret) == (opened.match, None)
    for wrong in ("", opened.secret[:-1], opened.secret.lower()):
        with pytest.raises(CodeTakenError):
            await house.join("mallory", wrong)


async def test_two_logons_at_once_open_one_match(house: House) -> None:
    results = await asyncio.gather(house.join("alice"), house.join("bob"), return_exceptions=True)
    assert [type(result) for result in results].count(CodeTakenError) == 1
    assert await sync_to_async(Match.objects.count)() == 1


async def test_a_restart_brings_back_every_live_match_as_it_was(house: House) -> None:
    opened = await house.join("alice")
    await house.feed(opened.match, "tech_pause")
    await house.ingest.stop()
    after = House(house.clock)
    await after.ingest.start(claim=True)
    match = after.ingest.by_code("HARBOUR1")
    assert match
    assert match.state == opened.match.state
    assert (match.seq, match.epoch) == (1, 2)
    await after.ingest.stop()


async def test_of_two_processes_the_one_that_took_over_writes_and_the_other_lets_go(
    house: House,
) -> None:
    opened = await house.join("alice")
    await house.feed(opened.match, "tech_pause")
    other = House(house.clock)
    await other.ingest.start(claim=False)
    taken = (await other.join("second desk", opened.secret or "")).match
    await house.feed(opened.match, "switch_kda_credits")
    assert house.deposed == [opened.match]
    await other.feed(taken, "switch_kda_credits")
    assert [one.seq async for one in MatchEvent.objects.order_by("pk")] == [1, 2]
    assert house.ingest.matches() == []
    await other.ingest.stop()


async def test_game_end_closes_the_match_once_and_frees_the_code(house: House) -> None:
    opened = await house.join("alice")
    await house.feed(opened.match, *GAME_END)
    await _until(lambda: house.ended)
    stored = await Match.objects.aget()
    assert (stored.status, stored.ending) == ("finished", "game_end")
    assert stored.team_info
    assert stored.team_info["leftTeam"]["name"] == "Harbour"
    assert (await house.join("next")).secret


async def test_a_match_whose_end_was_logged_but_not_closed_is_closed_after_a_restart(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = await house.join("alice")
    monkeypatch.setattr(house.ingest, "end", lambda *_: None)
    await house.feed(opened.match, *GAME_END)
    after = House(house.clock)
    await after.ingest.start(claim=True)
    await _until(lambda: after.ended)
    assert (await Match.objects.aget()).status == "finished"
    await after.ingest.stop()


async def test_a_match_without_an_event_for_30_minutes_is_completed(house: House) -> None:
    opened = await house.join("alice")
    house.clock.now_ms += 29 * 60_000
    await house.feed(opened.match, "tech_pause")
    house.clock.now_ms += 30 * 60_000
    await asyncio.sleep(0.05)
    assert house.ended == []
    house.clock.now_ms += 1
    await _until(lambda: house.ended)
    stored = await Match.objects.aget()
    assert (stored.status, stored.ending) == ("finished", "idle")


async def test_a_match_whose_process_is_gone_is_completed_by_another(house: House) -> None:
    gone = House(house.clock)
    await gone.ingest.start(claim=False)
    await gone.join("alice")
    await gone.ingest.stop()
    house.clock.now_ms += 30 * 60_000 + 1
    await _until(lambda: house.ended)
    assert (await Match.objects.aget()).status == "finished"


async def test_the_idle_time_can_be_set(house: House, settings: LazySettings) -> None:
    settings.IDLE_MATCH_TIMEOUT = 60
    await house.join("alice")
    house.clock.now_ms += 60_001
    await _until(lambda: house.ended)


async def test_what_is_queued_reaches_the_log_before_a_stop(house: House) -> None:
    opened = await house.join("alice")
    for _ in range(500):
        await house.ingest.accept(opened.match, event("tech_pause"), "observer")
    await house.ingest.stop()
    assert await sync_to_async(MatchEvent.objects.count)() == 500


async def test_times_of_receipt_never_run_backwards(house: House) -> None:
    opened = await house.join("alice")
    await house.feed(opened.match, "tech_pause")
    house.clock.now_ms -= 5_000
    await house.feed(opened.match, "tech_pause")
    first, second = [one.received_ms async for one in MatchEvent.objects.order_by("seq")]
    assert second >= first
