"""Keys in the admin, as an administrator's browser sees them."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from auth_keys.keys import is_well_formed
from auth_keys.models import ObserverKey
from auth_keys.services import KeyRefused, issue_key, revoke_key, rotate_key, verify_key
from tests.auth_keys.cast import HOUR, harbour

pytestmark = pytest.mark.django_db

LIST = "/admin/auth_keys/observerkey/"
ADD, REVOKE, ROTATE = LIST + "add/", LIST + "revoke/", LIST + "rotate/"


def key_of(label: str, **more: Any) -> ObserverKey:
    return issue_key(harbour(), label=label, now=timezone.now(), **more)[0]


def issue(client: Client, **answers: Any) -> Any:
    return client.post(
        ADD, {"organisation": harbour().pk, "label": "gate", "lifetime": "", **answers}
    )


def keys_on(page: str) -> list[str]:
    return [text for text in re.findall(r"spectra_\w+", page) if is_well_formed(text)]


def action(client: Client, name: str, *keys: ObserverKey) -> Any:
    return client.post(LIST, {"action": name, "_selected_action": [key.pk for key in keys]})


def text_of(response: Any) -> str:
    return unescape(response.content.decode())


def test_a_new_key_is_shown_and_it_is_good(admin_client: Client, admin_user: User) -> None:
    (text,) = keys_on(text_of(issue(admin_client)))
    key = ObserverKey.objects.get()
    assert verify_key(text, now=timezone.now()).key_id == key.pk
    assert (key.organisation, key.label, key.created_by) == (harbour(), "gate", admin_user)


def test_the_page_with_a_new_key_is_kept_by_no_cache(admin_client: Client) -> None:
    assert "no-store" in issue(admin_client).headers["Cache-Control"]


def test_a_new_key_is_shown_only_once(
    admin_client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    (text,) = keys_on(text_of(issue(admin_client)))
    key = ObserverKey.objects.get()
    for page in (LIST, f"{LIST}{key.pk}/change/", f"{LIST}{key.pk}/history/", "/admin/"):
        assert text[16:] not in text_of(admin_client.get(page))
    kept = [str(session.get_decoded()) for session in Session.objects.all()]
    kept += [str(entry.__dict__) for entry in LogEntry.objects.all()]
    assert text[16:] not in "".join(kept) + caplog.text


def test_a_new_key_ends_when_it_was_said_to(admin_client: Client) -> None:
    before = timezone.now()
    issue(admin_client, lifetime="7")
    expires_at = ObserverKey.objects.get().expires_at
    assert expires_at is not None
    assert before + timedelta(days=7) <= expires_at <= timezone.now() + timedelta(days=7)


def test_a_key_ends_never_when_nothing_was_said(admin_client: Client) -> None:
    issue(admin_client)
    assert ObserverKey.objects.get().expires_at is None


@pytest.mark.parametrize(
    "answers", [{"label": ""}, {"label": "x" * 65}, {"organisation": 0}, {"lifetime": "100000"}]
)
def test_a_wrong_answer_issues_nothing(admin_client: Client, answers: dict[str, Any]) -> None:
    assert "Please correct" in text_of(issue(admin_client, **answers))
    assert not ObserverKey.objects.exists()


def test_the_form_knows_the_organisation_from_which_it_was_opened(admin_client: Client) -> None:
    page = text_of(admin_client.get(ADD, {"organisation": harbour().pk}))
    assert f'<option value="{harbour().pk}" selected>' in page


def test_the_list_shows_what_each_key_is_worth(admin_client: Client) -> None:
    now = timezone.now()
    key_of("good")
    key_of("soon", expires_at=now + HOUR)
    key_of("late", expires_at=now - HOUR)
    revoke_key(key_of("gone"), now=now)
    page = text_of(admin_client.get(LIST))
    statuses = re.findall(r'class="key-status ([\w-]+)"', page)
    assert statuses == ["revoked", "expired", "expires-soon", "active"]
    assert ("ago</time>" in page, "in 59" in page) == (True, True)


def test_the_list_costs_the_same_for_one_key_and_for_many(
    admin_client: Client, django_assert_num_queries: Any
) -> None:
    key_of("first")
    admin_client.get(LIST)
    with CaptureQueriesContext(connection) as for_one:
        admin_client.get(LIST)
    for number in range(5):
        key_of(f"another {number}")
    with django_assert_num_queries(len(for_one)):
        admin_client.get(LIST)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=active", ["never used", "used"]),
        ("status=expired", []),
        ("status=revoked", ["gone"]),
        ("status=nonsense", ["gone", "never used", "used"]),
        ("used=week", ["used"]),
        ("used=idle", []),
        ("used=never", ["gone", "never used"]),
        ("q=harbour+used", ["never used", "used"]),
    ],
)
def test_the_list_can_be_narrowed(admin_client: Client, query: str, found: list[str]) -> None:
    now = timezone.now()
    key_of("never used")
    ObserverKey.objects.filter(pk=key_of("used").pk).update(last_used_at=now)
    revoke_key(key_of("gone"), now=now)
    page = text_of(admin_client.get(f"{LIST}?{query}"))
    assert sorted(re.findall(r'change/\?[^"]*">([^<]+)</a></th>', page)) == found


def test_only_the_label_of_a_key_can_be_changed(admin_client: Client) -> None:
    key = key_of("gaet")
    before = ObserverKey.objects.filter(pk=key.pk).values().get()
    changed = {"label": "gate", "digest": "0" * 64, "revoked_at": "", "expires_at_0": "2030-01-01"}
    admin_client.post(f"{LIST}{key.pk}/change/", changed)
    after = ObserverKey.objects.filter(pk=key.pk).values().get()
    assert after == {**before, "label": "gate"}


def test_a_key_cannot_be_deleted(admin_client: Client) -> None:
    key = key_of("gate")
    assert admin_client.post(f"{LIST}{key.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in text_of(admin_client.get(LIST))


def test_the_page_of_a_key_leads_to_what_can_be_done_with_it(admin_client: Client) -> None:
    key = key_of("gate")
    links = [f"{ROTATE}?keys={key.pk}", f"{REVOKE}?keys={key.pk}"]

    def offered() -> list[bool]:
        page = text_of(admin_client.get(f"{LIST}{key.pk}/change/"))
        return [link in page for link in links]

    assert offered() == [True, True]
    rotate_key(key, overlap=HOUR, now=timezone.now())
    assert offered() == [False, True]
    revoke_key(key, now=timezone.now())
    assert offered() == [False, False]


@pytest.mark.parametrize("page", [REVOKE, ROTATE])
def test_a_link_only_asks(admin_client: Client, page: str) -> None:
    key = key_of("gate")
    assert "gate" in text_of(admin_client.get(page, {"keys": key.pk}))
    key.refresh_from_db()
    assert (key.revoked_at, key.replaced_by) == (None, None)


@pytest.mark.parametrize("name", ["revoke_selected", "rotate_selected"])
def test_an_action_of_the_list_only_asks(admin_client: Client, name: str) -> None:
    keys = [key_of("gate"), key_of("booth")]
    page = text_of(action(admin_client, name, *keys))
    assert "these 2 keys?" in page
    assert not ObserverKey.objects.exclude(revoked_at=None, replaced_by=None).exists()


def test_revoking_says_how_many(admin_client: Client) -> None:
    keys = [key_of("gate"), key_of("booth"), key_of("van")]
    revoke_key(keys[2], now=timezone.now())
    page = text_of(admin_client.post(REVOKE, {"keys": [key.pk for key in keys]}, follow=True))
    assert "2 keys revoked; 1 left as it was." in page
    assert not ObserverKey.objects.filter(revoked_at=None).exists()
    assert LogEntry.objects.filter(change_message="Revoked.").count() == 2


def test_rotating_shows_each_new_key_and_keeps_the_old_ones_for_a_while(
    admin_client: Client,
) -> None:
    old, old_text = issue_key(harbour(), label="gate", now=timezone.now())
    gone = key_of("gone")
    revoke_key(gone, now=timezone.now())
    response = admin_client.post(ROTATE, {"keys": [old.pk, gone.pk], "overlap": "1"})
    (text,) = keys_on(text_of(response))
    assert "1 key rotated; 1 left as it was." in text_of(response)
    assert "no-store" in response.headers["Cache-Control"]
    for good in (text, old_text):
        assert verify_key(good, now=timezone.now()).organisation_id == harbour().pk
    with pytest.raises(KeyRefused):
        verify_key(old_text, now=timezone.now() + HOUR)


def test_rotating_what_cannot_be_rotated_says_so(admin_client: Client) -> None:
    key = key_of("gone")
    revoke_key(key, now=timezone.now())
    page = text_of(admin_client.post(ROTATE, {"keys": key.pk, "overlap": "1"}, follow=True))
    assert "0 keys rotated; 1 left as it was." in page


def test_rotating_without_a_choice_asks_again(admin_client: Client) -> None:
    key = key_of("gate")
    page = text_of(admin_client.post(ROTATE, {"keys": key.pk, "overlap": "9999"}))
    assert "Please correct" in page
    assert ObserverKey.objects.count() == 1


@pytest.mark.parametrize("keys", ["", "x", "-1", "999", "9" * 30, "\x00"])
@pytest.mark.parametrize("page", [REVOKE, ROTATE])
def test_keys_that_are_not_there_are_not_found(admin_client: Client, page: str, keys: str) -> None:
    assert admin_client.get(page, {"keys": keys}).status_code == 404
    assert admin_client.post(page, {"keys": keys, "overlap": "1"}).status_code == 404


def test_a_hostile_label_breaks_no_page(admin_client: Client) -> None:
    key = key_of("<script>alert(1)</script>")
    pages = [LIST, f"{LIST}{key.pk}/change/", f"{REVOKE}?keys={key.pk}"]
    assert all(b"<script>alert" not in admin_client.get(page).content for page in pages)
    rotated = admin_client.post(ROTATE, {"keys": key.pk, "overlap": "1"})
    assert b"<script>alert" not in rotated.content


def test_who_may_only_look_can_do_nothing(client: Client) -> None:
    charlie = User.objects.create_user("charlie", is_staff=True)
    charlie.user_permissions.add(Permission.objects.get(codename="view_observerkey"))
    client.force_login(charlie)
    key = key_of("gate")
    assert client.get(LIST).status_code == 200
    assert client.get(ADD).status_code == 403
    for page in (REVOKE, ROTATE):
        assert client.post(page, {"keys": key.pk, "overlap": "1"}).status_code == 403
    change = text_of(client.get(f"{LIST}{key.pk}/change/"))
    assert (REVOKE in change, ROTATE in change) == (False, False)


def test_who_may_not_issue_keys_may_not_rotate_them(client: Client) -> None:
    bob = User.objects.create_user("bob", is_staff=True)
    for codename in ("view_observerkey", "change_observerkey"):
        bob.user_permissions.add(Permission.objects.get(codename=codename))
    client.force_login(bob)
    key = key_of("gate")
    change = text_of(client.get(f"{LIST}{key.pk}/change/"))
    assert (REVOKE in change, ROTATE in change) == (True, False)
    assert client.post(ROTATE, {"keys": key.pk, "overlap": "1"}).status_code == 403
    assert action(client, "rotate_selected", key).status_code == 403
    assert ObserverKey.objects.count() == 1


def test_the_pages_are_for_staff(client: Client) -> None:
    for page in (LIST, ADD, REVOKE, ROTATE):
        assert client.get(page).headers["Location"].startswith("/admin/login/")
