"""Members in the admin: handed out and erased by an ADMIN, after a question."""

import json

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client

from guilds.models import EVENTS, AuditEntry, Member
from tests.guilds.admin.test_sight import text_of
from tests.guilds.cast import ALICE, BOB

LIST = "/admin/guilds/member/"
ERASE = f"{LIST}erase/"


def member(name: str = "alice") -> Member:
    return Member.objects.get(username=name)


def choose(client: Client, *names: str) -> str:
    chosen = [member(name).pk for name in names]
    return text_of(client.post(LIST, {"action": "erase_selected", "_selected_action": chosen}))


def test_erasing_asks_first_and_says_how_many_rows(admin_client: Client) -> None:
    page = choose(admin_client, "alice", "bob")
    assert "Erase 2 members?" in page
    assert "16 rows will be deleted" in page
    assert f"({ALICE.discord_id})" in page
    assert "8 rows" in page
    assert Member.objects.count() == 2


def test_whoever_was_confirmed_is_erased_and_the_others_stay(
    admin_client: Client, admin_user: User
) -> None:
    page = text_of(admin_client.post(ERASE, {"members": [member().pk]}, follow=True))
    assert "1 member erased: 8 rows." in page
    assert [one.username for one in Member.objects.all()] == ["bob"]
    for table in EVENTS:
        assert table._default_manager.count() == 1
    (entry,) = AuditEntry.objects.all()
    assert (entry.action, entry.actor, entry.detail) == ("erased", admin_user, "8 rows")


def test_the_name_of_whoever_was_erased_is_kept_nowhere(admin_client: Client) -> None:
    choose(admin_client, "alice")
    admin_client.post(ERASE, {"members": [member().pk]})
    kept = [str(entry.__dict__) for entry in [*LogEntry.objects.all(), *AuditEntry.objects.all()]]
    assert "alice" not in "".join(kept)
    assert str(ALICE.discord_id) not in "".join(kept)


def test_a_link_asks_too_and_erases_nothing(admin_client: Client) -> None:
    page = text_of(admin_client.get(ERASE, {"members": member().pk}))
    assert "Erase this member?" in page
    assert Member.objects.count() == 2


def test_whoever_is_not_there_is_not_found(admin_client: Client) -> None:
    for answers in ({}, {"members": "0"}, {"members": "x"}, {"members": "9" * 30}):
        assert admin_client.post(ERASE, answers).status_code == 404
    assert admin_client.get(f"{LIST}0/export/").status_code == 404


def test_everything_about_a_member_is_a_file(admin_client: Client) -> None:
    response = admin_client.get(f"{LIST}{member().pk}/export/")
    assert "attachment" in response.headers["Content-Disposition"]
    assert "no-store" in response.headers["Cache-Control"]
    assert json.loads(response.content)["member"]["userId"] == str(ALICE.discord_id)
    assert AuditEntry.objects.get().action == "exported"


def test_the_page_of_a_member_leads_to_both(admin_client: Client) -> None:
    page = text_of(admin_client.get(f"{LIST}{member().pk}/change/"))
    assert f"{ERASE}?members={member().pk}" in page
    assert f"{LIST}{member().pk}/export/" in page


def test_only_an_admin_exports_or_erases(erins_browser: Client) -> None:
    page = text_of(erins_browser.get(f"{LIST}{member().pk}/change/"))
    assert "alice" in page
    assert "export" not in page
    assert erins_browser.get(f"{LIST}{member().pk}/export/").status_code == 403
    assert erins_browser.post(ERASE, {"members": [member().pk]}).status_code == 403
    choose(erins_browser, "alice")
    assert Member.objects.filter(discord_id__in=[ALICE.discord_id, BOB.discord_id]).count() == 2


def test_members_are_neither_added_changed_nor_deleted_otherwise(admin_client: Client) -> None:
    pk = member().pk
    assert admin_client.get(f"{LIST}add/").status_code == 403
    assert admin_client.post(f"{LIST}{pk}/change/", {"username": "x"}).status_code == 403
    assert admin_client.post(f"{LIST}{pk}/delete/", {"post": "yes"}).status_code == 403
