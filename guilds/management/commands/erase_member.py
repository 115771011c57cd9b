"""Deletes a member and all that the member did."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from guilds.management import finding
from guilds.services.erasing import erase_member
from spectra_site.clock import now


class Command(BaseCommand):
    help = (
        "Deletes all that is known of a member, in every guild or in one. There is no way back. "
        "Whoever is still in the guild is noted again from then on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        finding.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        for member in finding.members_named(options["user_id"], options["guild"]):
            rows = erase_member(member, now=now())
            self.stdout.write(f"{member.guild} ({member.guild_id}): {rows:,} rows deleted")
