"""The dashboard says how far it can be trusted, and finds back by itself."""

import time
from datetime import timedelta

import jwt
import pytest
from playwright.sync_api import Page, Route, expect

from guilds import news
from tests.browser.guilds.conftest import Community
from tests.browser.guilds.port import ROOMS, GuildPort
from tests.guilds.cast import ALICE, CLIPS, HARBOUR, NOW

TOKENS = "**/auth/session/"
RETRY_MS = 5_000  # of the page
SUBSCRIBED = {(room, str(HARBOUR)) for room in ROOMS}
NO_ACCESS = "You do not have access to this guild"


@pytest.fixture
def short_tokens(page: Page) -> None:
    """Tokens are good for a second."""

    def answer(route: Route) -> None:
        now = int(time.time())
        token = jwt.encode({"iat": now, "exp": now + 1}, "x" * 32)
        route.fulfill(json={"access": token, "refresh": ""})

    page.route(TOKENS, answer)


def says(page: Page, words: str) -> None:
    expect(page.locator("#line")).to_contain_text(words)


def test_it_brings_the_token_of_who_is_signed_in_and_asks_for_both_rooms(
    dashboard: Page, port: GuildPort
) -> None:
    (claims,) = port.tokens
    assert claims["access"] is True
    assert claims["role"] == "USER"
    assert set(port.asked) == SUBSCRIBED
    expect(dashboard.locator("#notice")).to_be_hidden()


def test_it_says_so_when_it_never_was_connected(
    page: Page, community: Community, port: GuildPort
) -> None:
    port.is_open = False
    page.goto(community.dashboard)
    says(page, "Not connected yet. Invalid token. Trying again …")


def test_a_lost_line_is_told_and_what_happened_meanwhile_is_marked_as_missing(
    dashboard: Page, port: GuildPort
) -> None:
    port.is_open = False
    port.server.cut()
    says(dashboard, "Disconnected since")
    expect(dashboard.locator(".board")).to_have_css("opacity", "0.45")
    port.asked.clear()
    port.is_open = True
    dashboard.clock.fast_forward(RETRY_MS)
    says(dashboard, "Live")
    expect(dashboard.locator(".board")).to_have_css("opacity", "1")
    expect(dashboard.locator("#feed li")).to_contain_text("what happened then is not listed")
    assert set(port.asked) == SUBSCRIBED


def test_it_tells_why_the_server_ended_the_line_and_comes_back(
    dashboard: Page, port: GuildPort
) -> None:
    port.send_off("Token expired")
    says(dashboard, "what you see is old. Token expired. Trying again …")
    dashboard.clock.fast_forward(RETRY_MS)
    says(dashboard, "Live")
    assert len(port.tokens) == 2


def test_a_refused_subscription_is_told_until_it_is_granted(
    page: Page, community: Community, port: GuildPort
) -> None:
    port.refusal = NO_ACCESS
    page.goto(community.dashboard)
    says(page, f"Not connected yet. {NO_ACCESS}. Trying again …")
    port.refusal = ""
    page.clock.fast_forward(RETRY_MS)
    says(page, "Live")


def test_whose_grant_is_taken_while_connected_is_told(dashboard: Page, port: GuildPort) -> None:
    port.refusal = NO_ACCESS
    port.send("error", {"message": NO_ACCESS})
    says(dashboard, "Disconnected since")
    says(dashboard, f"{NO_ACCESS}.")


def test_an_objection_that_changes_nothing_leaves_the_line_as_it_is(
    dashboard: Page, port: GuildPort
) -> None:
    port.asked.clear()
    port.send("error", {"message": "Too many events"})
    port.wait_until(lambda: set(port.asked) == SUBSCRIBED)
    says(dashboard, "Live")


def test_a_token_is_renewed_before_it_ends_and_nothing_is_missed_or_told_twice(
    short_tokens: None, dashboard: Page, port: GuildPort
) -> None:
    sent = 0
    while len(port.tokens) < 4:
        live = news.message(HARBOUR, ALICE, CLIPS, NOW + timedelta(milliseconds=sent))
        port.send(live.event, live.payload)
        sent += 1
        dashboard.wait_for_timeout(40)
    expect(dashboard.locator("#feed li")).to_have_count(min(sent, 100))
    assert dashboard.locator("#feed li[data-kind=gap]").count() == 0
    says(dashboard, "Live")


def test_it_says_until_when_it_is_live_where_the_token_can_not_be_renewed(
    short_tokens: None, dashboard: Page
) -> None:
    dashboard.route(TOKENS, lambda route: route.abort())
    notice = dashboard.locator("#notice")
    expect(notice).to_contain_text("could not be renewed: the site can't be reached. Live events")
    expect(notice.get_by_role("link")).to_be_hidden()


def test_who_was_signed_out_is_asked_to_sign_in(
    short_tokens: None, dashboard: Page, community: Community
) -> None:
    dashboard.context.clear_cookies()
    dashboard.unroute(TOKENS)
    notice = dashboard.locator("#notice")
    expect(notice).to_contain_text("could not be renewed: You are signed out.")
    notice.get_by_role("link", name="Sign in").click()
    dashboard.wait_for_url(f"**/signin/?next=/guilds/{HARBOUR}/")


def test_who_was_switched_off_is_told(short_tokens: None, dashboard: Page) -> None:
    problem = {"detail": "Access denied."}
    dashboard.route(TOKENS, lambda route: route.fulfill(status=403, json=problem))
    expect(dashboard.locator("#notice")).to_contain_text("could not be renewed: Access denied.")
