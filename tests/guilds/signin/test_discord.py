"""Signing in with Discord, and what follows from what it says."""

import json
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth.models import User
from pytest_django import Settings

from guilds.access import visible_guilds
from guilds.models import Account, AuditEntry, Guild
from guilds.services.grants import grant
from tests.guilds.accounts import account
from tests.guilds.cast import HARBOUR, LANTERN, NOW, NOWHERE
from tests.guilds.signin.conftest import NELLY, Browser
from tests.support.discord_oauth import DiscordOAuth, guild

pytestmark = pytest.mark.django_db

NELLY_ID = int(NELLY["id"])
MANAGE_SERVER, ADMINISTRATOR, EVERYTHING_ELSE = 0x20, 0x8, ~0x28 & (2**50 - 1)


def nelly() -> Account:
    return Account.objects.get(discord_id=NELLY_ID)


def seen_by_nelly() -> set[int]:
    return set(visible_guilds(nelly().user).values_list("pk", flat=True))


def test_who_is_new_gets_an_account_and_is_signed_in(
    discord: DiscordOAuth, browser: Browser
) -> None:
    answer = browser.sign_in()
    assert (answer.status_code, answer["Location"]) == (302, "/guilds/")
    user = nelly().user
    assert browser.user_id == user.pk
    assert (user.username, user.first_name) == (f"discord-{NELLY_ID}", "Nelly")
    assert (user.is_staff, user.is_superuser, user.has_usable_password()) == (False,) * 3
    assert nelly().role == Account.Role.USER


def test_discord_is_asked_for_who_it_is_and_their_guilds_and_for_nothing_else(
    discord: DiscordOAuth, browser: Browser
) -> None:
    browser.client.post("/signin/discord/?scope=email,guilds.join&auth_params=prompt%3Dnone")
    browser.sign_in()
    assert set(discord.asked["scope"].split()) == {"identify", "guilds"}
    assert set(discord.asked) == {"client_id", "redirect_uri", "scope", "response_type", "state"}


def test_nothing_is_kept_but_the_id_and_the_name(discord: DiscordOAuth, browser: Browser) -> None:
    browser.sign_in()
    assert nelly().user.email == ""
    assert not EmailAddress.objects.exists()
    assert not SocialToken.objects.exists()
    assert SocialAccount.objects.get().extra_data == {}


@pytest.mark.parametrize(
    ("entry", "sees"),
    [
        (guild(HARBOUR, MANAGE_SERVER), {HARBOUR}),
        (guild(HARBOUR, ADMINISTRATOR), {HARBOUR}),
        (guild(HARBOUR, owner=True), {HARBOUR}),
        (guild(HARBOUR, EVERYTHING_ELSE), set()),
        (guild(HARBOUR), set()),
        (guild(NOWHERE, MANAGE_SERVER), set()),
    ],
    ids=["manages", "administers", "owns", "may do all else", "is in it", "we don't know it"],
)
def test_who_manages_a_guild_that_we_know_sees_it(
    discord: DiscordOAuth, browser: Browser, harbour: Guild, entry: Any, sees: set[int]
) -> None:
    discord.guilds = [entry]
    browser.sign_in()
    assert seen_by_nelly() == sees


def test_each_sign_in_adds_and_withdraws_what_discord_says_and_leaves_the_rest(
    discord: DiscordOAuth, browser: Browser, harbour: Guild, lantern: Guild
) -> None:
    discord.guilds = [guild(HARBOUR, MANAGE_SERVER)]
    browser.sign_in()
    discord.guilds = [guild(HARBOUR), guild(LANTERN, owner=True)]
    Browser().sign_in()
    assert seen_by_nelly() == {LANTERN}
    assert [entry.action for entry in AuditEntry.objects.order_by("pk")] == [
        "granted",
        "withdrawn",
        "granted",
    ]
    grant(nelly(), harbour, "hand", now=NOW)
    discord.guilds = []
    Browser().sign_in()
    assert seen_by_nelly() == {HARBOUR}
    assert User.objects.count() == Account.objects.count() == 1


def test_an_account_that_was_given_the_discord_id_by_hand_is_the_one(
    discord: DiscordOAuth, browser: Browser
) -> None:
    erin = account("erin", NELLY_ID)
    browser.sign_in()
    assert browser.user_id == erin.user.pk
    Account.objects.update(discord_id=None)
    frank = account("frank", NELLY_ID)
    Browser().sign_in()
    assert nelly() == frank
    assert SocialAccount.objects.get().user == frank.user


