"""Signing in with Discord in a real browser, whose rules about forms and cookies count."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from guilds.access import visible_guilds
from guilds.models import Account, Guild
from tests.browser.conftest import FLAGS, tab
from tests.guilds.cast import HARBOUR
from tests.guilds.signin.conftest import NELLY
from tests.support import needs
from tests.support.discord_oauth import DiscordOAuth, guild


@pytest.fixture
def site(transactional_db: None, plain_static_names: None) -> Iterator[str]:
    """The address of this very process, in another thread."""
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()


@pytest.fixture
def page(site: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A tab that is closed before the site is."""
    # Playwright's loop runs in this thread, where the test asks the database as well.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=needs.chromium(), args=FLAGS)
        with tab(chromium) as (page, problems):
            yield page
        assert problems == []
        chromium.close()


def test_from_the_button_to_the_communities_and_a_pair_of_tokens(
    page: Page, site: str, discord: DiscordOAuth
) -> None:
    Guild.objects.create(discord_id=HARBOUR, name="Harbour")
    discord.guilds = [guild(HARBOUR, owner=True)]
    page.goto(f"{site}/guilds/")
    page.get_by_role("button", name="Continue with Discord").click()
    page.wait_for_url(f"{site}/guilds/")
    expect(page.get_by_role("heading", name="Harbour")).to_be_visible()
    expect(page.get_by_text("Nelly")).to_be_visible()
    asked = "fetch('/api/v1/auth/session/', {method: 'POST'}).then(answer => answer.json())"
    assert set(page.evaluate(asked)) == {"access", "refresh"}
    nelly = Account.objects.get(discord_id=NELLY["id"])
    assert visible_guilds(nelly.user).get().pk == HARBOUR
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
