"""Revokes keys; the observers of an observer key are disconnected within a second."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from auth_keys.keys import MARK, prefix_of
from auth_keys.models import Key, ObserverKey, ReadKey
from auth_keys.services import revoke_key

KINDS: tuple[type[Key], ...] = (ObserverKey, ReadKey)


class Command(BaseCommand):
    help = "Revokes keys of either kind, named by the 16 characters that are shown or by label."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("keys", nargs="+", metavar="prefix-or-label")

    def handle(self, *args: Any, **options: Any) -> None:
        # All are looked up first: a name that is wrong revokes nothing.
        for key in [_key(name) for name in options["keys"]]:
            revoked = revoke_key(key, now=timezone.now())
            self.stdout.write(f"{key} {'revoked' if revoked else 'was revoked already'}.")


def _key(name: str) -> Key:
    column = "label"
    if name.startswith(MARK):
        column, name = "prefix", prefix_of(name)  # of a whole key, no more is ever printed
    found = [key for kind in KINDS for key in kind._default_manager.filter(**{column: name})]
    candidates = [key for key in found if key.revoked_at is None] or found
    if not candidates:
        raise CommandError(f"No key {name!r}. The admin lists all keys.")
    if len(candidates) > 1:
        choices = ", ".join(key.prefix for key in candidates)
        raise CommandError(f"{name!r} names {len(candidates)} keys: give one of {choices}")
    return candidates[0]
