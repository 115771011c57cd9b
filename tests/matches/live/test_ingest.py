"""How a match opens, is joined, is taken over, and ends; on a real database."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest
from asgiref.sync import sync_to_async
from channels.layers import InMemoryChannelLayer
from django.conf import LazySettings
from django.db import connections

from auth_keys.services import NO_ORGANISATION
from matches.engine.setup import MatchSetup, TeamSetup
from matches.live import ingest as module
from matches.live.ingest import Ingest, Joined
from matches.live.match import LiveMatch
from matches.models import ClientSession, Match, MatchEvent
from matches.services import states
from matches.services.lifecycle import CodeTakenError
from matches.services.log import from_ms
from matches.services.sessions import NewClient
from realtime.bus import Bus
from tests.matches.live.cast import GAME_END, Clock, event, setup
from tests.wire.crew import roster

pytestmark = pytest.mark.django_db(transaction=True)


class House:
    """One process's live matches, and who was told that one ended or was lost."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.ended: list[LiveMatch] = []
        self.deposed: list[LiveMatch] = []
        self.followed: list[tuple[LiveMatch, LiveMatch]] = []
        self.ingest = Ingest(
            Bus(InMemoryChannelLayer()), clock, self._on_end, self._on_deposed, self._on_followed
        )

    async def _on_end(self, match: LiveMatch) -> None:
        self.ended.append(match)

    async def _on_deposed(self, match: LiveMatch) -> None:
        self.deposed.append(match)

    async def _on_followed(self, match: LiveMatch, following: LiveMatch) -> None:
        self.followed.append((match, following))

    async def join(self, name: str, secret: str = "", chosen: MatchSetup | None = None) -> Joined:
        client = NewClient(f"pid of {name}", "observer", name)
        return await self.ingest.join(chosen or setup(), NO_ORGANISATION, secret, client)

    async def feed(self, match: LiveMatch, kind: str, data: Any = True) -> None:
        await self.ingest.accept(match, event(kind, data), "observer")
        await self.ingest.commits.flushed()


async def _until(condition: Any) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.005)


async def _until_async(condition: Any) -> None:
    async with asyncio.timeout(5):
        while not await condition():
            await asyncio.sleep(0.005)


def _is_tended_at(now_ms: int) -> Any:
    return Match.objects.filter(tended_at=from_ms(now_ms)).aexists


RIGHT_ATTACKS = TeamSetup("Lantern", "LTN", "", True)


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


async def test_a_match_is_idle_30_minutes_after_its_last_observer_left(house: House) -> None:
    opened = await house.join("alice")
    house.ingest.observed(opened.match, 1)
    house.clock.now_ms += 90 * 60_000
    await asyncio.sleep(0.05)
    assert house.ended == [], "an observer is connected, however long it has been silent"
    house.ingest.observed(opened.match, 0)
    house.clock.now_ms += 30 * 60_000
    await asyncio.sleep(0.05)
    assert house.ended == []
    house.clock.now_ms += 1
    await _until(lambda: house.ended)
    stored = await Match.objects.aget()
    assert (stored.status, stored.ending) == ("finished", "idle")


async def test_a_tech_pause_longer_than_the_idle_time_stays_with_an_observer(house: House) -> None:
    opened = await house.join("alice")
    house.ingest.observed(opened.match, 1)
    await house.feed(opened.match, "tech_pause")
    house.clock.now_ms += 48 * 3_600_000
    await asyncio.sleep(0.05)
    assert house.ended == []
    assert house.ingest.by_code("HARBOUR1") is opened.match


async def test_a_tech_pause_outlasts_the_idle_time(house: House) -> None:
    opened = await house.join("alice")
    await house.feed(opened.match, "tech_pause")
    house.clock.now_ms += 23 * 3_600_000
    await asyncio.sleep(0.05)
    assert house.ended == []
    await house.feed(opened.match, "tech_pause")
    await _until(lambda: house.ended)


async def test_a_restart_gives_the_observers_of_a_long_pause_their_time(house: House) -> None:
    """The last event is old, but an observer was there until the process ended."""
    opened = await house.join("alice")
    house.ingest.observed(opened.match, 1)
    house.clock.now_ms += 120 * 60_000
    seen_at = from_ms(house.clock.now_ms)
    await ClientSession.objects.aupdate(seen_at=seen_at)
    await house.ingest.stop()
    after = House(house.clock)
    await after.ingest.start(claim=True)
    match = after.ingest.by_code("HARBOUR1")
    assert match
    assert match.pk == opened.match.pk
    assert match.unfed_since_ms == house.clock.now_ms
    await after.ingest.stop()


