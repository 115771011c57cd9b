"""Takes a player out of every finished match: name, tagline and Riot ID."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from matches.services import privacy


class Command(BaseCommand):
    help = (
        "Replaces a player by nobody in particular in all finished matches, in logs and archive. "
        "There is no way back. Reads every log, which takes a while."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("riot_id", metavar="riot-id", help="as the match page shows it")

    def handle(self, *args: Any, **options: Any) -> None:
        riot_id = options["riot_id"]
        matches = privacy.matches_with(riot_id) if riot_id else []
        if not matches:
            raise CommandError("No match knows a player of this Riot ID.")
        live = []
        for match in matches:
            try:
                privacy.anonymise(match.pk, riot_id)
                self.stdout.write(f"match {match.pk} ({match.group_code}): done")
            except privacy.LiveError:
                live.append(f"{match.pk} ({match.group_code})")
        if live:
            raise CommandError(
                f"The player is in a match that is live: {', '.join(live)}. "
                "It was left as it is. Run this again when it is over."
            )
