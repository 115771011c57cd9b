"""Lets a simulated community live on: the same way into the database as what Discord tells."""

import asyncio
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from guilds.bot.recorder import Deliver, Job, Recorder
from guilds.services import recording
from guilds.simulator.cast import Community
from guilds.simulator.happenings import (
    GotRoles,
    Happening,
    Joined,
    Left,
    Reacted,
    Showed,
    Spoke,
    Typed,
    Wrote,
)
from spectra_site.clock import now

REPORT_EVERY = 10.0  # seconds
MOST_WAITING = 1_000  # events that may wait for the database before the next one does

Report = Callable[[Recorder], None]


async def live(
    community: Community,
    happenings: Iterable[Happening],
    rate: float,
    deliver: Deliver,
    report: Report,
) -> None:
    """So many events a second, each as if it happened now, until cancelled or there are no more.

    They keep the order in which things happen, and not the pace of the day.
    """
    recorder = Recorder(deliver)
    storing = asyncio.create_task(recorder.run())
    reporting = asyncio.create_task(_keep_reporting(report, recorder))
    try:
        await _play(community, happenings, rate, recorder)
    finally:
        await recorder.finish()
        for task in (storing, reporting):
            task.cancel()
        await asyncio.gather(storing, reporting, return_exceptions=True)
        report(recorder)


async def _play(
    community: Community, happenings: Iterable[Happening], rate: float, recorder: Recorder
) -> None:
    began = time.monotonic()
    for number, one in enumerate(happenings):
        # A pause of nothing, too, lets the recorder have its turn.
        await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
        if recorder.waiting >= MOST_WAITING:
            await recorder.flushed()
        recorder.put(job_of(community.id, one, now()))


def job_of(guild_id: int, one: Happening, at: datetime) -> Job:
    """What the bot would have the recorder do."""
    match one:
        case Typed():
            return partial(recording.typing_started, guild_id, one.who, one.channel, at)
        case Wrote():
            return partial(recording.message_sent, guild_id, one.who, one.channel, at)
        case Reacted():
            return partial(recording.reaction_added, guild_id, one.who, one.channel, at)
        case Spoke():
            return partial(recording.voice_changed, guild_id, one.who, one.channel, one.kind, at)
        case Showed():
            status, clients = one.status, one.platforms
            return partial(recording.presence_changed, guild_id, one.who, status, clients, at)
        case GotRoles():
            return partial(recording.roles_changed, guild_id, one.who, one.added, one.removed, at)
        case Joined():
            return partial(recording.member_joined, guild_id, one.who, at, at)
        case Left():
            return partial(recording.member_left, guild_id, one.who, at)
    raise TypeError(f"nothing records {type(one).__name__}")


async def _keep_reporting(report: Report, recorder: Recorder) -> None:
    while True:
        await asyncio.sleep(REPORT_EVERY)
        report(recorder)
