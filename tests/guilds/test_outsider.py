"""A walk over every address of the communities, by somebody who may see another one alone.

frank is as much as an outsider can be: he sees the Lantern guild, and is of the staff, with every
permission that the admin has for communities.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.layers import InMemoryChannelLayer
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db.models import Model
from django.test import Client

from guilds.access import Role
from guilds.api import callers, windows
from guilds.models import EVENTS, Account, AuditEntry, Guild, GuildGrant, Member
from guilds.pages_urls import urlpatterns as pages
from guilds.services import recording
from guilds.services.grants import grant
from guilds.sockets.limits import Allowance
from guilds.sockets.listeners import Listener
from guilds.sockets.port import GuildPort
from guilds.tokens import issue_pair, verify_access
from guilds.values import Channel
from realtime.bus import Bus
from realtime.server import Caller
from tests.guilds.accounts import account
from tests.guilds.api.document import operations
from tests.guilds.cast import ALICE, CHARLIE, HARBOUR, NOW
from tests.guilds.everything import does_everything

# Whatever of Harbour could be told to somebody else. Shorter names might stand in a form's token.
TRACES = (b"harbour", b"alice", b"charlie", b"mermaids", b"erin the insider")
MERMAIDS = Channel(200_000_000_000_000_009, "mermaids")
ADMIN = "/admin/guilds"


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is NOW."""
    for module in (callers, windows):
        monkeypatch.setattr(module, "now", lambda: NOW)


@pytest.fixture(autouse=True)
def harbour_of_erin(harbour: Guild, lantern: Guild) -> None:
    """alice did everything once in Harbour, charlie is new there; erin may see it."""
    does_everything(HARBOUR, ALICE)
    recording.message_sent(HARBOUR, ALICE, MERMAIDS, NOW)
    recording.member_joined(HARBOUR, CHARLIE, NOW, NOW)
    recording.presence_changed(HARBOUR, CHARLIE, "idle", ["web"], NOW)
    grant(account("erin the insider"), harbour, "hand", now=NOW)


@pytest.fixture
def frank(lantern: Guild) -> Account:
    frank = in_the_admin(account("frank"))
    frank.user.user_permissions.set(Permission.objects.filter(content_type__app_label="guilds"))
    grant(frank, lantern, "hand", now=NOW)
    return frank


@pytest.fixture
def grace() -> Account:
    """ADMIN, and may do everything in the admin."""
    return in_the_admin(account("grace", role=Role.ADMIN), is_superuser=True)


def in_the_admin(one: Account, **more: Any) -> Account:
    User.objects.filter(pk=one.user.pk).update(is_staff=True, **more)
    one.user.refresh_from_db()
    return one


def rest(method: str) -> list[str]:
    """The addresses that take this method, in the name of alice in Harbour."""
    ids = {"{guild}": str(HARBOUR), "{member}": str(ALICE.discord_id)}
    paths = [path for path, takes in operations() if takes == method and "/auth/" not in path]
    return [re.sub(r"\{\w+\}", lambda found: ids[found[0]], path) for path in paths]


def page_addresses() -> list[str]:
    return ["/" + re.sub(r"<int:\w+>", str(HARBOUR), str(page.pattern)) for page in pages]


def admin_addresses() -> Iterator[str]:
    """Of each table its lists, also searched and filtered, and what there is for a row."""
    for model, site in admin.site._registry.items():
        if model._meta.app_label == "guilds":
            base = f"{ADMIN}/{model._meta.model_name}"
            yield from (f"{base}/?q={ALICE.discord_id}", f"{base}/?guild={HARBOUR}")
            pk = str(row_of_harbour(model).pk)
            yield from (f"{base}/{re.sub('<[a-z]+:[a-z_]+>', pk, route)}" for route in routes(site))
    autocomplete = f"/admin/autocomplete/?app_label=guilds&model_name={GuildGrant._meta.model_name}"
    yield from (f"{autocomplete}&field_name={name}&term=" for name in ("guild", "account"))


def routes(site: Any) -> list[str]:
    return [str(one.pattern) for one in site.get_urls()]


def row_of_harbour(model: type[Model]) -> Model:
    rows = model._default_manager
    if model is Guild:
        return rows.get(pk=HARBOUR)
    if model is Account:
        return rows.get(user__username="erin the insider")
    found: Model = rows.filter(guild=HARBOUR).earliest("pk")
    return found


def everywhere() -> list[str]:
    return [*rest("GET"), *page_addresses(), "/admin/", f"{ADMIN}/", *admin_addresses()]