def test_who_was_signed_in_as_somebody_else_is_that_no_more(
    discord: DiscordOAuth, browser: Browser
) -> None:
    erin = account("erin")
    browser.client.force_login(erin.user)
    browser.sign_in()
    assert browser.user_id == nelly().user.pk
    erin.refresh_from_db()
    assert erin.discord_id is None


def test_an_account_that_is_switched_off_stays_out(discord: DiscordOAuth, browser: Browser) -> None:
    browser.sign_in()
    User.objects.update(is_active=False)
    other = Browser()
    answer = other.sign_in()
    assert answer["Location"] == "/signin/switched-off/"
    assert other.user_id is None
    assert other.client.get(answer["Location"]).status_code == 403


# Where to


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/guilds/7/", "/guilds/7/"),
        ("http://localhost:5173/welcome", "http://localhost:5173/welcome"),
        ("https://elsewhere.example/", "/guilds/"),
        ("//elsewhere.example/", "/guilds/"),
        ("javascript:alert(1)", "/guilds/"),
        ("http://localhost:5173@elsewhere.example/", "/guilds/"),
        ("http://[", "/guilds/"),
    ],
)
def test_it_leads_where_one_was_going_here_or_on_a_dashboard_and_nowhere_else(
    discord: DiscordOAuth, browser: Browser, asked: str, led: str
) -> None:
    assert browser.sign_in(next=asked)["Location"] == led


def test_behind_a_proxy_discord_leads_back_to_the_public_address(
    discord: DiscordOAuth, browser: Browser, settings: Settings
) -> None:
    settings.PUBLIC_URL = "https://spectra.example"
    back = browser.go_to_discord()
    assert back.startswith("https://spectra.example/signin/discord/callback/?")
    assert browser.come_back(back).status_code == 302


# When it fails


def failed(browser: Browser, answer: Any) -> bool:
    shown = "Discord did not sign you in" in answer.content.decode()
    return answer.status_code == 401 and shown and browser.user_id is None


@pytest.mark.parametrize("path", ["/oauth2/token", "/users/@me", "/users/@me/guilds"])
@pytest.mark.parametrize(
    "answer",
    [
        (500, b"oops"),
        (429, b'{"message": "You are being rate limited.", "retry_after": 1}'),
        (200, b""),
        (200, b"[1, 2"),
        (200, b"7"),
        (200, b'{"id": "no number", "username": "x"}'),
        (200, json.dumps({"id": str(2**63), "username": "x"}).encode()),
        (200, b'[{"id": "1", "permissions": "many"}]'),
        (200, b'[{"id": "-1", "owner": true, "permissions": "0"}]'),
        (200, b'[{"permissions": "0"}]'),
        (200, b"\xff\xfe"),
    ],
    ids=lambda answer: f"{answer[0]} {answer[1][:24].decode(errors='replace')}",
)
def test_an_answer_of_discord_s_that_can_t_be_used_signs_nobody_in_and_changes_nothing(
    discord: DiscordOAuth,
    browser: Browser,
    harbour: Guild,
    path: str,
    answer: tuple[int, bytes],
    caplog: pytest.LogCaptureFixture,
) -> None:
    discord.guilds = [guild(HARBOUR, owner=True)]
    Browser().sign_in()
    discord.answers[path] = answer
    assert failed(browser, browser.sign_in())
    assert seen_by_nelly() == {HARBOUR}
    assert "a sign-in with Discord failed" in caplog.text
    assert "Traceback" not in caplog.text


def test_who_says_no_at_discord_is_not_signed_in(discord: DiscordOAuth, browser: Browser) -> None:
    discord.refuses = True
    answer = browser.sign_in()
    assert answer["Location"] == "/signin/cancelled/"
    assert browser.client.get(answer["Location"]).status_code == 200
    assert browser.user_id is None


def test_what_comes_back_must_have_set_out_in_this_browser_and_counts_once(
    discord: DiscordOAuth, browser: Browser
) -> None:
    back = browser.go_to_discord()
    other = Browser()
    assert failed(other, other.come_back(back))
    assert browser.come_back(back).status_code == 302
    browser.client.logout()
    assert failed(browser, browser.come_back(back))


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?code=x&state=%00", "?error=x"])
def test_an_odd_way_back_is_refused(discord: DiscordOAuth, browser: Browser, query: str) -> None:
    assert failed(browser, browser.client.get(f"/signin/discord/callback/{query}"))


def test_no_link_can_send_anybody_to_discord(discord: DiscordOAuth, browser: Browser) -> None:
    assert browser.client.get("/signin/discord/").status_code == 405


def test_a_site_that_is_not_registered_at_discord_has_no_such_way(browser: Browser) -> None:
    assert browser.client.post("/signin/discord/").status_code == 404
    assert browser.client.get("/signin/discord/callback/?code=x&state=x").status_code == 404
