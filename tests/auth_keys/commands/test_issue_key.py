from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from auth_keys.models import ObserverKey, Organisation
from auth_keys.services import verify_key
from tests.auth_keys.cast import harbour

pytestmark = pytest.mark.django_db


def test_it_prints_the_key_alone(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("issue_key", harbour().slug, "--label", "gate")
    said = capsys.readouterr()
    key = ObserverKey.objects.get()
    assert verify_key(said.out.removesuffix("\n"), now=timezone.now()).key_id == key.pk
    assert (key.label, key.expires_at) == ("gate", None)
    assert key.prefix in said.err
    assert said.out.strip() not in said.err


def test_a_key_can_be_given_an_end() -> None:
    before = timezone.now()
    call_command("issue_key", harbour().slug, "--label", "gate", "--expires", "30")
    expires_at = ObserverKey.objects.get().expires_at
    assert expires_at is not None
    assert before <= expires_at - timedelta(days=30) <= timezone.now()


def test_it_creates_the_organisation_when_told_to() -> None:
    call_command("issue_key", "quiet", "--label", "gate", "--create-org", "Quiet Meridian")
    assert ObserverKey.objects.get().organisation == Organisation.objects.get(slug="quiet")


def test_an_organisation_that_is_there_is_left_as_it_is() -> None:
    call_command("issue_key", harbour().slug, "--label", "gate", "--create-org", "Other")
    assert Organisation.objects.get().name == "Harbour Broadcasts"


def test_it_says_how_to_create_an_organisation_that_is_missing() -> None:
    with pytest.raises(CommandError, match="--create-org"):
        call_command("issue_key", "quiet", "--label", "gate")


@pytest.mark.parametrize(
    "wrong",
    [
        ["no slug", "--label", "gate", "--create-org", "Name"],
        ["quiet", "--label", "gate", "--create-org", "n" * 65],
        ["quiet", "--label", "gate", "--create-org", "Harbour Broadcasts"],
        ["harbour", "--label", " "],
        ["harbour", "--label", "x" * 65],
        ["harbour", "--label", "gate", "--expires", "0"],
        ["harbour", "--label", "gate", "--expires", "soon"],
        ["harbour", "--label", "gate", "--expires", "9" * 5000],
        ["harbour"],
    ],
)
def test_a_wrong_argument_leaves_nothing_behind(wrong: list[Any]) -> None:
    harbour()
    with pytest.raises(CommandError):
        call_command("issue_key", *wrong)
    assert (Organisation.objects.count(), ObserverKey.objects.count()) == (1, 0)
