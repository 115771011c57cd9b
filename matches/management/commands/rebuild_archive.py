"""Makes the archive again from the logs, or says where the two differ."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from msgspec import MsgspecError

from matches.models import Match
from matches.services import archive

EVERY = 50  # matches between two lines of progress


class Command(BaseCommand):
    help = "Makes the archive of matches again from their logs; all matches if none are named."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--match", nargs="+", type=int, metavar="PK", help="only these")
        parser.add_argument(
            "--check",
            action="store_true",
            help="change nothing; list where archive and log differ, and exit with 1 if they do",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        pks = _chosen(options["match"])
        work = self._check if options["check"] else self._rebuild
        wrong = 0
        for done, pk in enumerate(pks, 1):
            try:
                wrong += not work(pk)
            except MsgspecError as error:
                wrong += 1
                self.stderr.write(f"match {pk}: its set-up can't be read: {error}")
            if done % EVERY == 0 or done == len(pks):
                self.stdout.write(f"{done} of {len(pks)} matches")
        if wrong:
            differ = "differ from their logs" if options["check"] else "could not be rebuilt"
            raise CommandError(f"{wrong} of {len(pks)} matches {differ}.")

    def _rebuild(self, pk: int) -> bool:
        if not archive.rebuild(pk):
            self.stdout.write(f"match {pk}: left as it is, its log is gone or it is being filled")
        return True

    def _check(self, pk: int) -> bool:
        found = archive.differences(pk)
        if found is None:
            self.stdout.write(f"match {pk}: not compared, its log is gone")
        for difference in found or []:
            self.stdout.write(f"match {pk}: {difference}")
        return not found


def _chosen(pks: list[int] | None) -> list[int]:
    known = list(Match.objects.order_by("pk").values_list("pk", flat=True))
    if pks is None:
        return known
    if unknown := sorted(set(pks) - set(known)):
        raise CommandError(f"No match {', '.join(map(str, unknown))}.")
    return pks
