"""What a new site needs before anybody can use it: an administrator, and a key to try it with."""

import secrets
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from auth_keys.models import OneTimePassword, Organisation
from auth_keys.services import issue_key

ADMINISTRATOR = "admin"
DEMO_SLUG = "demo"

# Without the letters and digits that are mistaken for each other when they are typed by hand.
_TYPABLE = "abcdefghijkmnpqrstuvwxyz23456789"


class NameTaken(Exception):
    """There is a user of the administrator's name who is none."""


def create_administrator() -> str | None:
    """The one-time password of a new superuser ``admin``, or None where there is a superuser."""
    if User.objects.filter(is_superuser=True, is_active=True).exists():
        return None
    if User.objects.filter(username=ADMINISTRATOR).exists():
        raise NameTaken(f"There is a user {ADMINISTRATOR!r} who is no active superuser")
    password = _typable_password()
    with transaction.atomic():
        user = User.objects.create_superuser(ADMINISTRATOR, password=password)
        OneTimePassword.objects.create(user=user)
    return password


def create_demo_key(now: datetime) -> str | None:
    """A key of the organisation Demo, or None where that has, or had, a key."""
    demo, _ = Organisation.objects.get_or_create(slug=DEMO_SLUG, defaults={"name": "Demo"})
    if demo.observerkeys.exists():
        return None
    _, text = issue_key(demo, label="First set-up", now=now)
    return text


def _typable_password() -> str:
    """100 bits in five groups of four."""
    groups = ("".join(secrets.choice(_TYPABLE) for _ in range(4)) for _ in range(5))
    return "-".join(groups)
