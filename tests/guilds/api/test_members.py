"""What an ADMIN may do with what is stored about a member."""

from typing import Any

import jsonschema
import pytest
from django.contrib.auth.models import User
from django.test import Client

from guilds.access import Role
from guilds.models import EVENTS, Account, AuditEntry, Member
from spectra_site.api.schema import document
from tests.guilds.accounts import contract_claims, signed
from tests.guilds.api.conftest import API, Asker
from tests.guilds.api.document import operations
from tests.guilds.api.test_schema import strict
from tests.guilds.cast import ALICE, BOB, CHARLIE, HARBOUR, LANTERN

pytestmark = pytest.mark.django_db


def of(who: Any, part: str = "", guild: int = HARBOUR) -> str:
    return f"guilds/{guild}/members/{who.discord_id}/{part}"


def rows_of(who: Any) -> int:
    return sum(table.objects.filter(member__discord_id=who.discord_id).count() for table in EVENTS)


def told_as_the_document_says(body: Any, path: str) -> bool:
    answer = operations()[f"{API}/{path}", "GET"]["responses"]["200"]
    schema = strict(answer["content"]["application/json"]["schema"])
    jsonschema.validate(body, {**schema, "components": strict(document()["components"])})
    return True


@pytest.mark.parametrize("who", [ALICE, BOB, CHARLIE], ids=lambda who: who.username)
def test_an_admin_is_handed_all_that_is_stored_about_a_member(grace: Asker, who: Any) -> None:
    told = grace.get(of(who, "export/")).json()
    assert told_as_the_document_says(told, "guilds/{guild}/members/{member}/export/")
    assert told["member"]["userId"] == str(who.discord_id)
    assert sum(map(len, told["events"].values())) == rows_of(who)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor) == ("exported", User.objects.get(username="grace"))


def test_an_admin_erases_a_member_and_leaves_the_others(grace: Asker) -> None:
    others = rows_of(BOB)
    answer = grace.delete(of(ALICE))
    assert (answer.status_code, answer.content) == (204, b"")
    assert not Member.objects.filter(discord_id=ALICE.discord_id).exists()
    assert (rows_of(ALICE), rows_of(BOB)) == (0, others)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor) == ("erased", User.objects.get(username="grace"))
    assert "alice" not in entry.detail
    assert grace.delete(of(ALICE)).status_code == 404
    names = [ghost["username"] for ghost in grace.results(f"guilds/{HARBOUR}/ghosts/")]
    assert names == ["bob"]


def test_an_admin_of_another_issuer_may_too_and_is_noted_as_nobody_of_ours(guilds: None) -> None:
    admin = Asker(signed(contract_claims(role="ADMIN")))
    assert admin.get(of(BOB, "export/")).status_code == 200
    assert admin.delete(of(BOB)).status_code == 204
    assert {entry.actor for entry in AuditEntry.objects.all()} == {None}


@pytest.mark.parametrize("role", [Role.USER, Role.MODERATOR])
def test_who_may_see_the_guild_may_not(erin: Asker, role: Role) -> None:
    Account.objects.update(role=role)
    for answer in (erin.get(of(ALICE, "export/")), erin.delete(of(ALICE))):
        assert answer.status_code == 403
        assert answer.json()["detail"] == "This is for an ADMIN."
    assert rows_of(ALICE)
    assert not AuditEntry.objects.exists()


def test_nobody_may_without_a_token(guilds: None) -> None:
    assert Asker().get(of(ALICE, "export/")).status_code == 401
    assert Asker().delete(of(ALICE)).status_code == 401


def test_a_member_of_another_guild_is_not_found_here(grace: Asker) -> None:
    assert grace.delete(of(ALICE, guild=LANTERN)).status_code == 404
    assert grace.get(of(ALICE, "export/", LANTERN)).status_code == 404
    assert rows_of(ALICE)


def test_only_a_page_of_ours_erases_with_a_session(grace: Asker) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(User.objects.get(username="grace"))
    path = f"{API}/{of(ALICE)}"
    for origin in ({}, {"origin": "https://elsewhere.example"}):
        assert browser.delete(path, headers=origin).status_code == 403
    assert browser.delete(path, headers={"origin": "http://testserver"}).status_code == 204


def test_an_export_is_noted_each_time_so_nothing_else_asks_for_it(grace: Asker) -> None:
    assert (
        grace.client.head(f"{API}/{of(BOB, 'export/')}", headers=grace.headers).status_code == 405
    )
    assert not AuditEntry.objects.exists()
