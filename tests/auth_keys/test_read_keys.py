"""Read keys read, observer keys feed, and neither does the other's work."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from auth_keys.keys import is_well_formed
from auth_keys.models import ObserverKey, ReadKey
from auth_keys.services import (
    KeyRefused,
    issue_read_key,
    revoke_key,
    rotate_key,
    verify_key,
    verify_read_key,
)
from tests.auth_keys.cast import HOUR, NOW, harbour, key_of_harbour

pytestmark = pytest.mark.django_db

LIST = "/admin/auth_keys/readkey/"


def read_key_of_harbour(**more: Any) -> tuple[ReadKey, str]:
    return issue_read_key(harbour(), label="statistics", now=NOW, **more)


def test_a_read_key_names_its_organisation_without_another_query(
    django_assert_num_queries: Any,
) -> None:
    key, text = read_key_of_harbour()
    with django_assert_num_queries(2):
        verified = verify_read_key(f" {text} ", now=NOW)
        assert (verified, verified.organisation.name) == (key, "Harbour Broadcasts")


def test_an_observer_key_reads_nothing() -> None:
    _, text = key_of_harbour()
    with pytest.raises(KeyRefused, match="unknown"):
        verify_read_key(text, now=NOW)


def test_a_read_key_feeds_nothing() -> None:
    _, text = read_key_of_harbour()
    with pytest.raises(KeyRefused, match="unknown"):
        verify_key(text, now=NOW)


def test_no_setting_stands_in_for_a_read_key(settings: Any) -> None:
    settings.AUTH_KEY, settings.REQUIRE_AUTH_KEY = "studio-secret", False
    for text in ("studio-secret", "anything", ""):
        with pytest.raises(KeyRefused):
            verify_read_key(text, now=NOW)


def test_a_read_key_ends_when_it_is_revoked_or_expires() -> None:
    revoked, its_text = read_key_of_harbour()
    assert revoke_key(revoked, now=NOW)
    with pytest.raises(KeyRefused, match="revoked"):
        verify_read_key(its_text, now=NOW)
    _, text = read_key_of_harbour(expires_at=NOW + HOUR)
    with pytest.raises(KeyRefused, match="expired"):
        verify_read_key(text, now=NOW + HOUR)


def test_a_rotated_read_key_is_followed_by_a_read_key() -> None:
    old, old_text = read_key_of_harbour()
    new, new_text = rotate_key(old, overlap=timedelta(0), now=NOW)
    assert verify_read_key(new_text, now=NOW) == new
    with pytest.raises(KeyRefused, match="expired"):
        verify_read_key(old_text, now=NOW)


def test_its_use_is_noted() -> None:
    key, text = read_key_of_harbour()
    verify_read_key(text, now=NOW)
    key.refresh_from_db()
    assert key.last_used_at == NOW


def test_the_command_issues_a_read_key_when_told_to(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("issue_key", harbour().slug, "--label", "statistics", "--read")
    text = capsys.readouterr().out.strip()
    assert verify_read_key(text, now=timezone.now()).label == "statistics"
    assert not ObserverKey.objects.exists()


def test_the_command_revokes_keys_of_both_kinds() -> None:
    observer_key, _ = key_of_harbour(label="desk")
    read_key, _ = read_key_of_harbour()
    call_command("revoke_key", "statistics", observer_key.prefix)
    for key in (observer_key, read_key):
        key.refresh_from_db()
        assert key.revoked_at is not None


def test_the_admin_issues_a_read_key_and_shows_it_once(admin_client: Client) -> None:
    answers = {"organisation": harbour().pk, "label": "statistics", "lifetime": ""}
    page = admin_client.post(LIST + "add/", answers).content.decode()
    (text,) = [found for found in re.findall(r"spectra_\w+", page) if is_well_formed(found)]
    assert verify_read_key(text, now=timezone.now()).label == "statistics"
    assert text not in admin_client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("add/", "reads the archive of its organisation"),
        ("revoke/?keys={key}", "Whatever reads the archive with it is refused"),
        ("rotate/?keys={key}", "A new key takes the place of it"),
        ("{key}/change/", "statistics"),
    ],
)
def test_the_admin_says_what_a_read_key_does(admin_client: Client, page: str, says: str) -> None:
    key, _ = read_key_of_harbour()
    answer = admin_client.get(LIST + page.format(key=key.pk)).content.decode()
    assert says in answer
    assert "Whoever observes a match" not in answer


def test_the_admin_revokes_a_read_key_and_no_observer_key_of_the_same_number(
    admin_client: Client,
) -> None:
    observer_key, _ = key_of_harbour()
    read_key, _ = read_key_of_harbour()
    answer = admin_client.post(LIST + "revoke/", {"keys": read_key.pk})
    assert answer["Location"] == LIST
    for key in (observer_key, read_key):
        key.refresh_from_db()
    assert (observer_key.revoked_at, read_key.revoked_at is None) == (None, False)


def test_the_pages_of_an_organisation_lead_to_its_read_keys(admin_client: Client) -> None:
    page = admin_client.get(f"/admin/auth_keys/organisation/{harbour().pk}/change/")
    assert f"{LIST}add/?organisation={harbour().pk}" in page.content.decode()