async def test_a_match_that_its_process_looks_after_is_not_taken_over(house: House) -> None:
    """Its last event is old, as in a long pause."""
    opened = await house.join("alice")
    house.ingest.observed(opened.match, 1)
    house.clock.now_ms += 120 * 60_000
    await _until_async(_is_tended_at(house.clock.now_ms))
    other = House(house.clock)
    await other.ingest.start(claim=False)
    await asyncio.sleep(0.05)
    assert other.ingest.matches() == []
    await other.ingest.stop()


async def test_the_next_game_of_a_code_is_a_match_of_its_own(house: House) -> None:
    opened = await house.join("alice")
    await house.feed(opened.match, "match_start", "m1")
    await house.feed(opened.match, "score", {"team_0": 12, "team_1": 5})
    renamed = msgspec.structs.replace(
        setup(), left_team=TeamSetup("Quay", "QUA", "", False), right_team=RIGHT_ATTACKS
    )
    await house.join("desk", opened.secret or "", renamed)
    await house.ingest.follow(opened.match, "m2")
    ((former, following),) = house.followed
    assert former is opened.match
    first, second = [one async for one in Match.objects.order_by("pk")]
    assert (first.status, first.ending, first.match_id) == ("finished", "abandoned", "m1")
    assert (first.team_0_score, first.team_1_score) == (12, 5)
    assert (second.status, second.group_code, second.pk) == ("live", "HARBOUR1", following.pk)
    left, right = following.state.teams
    assert (left.team_name, left.is_attacking, left.rounds_won) == ("Quay", False, 0)
    assert (right.team_name, right.is_attacking) == ("Lantern", True)
    sessions = [one.match_id async for one in ClientSession.objects.all()]
    assert sessions == [second.pk, second.pk]
    assert (await house.join("third", opened.secret or "")).match is following


async def test_the_next_game_has_what_its_lobby_told_before_its_start(house: House) -> None:
    opened = await house.join("alice")
    await house.feed(opened.match, "match_start", "m1")
    await house.feed(opened.match, "round_info", {"roundNumber": 3, "roundPhase": "combat"})
    await house.feed(opened.match, "map", "Jam")
    await house.feed(opened.match, "roster", roster(1, 0))
    await house.ingest.follow(opened.match, "m2")
    following = house.followed[0][1]
    await house.ingest.commits.saved(following)
    assert following.state.map == "Lotus"
    assert [player.riot_id for player in following.state.teams[0].players] == ["player-1"]


async def test_a_logon_waits_for_the_match_that_follows(house: House) -> None:
    opened = await house.join("alice")
    _, joined = await asyncio.gather(
        house.ingest.follow(opened.match, "m2"), house.join("desk", opened.secret or "")
    )
    assert joined.match is house.followed[0][1]


async def test_two_observers_that_tell_of_one_game_begin_one_match(house: House) -> None:
    opened = await house.join("alice")
    await asyncio.gather(*[house.ingest.follow(opened.match, "m2") for _ in range(2)])
    assert await sync_to_async(Match.objects.count)() == 2


async def test_a_later_logon_leaves_the_organisation_as_it_is(house: House) -> None:
    opened = await house.join("alice")
    other = msgspec.structs.replace(setup(note="new"), organization_id="other")
    await house.join("desk", opened.secret or "", other)
    assert opened.match.setup.tools == {"note": "new"}
    assert opened.match.setup.organization_id == ""


async def test_a_later_logon_of_the_same_set_up_writes_nothing(house: House) -> None:
    opened = await house.join("alice")
    await house.join("desk", opened.secret or "")
    await house.ingest.commits.flushed()
    assert opened.match.seq == 0


async def test_a_later_logon_is_in_the_log(house: House) -> None:
    opened = await house.join("alice")
    chosen = msgspec.structs.replace(setup(), left_team=TeamSetup("Quay", "QUA", "", True))
    await house.join("desk", opened.secret or "", chosen)
    await house.ingest.commits.flushed()
    assert opened.match.state.teams[0].team_name == "Quay"
    stored = await Match.objects.aget()
    assert (await sync_to_async(states.newest)(stored)).state == opened.match.state


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
