import re

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone

from auth_keys.models import ObserverKey, OneTimePassword, Organisation
from auth_keys.services import revoke_key, verify_key

pytestmark = pytest.mark.django_db

PASSWORD = re.compile(r"\b[a-z2-9]{4}(?:-[a-z2-9]{4}){4}\b")
KEY = re.compile(r"spectra_\w+")


def bootstrap(capsys: pytest.CaptureFixture[str]) -> str:
    call_command("bootstrap")
    return capsys.readouterr().out


def test_it_makes_an_administrator_who_can_log_on(capsys: pytest.CaptureFixture[str]) -> None:
    (password,) = PASSWORD.findall(bootstrap(capsys))
    user = authenticate(username="admin", password=password)
    assert isinstance(user, User)
    assert user.is_superuser
    assert OneTimePassword.objects.get().user == user


def test_it_makes_a_demo_organisation_with_a_good_key(capsys: pytest.CaptureFixture[str]) -> None:
    (text,) = KEY.findall(bootstrap(capsys))
    assert verify_key(text, now=timezone.now()).organisation_name == "Demo"
    assert Organisation.objects.get().slug == "demo"


def test_later_it_adds_nothing_and_tells_no_secret(capsys: pytest.CaptureFixture[str]) -> None:
    bootstrap(capsys)
    said = bootstrap(capsys)
    assert "Set up already" in said
    assert not PASSWORD.search(said)
    assert not KEY.search(said)
    assert (User.objects.count(), ObserverKey.objects.count()) == (1, 1)


def test_it_adds_only_what_is_missing(capsys: pytest.CaptureFixture[str], admin_user: User) -> None:
    said = bootstrap(capsys)
    assert not PASSWORD.search(said)
    assert KEY.search(said)
    assert not OneTimePassword.objects.exists()


def test_it_does_not_replace_a_demo_key_that_was_revoked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bootstrap(capsys)
    revoke_key(ObserverKey.objects.get(), now=timezone.now())
    assert not KEY.search(bootstrap(capsys))


def test_it_makes_no_administrator_of_somebody_else_called_admin() -> None:
    User.objects.create_user("admin")
    with pytest.raises(CommandError, match="createsuperuser"):
        call_command("bootstrap")
    assert not User.objects.filter(is_superuser=True).exists()
