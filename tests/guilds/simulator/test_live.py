"""A simulated community lives on through the same recorder as what Discord tells."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

import pytest
from asgiref.sync import sync_to_async

from guilds.bot.recorder import Recorder
from guilds.models import EVENTS
from guilds.simulator.cast import Community, draw_community
from guilds.simulator.happenings import Happening, Left
from guilds.simulator.live import live
from guilds.simulator.past import introduce
from guilds.simulator.script import simulate
from guilds.values import Live
from spectra_site.clock import now

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 1e9  # events a second


@pytest.fixture
def community() -> Community:
    community = draw_community(3, 30)
    introduce(community)
    return community


def times() -> list[object]:
    return [at for table in EVENTS for at in table.objects.values_list("at", flat=True)]


async def test_everything_happens_now_and_is_handed_on(community: Community) -> None:
    began = now()
    script = list(islice(simulate(community, began + timedelta(days=400)), 150))
    told: list[Live] = []
    reports: list[int] = []

    def report(recorder: Recorder) -> None:
        reports.append(recorder.counts["stored"])

    await live(community, script, AT_ONCE, told.append, report)
    stored = await sync_to_async(times)()
    assert len(stored) == sum(not isinstance(one, Left) for one in script)
    assert all(began <= at <= now() for at in stored)  # type: ignore[operator]
    assert told
    assert {live.room_guild_id for live in told} == {community.id}
    assert reports[-1] == 150


async def test_what_has_happened_when_it_is_stopped_is_stored(community: Community) -> None:
    reports: list[Recorder] = []
    under_way = asyncio.Event()

    def script() -> Iterator[Happening]:
        for number, one in enumerate(simulate(community, now())):
            if number == 120:
                under_way.set()
            yield one

    living = asyncio.create_task(live(community, script(), 500, lambda _: None, reports.append))
    await under_way.wait()
    living.cancel()
    await asyncio.gather(living, return_exceptions=True)
    recorder = reports[-1]
    assert recorder.waiting == 0
    assert recorder.counts["stored"] >= 120
    assert len(await sync_to_async(times)()) >= 100
