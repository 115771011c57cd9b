"""The admin shows to each what they may see elsewhere too, at a cost that does not grow."""

from html import unescape
from typing import Any

import pytest
from django.test import Client

from guilds.admin import sight
from guilds.models import Account, MessageEvent
from guilds.services import recording
from tests.guilds.cast import ALICE, BOB, CLIPS, GENERAL, HARBOUR, LANTERN, NOW

EVENTS = ("typing", "message", "reaction", "voice", "presence", "join")
EVENT_LISTS = (*(f"{kind}event" for kind in EVENTS), "rolechange")
FOR_ADMINS = ("account", "guildgrant", "auditentry")


def text_of(response: Any) -> str:
    return unescape(response.content.decode())


def listed(client: Client, table: str, query: str = "") -> str:
    """The list itself, without the filters beside it."""
    page = text_of(client.get(f"/admin/guilds/{table}/{query}"))
    _, found, rest = page.partition('id="result_list"')
    return rest.split("</table>")[0] if found else ""


@pytest.mark.parametrize("table", [*EVENT_LISTS, "member", "guild"])
def test_an_admin_sees_every_guild(admin_client: Client, table: str) -> None:
    assert "Harbour" in listed(admin_client, table)
    assert "Lantern" in listed(admin_client, table)


@pytest.mark.parametrize("table", [*EVENT_LISTS, "member", "guild"])
def test_others_see_the_guilds_that_they_are_granted(erins_browser: Client, table: str) -> None:
    assert "Harbour" in listed(erins_browser, table)
    for query in ("", f"?guild={LANTERN}", "?q=bob"):
        page = text_of(erins_browser.get(f"/admin/guilds/{table}/{query}"))
        assert "Lantern" not in page
        assert str(BOB.discord_id) not in page


@pytest.mark.parametrize("table", FOR_ADMINS)
def test_who_may_see_what_is_for_an_admin(
    admin_client: Client, erins_browser: Client, table: str
) -> None:
    assert erins_browser.get(f"/admin/guilds/{table}/").status_code == 403
    assert erins_browser.get(f"/admin/guilds/{table}/add/").status_code == 403
    assert f"/admin/guilds/{table}/" not in text_of(erins_browser.get("/admin/"))


def test_whoever_is_banned_sees_nothing(erin: Account, erins_browser: Client) -> None:
    Account.objects.filter(pk=erin.pk).update(role="BANNED")
    assert listed(erins_browser, "messageevent") == ""


@pytest.mark.parametrize(
    ("query", "guilds"),
    [
        ("?q=alice", {"Harbour"}),
        (f"?q={BOB.discord_id}", {"Lantern"}),
        ("?q=zoe", set()),
        ("?q=" + "9" * 40, set()),
        (f"?guild={HARBOUR}", {"Harbour"}),
        ("?guild=nonsense", set()),
        ("?guild=" + "9" * 40, set()),
    ],
)
@pytest.mark.parametrize("table", ["messageevent", "member"])
def test_lists_can_be_narrowed(
    admin_client: Client, table: str, query: str, guilds: set[str]
) -> None:
    page = listed(admin_client, table, query)
    assert {name for name in ("Harbour", "Lantern") if name in page} == guilds


@pytest.mark.parametrize("table", EVENT_LISTS)
def test_events_can_only_be_looked_at(admin_client: Client, table: str) -> None:
    assert admin_client.get(f"/admin/guilds/{table}/add/").status_code == 403
    pk = MessageEvent.objects.values_list("pk", flat=True)[0]
    assert admin_client.post(f"/admin/guilds/{table}/{pk}/delete/").status_code == 403


def test_the_newest_events_come_first(admin_client: Client) -> None:
    recording.message_sent(HARBOUR, ALICE, CLIPS, NOW)
    for query in ("", "?q=alice", f"?guild={HARBOUR}"):
        page = listed(admin_client, "messageevent", query)
        assert page.index("#clips") < page.index("#general")


def test_a_list_ends_after_so_many_rows_and_counts_no_more(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(sight, "MOST_LISTED", 60)
    for _ in range(70):
        recording.message_sent(HARBOUR, ALICE, GENERAL, NOW)
    with django_assert_num_queries(8) as queries:
        page = text_of(admin_client.get("/admin/guilds/messageevent/"))
    assert page.count('class="field-guild') == 50
    assert "60 message events" in page
    counts = [query["sql"] for query in queries if "COUNT(" in query["sql"]]
    assert len(counts) == 1
    assert "LIMIT 60" in counts[0]
