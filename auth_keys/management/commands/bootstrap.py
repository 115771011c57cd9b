"""The first set-up, as often as you like: it only adds what is missing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from auth_keys import first_setup


class Command(BaseCommand):
    help = "Creates the first administrator and a demo organisation with a key, once."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            password = first_setup.create_administrator()
        except first_setup.NameTaken as error:
            raise CommandError(f"{error}. Create one: manage.py createsuperuser") from error
        key = first_setup.create_demo_key(timezone.now())
        if password or key:
            self._tell(password, key)
        elif options["verbosity"] > 0:
            self.stdout.write("Set up already: there is an administrator and a demo organisation.")

    def _tell(self, password: str | None, key: str | None) -> None:
        """At any verbosity: there is no second chance to see these."""
        self.stdout.write("\nFirst set-up. Note this down, it is shown only now:\n\n")
        if password:
            self._row("administrator", first_setup.ADMINISTRATOR)
            self._row("one-time password", password, "the first log-in asks for your own")
        if key:
            self._row("key of Demo", key, "for an observer client")

    def _row(self, what: str, value: str, remark: str = "") -> None:
        line = f"  {what:<18}{self.style.SUCCESS(value)}"
        self.stdout.write(f"{line}  ({remark})" if remark else line)
