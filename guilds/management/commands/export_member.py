"""Prints all that is known of a member as JSON."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from guilds.management import finding
from guilds.services.exporting import export_member
from spectra_site.clock import now


class Command(BaseCommand):
    help = "Prints all that is known of a member, as a JSON array with an object for each guild."

    def add_arguments(self, parser: ArgumentParser) -> None:
        finding.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        members = finding.members_named(options["user_id"], options["guild"])
        exports = [export_member(member, now=now()) for member in members]
        self.stdout.write(json.dumps(exports, indent=1, ensure_ascii=False))
