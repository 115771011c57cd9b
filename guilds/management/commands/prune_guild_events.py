"""Deletes what happened in guilds too long ago to be kept."""

import argparse
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from guilds.services.pruning import outdated, prune
from spectra_site.clock import now

MOST_DAYS = 36_500


class Command(BaseCommand):
    help = "Deletes the events of guilds that are older than so many days, and who left before."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--days", type=_days, default=settings.GUILD_EVENTS_DAYS, help="default: %(default)s"
        )
        parser.add_argument("--dry-run", action="store_true", help="only say how many there are")

    def handle(self, *args: Any, **options: Any) -> None:
        before = now() - timedelta(days=options["days"])
        if options["dry_run"]:
            rows = sum(old.count() for old in outdated(before))
            self.stdout.write(f"would delete {rows:,} rows from before {before:%Y-%m-%d %H:%M}")
            return
        rows = prune(before)
        self.stdout.write(f"deleted {rows:,} rows from before {before:%Y-%m-%d %H:%M}")


def _days(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_DAYS:
        raise argparse.ArgumentTypeError(f"give a whole number of days, 1 to {MOST_DAYS}")
    return int(text)
