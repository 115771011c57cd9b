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
        if password:
            self._tell("Administrator", first_setup.ADMINISTRATOR, "")
            self._tell("One-time password", password, "shown once; the first log-in asks for yours")
        if key:
            self._tell("Key of Demo", key, "shown once; for an observer client")
        if not password and not key:
            self.stdout.write("Set up already: there is an administrator and a demo organisation.")

    def _tell(self, what: str, value: str, remark: str) -> None:
        self.stdout.write(f"{what + ':':<19}{self.style.SUCCESS(value)}")
        if remark:
            self.stdout.write(f"{'':<19}({remark})")
