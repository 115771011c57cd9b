"""Makes a believable community: its last days at once, and then, if wanted, its life."""

import argparse
import asyncio
import signal
import time
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from guilds.bot.recorder import Recorder
from guilds.live.announcer import announcing
from guilds.simulator.cast import Community, draw_community
from guilds.simulator.live import live
from guilds.simulator.past import fill, introduce
from guilds.simulator.script import simulate
from spectra_site.clock import now

MOST_SEEDS, MOST_MEMBERS, MOST_DAYS, MOST_EVENTS = 1_000_000, 100_000, 365, 10_000


class Command(BaseCommand):
    help = (
        "Make an invented community with its last days, instead of what it had before. "
        "The same seed, the same community."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--seed", type=_whole(0, MOST_SEEDS), default=1, help="default: %(default)s"
        )
        parser.add_argument(
            "--members", type=_whole(1, MOST_MEMBERS), default=400, help="default: %(default)s"
        )
        parser.add_argument(
            "--days",
            type=_whole(0, MOST_DAYS),
            default=7,
            help="days of its past; 0 leaves the past as it is (default: %(default)s)",
        )
        parser.add_argument("--live", action="store_true", help="let it live on, until Ctrl-C")
        parser.add_argument(
            "--rate",
            type=_whole(1, MOST_EVENTS),
            default=5,
            help="events a second while it lives (default: %(default)s)",
        )

    def handle(self, **options: Any) -> None:
        community = draw_community(options["seed"], options["members"])
        introduce(community)
        self.stdout.write(f"{community.name} ({community.id}): {len(community.people)} members")
        if options["days"]:
            self._fill(community, timedelta(days=options["days"]))
        if options["live"]:
            asyncio.run(self._live(community, options["rate"]))

    def _fill(self, community: Community, span: timedelta) -> None:
        began, end = time.monotonic(), now()
        stored = fill(community, end - span, end)
        seconds = time.monotonic() - began
        self.stdout.write(f"{stored:,} events of {span.days} days, in {seconds:.1f} s")

    async def _live(self, community: Community, rate: int) -> None:
        if not settings.REDIS_URL:
            self.stdout.write("REDIS_URL is not set: it is stored, and no dashboard hears of it.")
        self.stdout.write(f"{rate} events a second from now on. Ctrl-C stops it.")
        self.stdout.flush()
        script = simulate(community, now())
        async with announcing() as announcer:
            life = live(community, script, rate, announcer.deliver, self._report)
            living = asyncio.create_task(life)
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, living.cancel)
            with suppress(asyncio.CancelledError):
                await living
        self.stdout.write("Stopped.")

    def _report(self, recorder: Recorder) -> None:
        self.stdout.write(f"{recorder.counts['stored']:,} stored, {recorder.waiting:,} waiting")
        self.stdout.flush()


def _whole(low: int, high: int) -> Any:
    def parse(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"give a whole number, {low} to {high}")
        return int(text)

    return parse
