"""Accounts, grants and the audit in the admin."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from guilds.models import Account, AuditEntry, Guild, GuildGrant
from guilds.services.grants import withdrawn
from tests.guilds.accounts import account, granted
from tests.guilds.admin.test_sight import listed, text_of
from tests.guilds.cast import HARBOUR

GRANTS = "/admin/guilds/guildgrant/"


@pytest.fixture
def frank() -> Account:
    return account("frank")


def add(client: Client, to: Account) -> str:
    answers = {"account": to.pk, "guild": HARBOUR}
    return text_of(client.post(f"{GRANTS}add/", answers, follow=True))


def audited() -> list[tuple[str, str | None, str]]:
    entries = AuditEntry.objects.order_by("pk").select_related("actor")
    return [(one.action, one.actor.username if one.actor else None, one.detail) for one in entries]


def test_a_grant_by_hand_is_noted_with_who_gave_it(
    admin_client: Client, admin_user: User, frank: Account
) -> None:
    add(admin_client, frank)
    grant = GuildGrant.objects.get()
    assert (grant.account, grant.guild_id, grant.source) == (frank, HARBOUR, "hand")
    assert audited() == [("granted", "admin", "hand")]


def test_a_grant_that_was_there_already_is_not_made_twice(
    admin_client: Client, frank: Account
) -> None:
    add(admin_client, frank)
    assert "They had it already." in add(admin_client, frank)
    assert GuildGrant.objects.count() == len(audited()) == 1


def test_a_grant_is_taken_and_told(
    admin_client: Client, frank: Account, harbour: Guild, django_capture_on_commit_callbacks: Any
) -> None:
    granted(frank, harbour)
    heard: list[int] = []

    def hear(user_id: int, **_: Any) -> None:
        heard.append(user_id)

    withdrawn.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(f"{GRANTS}{GuildGrant.objects.get().pk}/delete/", {"post": "yes"})
    withdrawn.disconnect(hear)
    assert heard == [frank.user_id]
    assert not GuildGrant.objects.exists()
    assert audited() == [("withdrawn", "admin", "hand")]


def test_many_grants_are_taken_at_once_and_each_is_noted(
    admin_client: Client, frank: Account, harbour: Guild
) -> None:
    granted(frank, harbour)
    granted(frank, harbour, "discord")
    chosen = [grant.pk for grant in GuildGrant.objects.all()]
    answers = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    page = text_of(admin_client.post(GRANTS, answers, follow=True))
    assert not GuildGrant.objects.exists()
    assert sorted(audited()) == [("withdrawn", "admin", "discord"), ("withdrawn", "admin", "hand")]
    assert "it may come back" in page


def test_grants_are_not_changed(admin_client: Client, frank: Account, harbour: Guild) -> None:
    granted(frank, harbour)
    grant = GuildGrant.objects.get()
    assert admin_client.post(f"{GRANTS}{grant.pk}/change/", {}).status_code == 403


def test_somebody_is_banned_and_let_in_again(admin_client: Client, frank: Account) -> None:
    for role in ("BANNED", "MODERATOR"):
        page = f"/admin/guilds/account/{frank.pk}/change/"
        admin_client.post(page, {"discord_id": "77", "role": role})
        frank.refresh_from_db()
        assert (frank.role, frank.discord_id, frank.user.username) == (role, 77, "frank")


def test_a_user_who_never_signed_in_gets_an_account(admin_client: Client) -> None:
    zoe = User.objects.create(username="zoe")
    answers = {"user": zoe.pk, "discord_id": "", "role": "ADMIN"}
    admin_client.post("/admin/guilds/account/add/", answers)
    assert Account.objects.get(user=zoe).role == "ADMIN"


def test_the_list_counts_guilds_and_not_sources(
    admin_client: Client, frank: Account, harbour: Guild
) -> None:
    granted(frank, harbour)
    granted(frank, harbour, "discord")
    assert '<td class="field-guilds">1</td>' in listed(admin_client, "account", "?q=frank")


def test_the_audit_can_only_be_read(admin_client: Client, frank: Account) -> None:
    add(admin_client, frank)
    entry = AuditEntry.objects.get()
    assert "Granted" in listed(admin_client, "auditentry")
    for page in ("add/", f"{entry.pk}/delete/"):
        assert admin_client.post(f"/admin/guilds/auditentry/{page}").status_code == 403
