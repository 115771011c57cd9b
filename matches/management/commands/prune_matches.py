"""Deletes old matches, or their logs alone. Without a number of days everything is kept."""

import argparse
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from msgspec import MsgspecError

from matches.models import Match
from matches.services import retention
from spectra_site.clock import now

MOST_DAYS = 36_500


class Command(BaseCommand):
    help = (
        "Deletes the logs of matches that ended so many days ago, or the matches as a whole. "
        "Keeps everything unless told otherwise, and always what is live."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--events-after",
            type=_days,
            metavar="DAYS",
            help="delete the log; results, rounds, players and kills stay",
        )
        parser.add_argument(
            "--matches-after", type=_days, metavar="DAYS", help="delete all that is known of it"
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *args: Any, **options: Any) -> None:
        self.dry_run, self.kept = options["dry_run"], 0
        if options["matches_after"] is None and options["events_after"] is None:
            self.stdout.write("Nothing to do: without a number of days everything is kept.")
        # Whole matches go first: their logs need no pruning of their own.
        doomed = self._older_than(options["matches_after"])
        for match in doomed:
            self._erase(match)
        gone = {match.pk for match in doomed}
        for match in self._older_than(options["events_after"]):
            if match.pk not in gone and match.events_pruned_at is None:
                self._prune(match)
        if self.kept:
            raise CommandError(f"{self.kept} {'log was' if self.kept == 1 else 'logs were'} kept.")

    def _older_than(self, days: int | None) -> list[Match]:
        if days is None:
            return []
        old: QuerySet[Match] = retention.ended_before(now() - timedelta(days=days))
        return list(old.defer("setup", "team_info"))

    def _erase(self, match: Match) -> None:
        if self.dry_run:
            self.stdout.write(f"would delete match {_named(match)}")
        elif retention.erase_match(match.pk):
            self.stdout.write(f"deleted match {_named(match)}")

    def _prune(self, match: Match) -> None:
        if self.dry_run:
            self.stdout.write(f"would delete the {match.last_seq} events of match {_named(match)}")
            return
        deleted = _pruned(match)
        if deleted is None:
            self.kept += 1
            self.stderr.write(
                f"kept the log of match {_named(match)}: it is not all in the archive; "
                f"try rebuild_archive --match {match.pk}"
            )
        else:
            self.stdout.write(f"deleted the {deleted} events of match {_named(match)}")


def _pruned(match: Match) -> int | None:
    try:
        return retention.prune_events(match.pk, now())
    except MsgspecError:
        return None  # its set-up can't be read, so neither can its archive be made


def _named(match: Match) -> str:
    return f"{match.pk} ({match.group_code}, ended {match.ended_at:%Y-%m-%d})"


def _days(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > MOST_DAYS:
        raise argparse.ArgumentTypeError(f"give a whole number of days, 0 to {MOST_DAYS}")
    return int(text)
