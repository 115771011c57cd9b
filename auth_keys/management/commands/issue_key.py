"""Issues a key; the key alone goes to standard output, so that it can be piped."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from auth_keys.models import Key, ObserverKey, Organisation, ReadKey
from auth_keys.services import issue

MOST_DAYS = 36_500


class Command(BaseCommand):
    help = "Issues an observer key, or a read key of the archive, and prints it, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("organisation", metavar="org-slug")
        parser.add_argument("--label", required=True, type=_label, help="where it will be used")
        parser.add_argument("--read", action="store_true", help="a read key of the archive")
        parser.add_argument("--create-org", metavar="NAME", help="create it where there is none")
        parser.add_argument("--expires", metavar="DAYS", type=_days, help="default: never")

    def handle(self, *args: Any, **options: Any) -> None:
        now, days = timezone.now(), options["expires"]
        kind: type[Key] = ReadKey if options["read"] else ObserverKey
        key, text = issue(
            kind,
            _organisation(options["organisation"], options["create_org"]),
            label=options["label"],
            expires_at=now + timedelta(days=days) if days else None,
            now=now,
        )
        notice = f"{key} of {key.organisation}. This is the only time it is shown:"
        self.stderr.write(notice, self.style.WARNING)
        self.stdout.write(text)


def _organisation(slug: str, name: str | None) -> Organisation:
    found = Organisation.objects.filter(slug=slug).first()
    if found:
        return found
    if not name:
        raise CommandError(f"No organisation {slug!r}. Create it: --create-org NAME")
    organisation = Organisation(slug=slug, name=name)
    try:
        organisation.full_clean()
    except ValidationError as error:
        raise CommandError("; ".join(error.messages)) from error
    organisation.save()
    return organisation


def _label(text: str) -> str:
    try:
        return str(ObserverKey._meta.get_field("label").clean(text.strip(), None))
    except ValidationError as error:
        raise ArgumentTypeError("; ".join(error.messages)) from error


def _days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_DAYS:
        raise ArgumentTypeError(f"whole days from 1 to {MOST_DAYS}")
    return int(text)