def told(one: Account | None, address: str, *, with_token: bool = False) -> tuple[int, set[bytes]]:
    """The status of the answer, and the traces in it."""
    client = Client()
    headers = {}
    if one and with_token:
        headers["Authorization"] = f"Bearer {issue_pair(one.user, NOW).access}"
    elif one:
        client.force_login(one.user)
    answer = client.get(address, headers=headers)
    content = answer.content.lower()
    return answer.status_code, {trace for trace in TRACES if trace in content}


def everything_of_harbour() -> dict[str, int]:
    tables = (*EVENTS, Member, GuildGrant)
    return {
        table.__name__: table._default_manager.filter(guild=HARBOUR).count() for table in tables
    }


def test_the_walk_leads_everywhere(grace: Account) -> None:
    seen = {address for address in everywhere() if told(grace, address)[1]}
    nameless = {address for address in rest("GET") if address.endswith("/presence/")}
    assert len(nameless) == 1
    assert seen >= set(rest("GET")) - nameless
    assert "/guilds/" in seen
    lists = {f"{ADMIN}/{model._meta.model_name}/" for model in (*EVENTS, Member, Guild, Account)}
    assert seen >= lists | {f"{ADMIN}/guildgrant/", f"{ADMIN}/auditentry/"}
    assert len([address for address in seen if address.startswith("/admin/")]) > 3 * len(lists)


def test_the_outsider_sees_nothing_of_another_guild(frank: Account) -> None:
    for address in everywhere():
        status, traces = told(frank, address)
        assert not traces, address
        assert status in (200, 302, 403, 404), address
        if f"/{HARBOUR}/" in address and "/api/" in address:
            assert status in (403, 404), address


def test_nor_with_a_token(frank: Account) -> None:
    for address in rest("GET"):
        status, traces = told(frank, address, with_token=True)
        assert not traces, address
        assert status in ((403, 404) if f"/{HARBOUR}/" in address else (200,)), address


def test_who_has_not_signed_in_sees_nothing_at_all() -> None:
    for address in everywhere():
        status, traces = told(None, address)
        assert not traces, address
        open_to_all = address == "/guilds/privacy/"
        assert (status == 200) == open_to_all, address


def test_the_outsider_changes_nothing_of_another_guild(frank: Account) -> None:
    before = everything_of_harbour()
    client = Client()
    client.force_login(frank.user)
    alice, erins = row_of_harbour(Member).pk, row_of_harbour(GuildGrant).pk
    for address in rest("DELETE"):
        for headers in ({"origin": "http://testserver"}, {}):
            assert client.delete(address, headers=headers).status_code == 403, address
    forms: dict[str, dict[str, Any]] = {
        "member/": {"action": "erase_selected", "_selected_action": [alice]},
        "member/erase/": {"members": [alice]},
        "guildgrant/": {"action": "delete_selected", "_selected_action": [erins], "post": "yes"},
        "guildgrant/add/": {"account": frank.pk, "guild": HARBOUR},
        f"account/{frank.pk}/change/": {"role": "ADMIN"},
        f"guild/{HARBOUR}/change/": {"organisation": ""},
        f"guild/{HARBOUR}/delete/": {"post": "yes"},
    }
    for address, form in forms.items():
        client.post(f"{ADMIN}/{address}", form)
    assert everything_of_harbour() == before
    assert Account.objects.get(pk=frank.pk).role == Role.USER
    assert not AuditEntry.objects.exclude(action="granted").exists()


async def rooms_entered(one: Account) -> tuple[set[str], list[dict[str, Any]]]:
    """The rooms that open to somebody who asks for each of Harbour's; what they were answered."""
    port = GuildPort(Bus(InMemoryChannelLayer()))
    token = (await sync_to_async(issue_pair)(one.user, NOW)).access
    claims = await sync_to_async(verify_access)(token, NOW)
    port.listeners.add(Listener("sid", "connection", claims, Allowance(100)))
    answers: list[dict[str, Any]] = []
    for event, handler in port.server._events.items():
        if not event.startswith("unsubscribe"):
            await handler(Caller("sid", "connection", answers.append), [str(HARBOUR)])
    return set(port.audience.rooms_of("connection")), answers


@pytest.mark.django_db(transaction=True)
async def test_no_room_of_another_guild_opens_to_the_outsider(
    frank: Account, grace: Account
) -> None:
    everything = {f"guild:{HARBOUR}", f"analytics:{HARBOUR}"}
    assert (await rooms_entered(grace))[0] == everything
    hidden = {"ok": False, "error": "You do not have access to this guild"}
    assert await rooms_entered(frank) == (set(), [hidden] * len(everything))
