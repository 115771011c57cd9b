"""Guilds in the admin: all but their organisation is Discord's to say."""

import pytest
from django.test import Client

from auth_keys.models import Organisation
from guilds.admin import guilds as guilds_admin
from guilds.live.board import Board
from guilds.models import Guild
from guilds.services import recording
from spectra_site.clock import now_ms
from tests.guilds.admin.test_sight import listed, text_of
from tests.guilds.cast import ALICE, BOB, CHARLIE, HARBOUR, NOW

PAGE = f"/admin/guilds/guild/{HARBOUR}/change/"


def test_a_guild_is_given_to_an_organisation_and_nothing_else_changes(admin_client: Client) -> None:
    owner = Organisation.objects.create(name="Harbour Broadcasts", slug="harbour")
    answers = {"organisation": owner.pk, "name": "Mine", "discord_id": 5, "present": ""}
    assert admin_client.post(PAGE, answers).status_code == 302
    guild = Guild.objects.get(pk=HARBOUR)
    assert (guild.organisation, guild.name, guild.present) == (owner, "Harbour", True)


def test_a_guild_is_neither_added_nor_deleted(admin_client: Client) -> None:
    assert admin_client.get("/admin/guilds/guild/add/").status_code == 403
    assert admin_client.post(f"/admin/guilds/guild/{HARBOUR}/delete/").status_code == 403


def test_the_list_counts_members_who_are_there(admin_client: Client) -> None:
    recording.members_seen(HARBOUR, [ALICE, BOB, CHARLIE])
    recording.member_left(HARBOUR, BOB, NOW)
    page = listed(admin_client, "guild", "?q=harbour")
    assert '<td class="field-members">2</td>' in page


def test_the_list_shows_how_many_subscriptions_there_are_over_all_processes(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = Board()
    monkeypatch.setattr(guilds_admin, "board", board)
    assert '<td class="field-subscriptions">0</td>' in listed(admin_client, "guild", "?q=harbour")
    for process, count in (("a", 1_200), ("b", 34)):
        told = {"type": "listeners", "process": process, "at": now_ms()}
        board.receive({**told, "guilds": {str(HARBOUR): count}})
    assert ">1,234</td>" in listed(admin_client, "guild", "?q=harbour")


def test_guilds_are_found_by_name_and_by_id(admin_client: Client) -> None:
    for query in ("?q=harb", f"?q={HARBOUR}"):
        page = listed(admin_client, "guild", query)
        assert ("Harbour" in page, "Lantern" in page) == (True, False)


def test_others_open_no_other_guild(erins_browser: Client) -> None:
    assert "Harbour" in text_of(erins_browser.get(PAGE))
    other = erins_browser.get("/admin/guilds/guild/100000000000000002/change/")
    assert other.status_code == 302  # to the admin's front page, as for one that there is not
