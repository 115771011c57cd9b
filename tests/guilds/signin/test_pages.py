"""The pages of signing in, and what comes right after."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from auth_keys import attempts
from guilds.models import EVENTS, Account, Guild
from tests.guilds.accounts import PASSWORD, account, granted
from tests.guilds.signin.conftest import Browser
from tests.support.discord_oauth import DiscordOAuth

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 14, 12, 0, 5, tzinfo=UTC)


@pytest.fixture
def erin() -> Account:
    return account("erin")


def try_to_sign_in(name: str = "erin", password: str = PASSWORD, **more: str) -> tuple[bool, str]:
    """Whether it worked, and the page that came of it."""
    client = Client(REMOTE_ADDR=more.pop("address", "127.0.0.1"))
    form = {"username": name, "password": password, **more}
    answer = client.post("/signin/", form)
    assert (answer.status_code == 429) == ("Too many attempts" in answer.content.decode())
    return answer.status_code == 302, answer.headers.get("Location", answer.content.decode())


def test_with_a_name_and_a_password_one_comes_to_the_communities(erin: Account) -> None:
    assert try_to_sign_in() == (True, "/guilds/")


def test_a_wrong_password_is_told_as_a_wrong_name_is(erin: Account) -> None:
    messages = set()
    for name, password in (("erin", "wrong"), ("nobody", PASSWORD)):
        signed_in, page = try_to_sign_in(name, password)
        assert not signed_in
        messages.add(re.search(r'role="alert">([^<]+)', page).group(1))  # type: ignore[union-attr]
    assert len(messages) == 1


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/guilds/7/", "/guilds/7/"),
        ("http://localhost:5173/welcome", "http://localhost:5173/welcome"),
        ("https://elsewhere.example/", "/guilds/"),
        ("http://[", "/guilds/"),
    ],
)
def test_it_leads_where_one_was_going_here_or_on_a_dashboard(
    erin: Account, asked: str, led: str
) -> None:
    assert try_to_sign_in(next=asked) == (True, led)


def test_discord_is_offered_where_the_site_is_registered_there(discord: DiscordOAuth) -> None:
    page = Client().get("/signin/?next=/guilds/7/").content.decode()
    assert "Continue with Discord" in page
    assert page.count('name="next" value="/guilds/7/"') == 2


def test_discord_is_not_offered_elsewhere() -> None:
    assert "Continue with Discord" not in Client().get("/signin/").content.decode()


def test_the_policy_lets_forms_lead_to_discord_and_to_dashboards(discord: DiscordOAuth) -> None:
    policy = Client().get("/signin/")["Content-Security-Policy"]
    origins = "http://localhost:5173 http://127.0.0.1:5173"
    assert f"form-action 'self' {discord.url} {origins};" in policy
    assert "script-src 'self'" in policy


def test_who_is_signed_in_is_led_on(erin: Account, client: Client) -> None:
    client.force_login(erin.user)
    assert client.get("/signin/")["Location"] == "/guilds/"


def test_signing_out_ends_the_session_and_no_link_can_do_it(erin: Account) -> None:
    browser = Browser()
    browser.client.force_login(erin.user)
    assert browser.client.get("/signin/out/").status_code == 405
    assert browser.client.post("/signin/out/")["Location"] == "/signin/"
    assert browser.user_id is None


# Guessing


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The time, in a list of one."""
    times = [NOON]
    monkeypatch.setattr(attempts, "now", lambda: times[0])
    return times


def test_a_name_is_tried_ten_times_a_minute_wherever_it_comes_from(
    erin: Account, clock: list[datetime]
) -> None:
    for number in range(10):
        try_to_sign_in(password="wrong", address=f"192.0.2.{number}")
    signed_in, page = try_to_sign_in("ERIN", address="192.0.2.99")
    assert not signed_in
    assert "Too many attempts. Try again in 55 s." in page
    clock[0] += timedelta(seconds=55)
    assert try_to_sign_in()[0]


def test_an_address_tries_ten_times_a_minute_whatever_the_name(
    erin: Account, clock: list[datetime], settings: Settings
) -> None:
    for number in range(10):
        try_to_sign_in(f"nobody{number}", "wrong", address="192.0.2.7")
    assert not try_to_sign_in(address="192.0.2.7")[0]
    assert try_to_sign_in(address="192.0.2.8")[0]


# The communities


def test_the_communities_are_for_those_who_are_signed_in(client: Client) -> None:
    assert client.get("/guilds/")["Location"] == "/signin/?next=/guilds/"


def test_one_sees_the_communities_that_were_granted(
    erin: Account, harbour: Guild, lantern: Guild, client: Client
) -> None:
    client.force_login(granted(erin, harbour).user)
    page = client.get("/guilds/").content.decode()
    assert "Harbour" in page
    assert f'href="/guilds/{harbour.pk}/"' in page
    assert "Lantern" not in page
    assert "erin" in page


def test_who_sees_none_is_told_how_that_changes(erin: Account, client: Client) -> None:
    client.force_login(erin.user)
    assert "None yet" in client.get("/guilds/").content.decode()


def test_what_is_stored_and_for_how_long_is_told_to_everybody(
    client: Client, settings: Settings
) -> None:
    settings.GUILD_EVENTS_DAYS = 30
    page = client.get("/guilds/privacy/").content.decode()
    assert "It never notes what anybody wrote" in " ".join(page.split())
    assert "Events are deleted after 30 days" in page


def test_each_table_of_events_is_named_on_that_page(client: Client) -> None:
    page = client.get("/guilds/privacy/").content.decode()
    told = page.count("<tr><td>")
    assert told == len(EVENTS)
