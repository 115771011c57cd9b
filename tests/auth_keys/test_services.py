from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError

from auth_keys.keys import new_key
from auth_keys.models import ObserverKey
from auth_keys.services import (
    Access,
    CannotRotate,
    KeyRefused,
    issue_key,
    revoke_key,
    rotate_key,
    verify_key,
)
from tests.auth_keys.cast import DAY, HOUR, MINUTE, NOW, harbour, key_of_harbour

pytestmark = pytest.mark.django_db

NOBODY = Access(None, None, "", False, "open")


@pytest.fixture(autouse=True)
def keys_are_required(settings: Any) -> None:
    settings.REQUIRE_AUTH_KEY = True
    settings.AUTH_KEY = ""


def refusal(text: str, *, after: timedelta = timedelta()) -> tuple[str, str]:
    with pytest.raises(KeyRefused) as refused:
        verify_key(text, now=NOW + after)
    return refused.value.reason, refused.value.detail


def test_a_key_gives_the_access_of_its_organisation() -> None:
    key, text = key_of_harbour()
    assert verify_key(text, now=NOW) == Access(
        key.pk, harbour().pk, "Harbour Broadcasts", True, "roster"
    )


def test_a_key_that_was_pasted_with_its_line_end_is_good() -> None:
    _, text = key_of_harbour()
    assert verify_key(f" {text}\r\n", now=NOW).organisation_name == "Harbour Broadcasts"


def test_the_text_of_a_key_is_stored_nowhere() -> None:
    key, text = key_of_harbour()
    row = ObserverKey.objects.filter(pk=key.pk).values().get()
    assert not any(text[16:] in str(value) for value in row.values())


def test_no_text_is_no_key() -> None:
    assert refusal("") == ("Invalid Key", "missing")


@pytest.mark.parametrize("text", ["DEBUG_REMOVE_ME", "\x00", "\ud800", "x" * 100_000])
def test_what_was_never_a_key_is_called_mistyped(text: str) -> None:
    assert refusal(text) == ("Invalid Key", "mistyped")


def test_a_key_with_a_wrong_character_is_called_mistyped() -> None:
    _, text = key_of_harbour()
    assert refusal(text[:-1] + ("a" if text[-1] != "a" else "b")) == ("Invalid Key", "mistyped")


def test_a_key_that_nobody_issued_is_called_unknown() -> None:
    key_of_harbour()
    assert refusal(new_key()) == ("Invalid Key", "unknown")


def test_a_key_that_only_shares_its_prefix_is_unknown() -> None:
    key, text = key_of_harbour()
    ObserverKey.objects.filter(pk=key.pk).update(digest="0" * 64)
    assert refusal(text) == ("Invalid Key", "unknown")


def test_two_keys_with_the_same_prefix_are_told_apart() -> None:
    key, text = key_of_harbour()
    other, _ = key_of_harbour(label="bob's desk")
    ObserverKey.objects.filter(pk=other.pk).update(prefix=key.prefix)
    assert verify_key(text, now=NOW).key_id == key.pk


def test_a_key_is_good_until_the_moment_it_expires() -> None:
    _, text = key_of_harbour(expires_at=NOW + HOUR)
    assert verify_key(text, now=NOW + HOUR - timedelta(microseconds=1)).key_id is not None
    assert refusal(text, after=HOUR) == ("Expired Key", "expired")


def test_a_revoked_key_is_invalid_also_once_it_has_expired() -> None:
    key, text = key_of_harbour(expires_at=NOW + HOUR)
    revoke_key(key, now=NOW)
    assert refusal(text) == ("Invalid Key", "revoked")
    assert refusal(text, after=DAY) == ("Invalid Key", "revoked")


def test_a_refusal_does_not_repeat_the_text_that_was_refused() -> None:
    with pytest.raises(KeyRefused) as refused:
        verify_key("hunter2", now=NOW)
    assert str(refused.value) == "Invalid Key (mistyped)"


def test_the_static_key_is_good_without_an_organisation(settings: Any) -> None:
    settings.AUTH_KEY = "studio-secret"
    assert verify_key("studio-secret", now=NOW) == NOBODY
    assert refusal("studio-secre") == ("Invalid Key", "mistyped")


def test_keys_of_the_database_are_good_beside_the_static_key(settings: Any) -> None:
    settings.AUTH_KEY = "studio-secret"
    key, text = key_of_harbour()
    assert verify_key(text, now=NOW).key_id == key.pk


@pytest.mark.parametrize("text", ["", "anything", "\ud800"])
def test_any_text_is_good_where_no_key_is_required(settings: Any, text: str) -> None:
    settings.REQUIRE_AUTH_KEY = False
    assert verify_key(text, now=NOW) == NOBODY


