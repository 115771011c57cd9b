"""Signing in with Discord in a real browser, whose rules about forms and cookies count."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from guilds.models import Guild
from tests.browser.conftest import FLAGS, tab
from tests.guilds.cast import HARBOUR
from tests.support import needs
from tests.support.discord_oauth import DiscordOAuth, guild


@pytest.fixture
def site(transactional_db: None) -> Iterator[str]:
    """The address of this very process, in other threads."""
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(5)  # each closes its connection to the database last


@pytest.fixture
def page(site: str, harbour: Guild) -> Iterator[Page]:
    """A tab that is closed before the site is. While it is open nobody here asks the database."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=needs.chromium(), args=FLAGS)
        with tab(chromium) as (page, problems):
            yield page
        assert problems == []
        chromium.close()


def test_from_the_button_to_the_communities_and_a_pair_of_tokens(
    page: Page, site: str, discord: DiscordOAuth
) -> None:
    discord.guilds = [guild(HARBOUR, owner=True)]
    page.goto(f"{site}/guilds/")
    page.get_by_role("button", name="Continue with Discord").click()
    page.wait_for_url(f"{site}/guilds/")
    expect(page.get_by_role("heading", name="Harbour")).to_be_visible()
    expect(page.get_by_text("Nelly")).to_be_visible()
    asked = "fetch('/api/v1/auth/session/', {method: 'POST'}).then(answer => answer.json())"
    assert set(page.evaluate(asked)) == {"access", "refresh"}
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