def test_a_good_key_brings_its_organisation_where_none_is_required(settings: Any) -> None:
    settings.REQUIRE_AUTH_KEY = False
    key, text = key_of_harbour()
    assert verify_key(text, now=NOW).organisation_id == key.organisation_id


def test_a_revoked_key_brings_no_organisation_where_none_is_required(settings: Any) -> None:
    settings.REQUIRE_AUTH_KEY = False
    key, text = key_of_harbour()
    revoke_key(key, now=NOW)
    assert verify_key(text, now=NOW) == NOBODY


@pytest.mark.parametrize("required", [True, False])
def test_a_database_error_lets_nobody_in(
    settings: Any, monkeypatch: pytest.MonkeyPatch, required: bool
) -> None:
    def broken(**_: object) -> None:
        raise DatabaseError

    settings.REQUIRE_AUTH_KEY = required
    monkeypatch.setattr(ObserverKey.objects, "filter", broken)
    with pytest.raises(DatabaseError):
        verify_key(new_key(), now=NOW)


def test_a_use_is_noted() -> None:
    key, text = key_of_harbour()
    verify_key(text, now=NOW)
    key.refresh_from_db()
    assert key.last_used_at == NOW


def test_a_use_within_the_same_minute_writes_nothing(django_assert_num_queries: Any) -> None:
    key, text = key_of_harbour()
    verify_key(text, now=NOW)
    with django_assert_num_queries(1):
        verify_key(text, now=NOW + MINUTE - timedelta(seconds=1))
    verify_key(text, now=NOW + MINUTE)
    key.refresh_from_db()
    assert key.last_used_at == NOW + MINUTE


def test_a_refused_use_is_not_noted() -> None:
    key, text = key_of_harbour(expires_at=NOW)
    refusal(text)
    key.refresh_from_db()
    assert key.last_used_at is None


def test_a_key_is_revoked_once() -> None:
    key, _ = key_of_harbour()
    assert revoke_key(key, now=NOW)
    assert not revoke_key(key, now=NOW + HOUR)
    key.refresh_from_db()
    assert key.revoked_at == NOW


def test_both_keys_are_good_during_the_overlap_of_a_rotation() -> None:
    old, old_text = key_of_harbour()
    new, new_text = rotate_key(old, overlap=HOUR, now=NOW)
    assert verify_key(old_text, now=NOW + HOUR / 2).key_id == old.pk
    assert verify_key(new_text, now=NOW + HOUR / 2).key_id == new.pk
    assert refusal(old_text, after=HOUR) == ("Expired Key", "expired")
    assert verify_key(new_text, now=NOW + 365 * DAY).key_id == new.pk


def test_the_new_key_is_for_the_same_place_and_the_old_one_names_it() -> None:
    old, _ = key_of_harbour(label="alice's desk")
    new, _ = rotate_key(old, overlap=HOUR, now=NOW)
    old.refresh_from_db()
    assert (new.organisation, new.label, old.replaced_by) == (harbour(), "alice's desk", new)


def test_the_new_key_lives_as_long_as_the_old_one_was_meant_to() -> None:
    old, _ = key_of_harbour(expires_at=NOW + 30 * DAY)
    new, _ = rotate_key(old, overlap=HOUR, now=NOW + 20 * DAY)
    assert new.expires_at == NOW + 50 * DAY


def test_a_rotation_never_lengthens_the_life_of_the_old_key() -> None:
    old, _ = key_of_harbour(expires_at=NOW + MINUTE)
    rotate_key(old, overlap=DAY, now=NOW)
    old.refresh_from_db()
    assert old.expires_at == NOW + MINUTE


def test_a_key_is_rotated_once_and_the_second_try_leaves_no_key_behind() -> None:
    old, _ = key_of_harbour()
    rotate_key(old, overlap=HOUR, now=NOW)
    with pytest.raises(CannotRotate):
        rotate_key(old, overlap=HOUR, now=NOW)
    assert ObserverKey.objects.count() == 2


def test_a_revoked_or_expired_key_is_not_rotated() -> None:
    revoked, _ = key_of_harbour()
    revoke_key(revoked, now=NOW)
    expired, _ = key_of_harbour(expires_at=NOW)
    for key in (revoked, expired):
        with pytest.raises(CannotRotate):
            rotate_key(key, overlap=HOUR, now=NOW)


def test_a_key_remembers_who_made_it(admin_user: Any) -> None:
    key, _ = issue_key(harbour(), label="gate", created_by=admin_user, now=NOW)
    successor, _ = rotate_key(key, overlap=HOUR, created_by=admin_user, now=NOW)
    assert (key.created_by, successor.created_by) == (admin_user, admin_user)
