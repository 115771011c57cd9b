"""The feed and the alerts."""

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from guilds import news
from guilds.values import Live
from tests.browser.guilds.conftest import Community
from tests.browser.guilds.port import GuildPort
from tests.guilds.cast import ALICE, BOB, CHARLIE, CLIPS, HARBOUR, NOW


def send(port: GuildPort, live: Live) -> None:
    port.send(live.event, live.payload)


def lines(found: Locator) -> list[str]:
    return [" ".join(line.split()) for line in found.all_inner_texts()]


@pytest.mark.parametrize(
    ("live", "words"),
    [
        (news.message(HARBOUR, ALICE, CLIPS, NOW), "alice wrote in #clips"),
        (news.presence(HARBOUR, ALICE, "dnd", NOW), "alice is not to be disturbed"),
        (news.presence(HARBOUR, ALICE, "offline", NOW), "alice is offline"),
        (news.roles_added(HARBOUR, BOB, ["Regular", "DJ"], NOW), "bob was given Regular, DJ"),
        (news.joined(HARBOUR, BOB, 400, NOW), "bob joined, account 400 days old"),
        (news.joined(HARBOUR, BOB, 0, NOW), "bob joined, account made today"),
        (
            news.several_clients(HARBOUR, ALICE, ["desktop", "mobile"], NOW),
            "alice is on desktop and mobile at once",
        ),
    ],
)
def test_the_feed_tells_what_happened_and_when(
    dashboard: Page, port: GuildPort, live: Live, words: str
) -> None:
    send(port, live)
    expect(dashboard.locator("#feed li")).to_have_count(1)
    assert lines(dashboard.locator("#feed li")) == [f"15:09:26 {words}"]


def test_the_newest_is_first_and_the_oldest_go(dashboard: Page, port: GuildPort) -> None:
    for second in range(120):
        send(port, news.message(HARBOUR, ALICE, CLIPS, NOW + timedelta(seconds=second)))
    expect(dashboard.locator("#feed li time").first).to_have_text("15:11:25")
    expect(dashboard.locator("#feed li")).to_have_count(100)
    expect(dashboard.locator("#feed li time").last).to_have_text("15:09:46")


def test_what_was_stored_is_among_the_alerts(dashboard: Page, community: Community) -> None:
    several, joined = community.now - timedelta(hours=5), community.now - timedelta(days=1)
    assert lines(dashboard.locator("#alerts li")) == [
        f"charlie is on desktop and web at once {several:%a %H:%M}",
        f"charlie joined, account 3 days old {joined:%a %H:%M}",
    ]


def test_each_who_is_worth_a_look_has_one_line_that_counts(
    dashboard: Page, port: GuildPort, community: Community
) -> None:
    later = community.now + timedelta(seconds=34)
    for at in (community.now, later, later):
        send(port, news.several_clients(HARBOUR, CHARLIE, ["desktop", "mobile"], at))
    send(port, news.joined(HARBOUR, BOB, 6, later + timedelta(seconds=1)))
    expect(dashboard.locator("#alerts li bdi")).to_have_text(["bob", "charlie", "charlie"])
    assert lines(dashboard.locator("#alerts li"))[:2] == [
        f"bob joined, account 6 days old {later:%a %H:%M}",
        f"charlie is on desktop and mobile at once 3× {later:%a %H:%M}",  # noqa: RUF001
    ]


def test_an_old_account_that_joins_is_no_alert(dashboard: Page, port: GuildPort) -> None:
    send(port, news.joined(HARBOUR, BOB, 7, NOW))
    expect(dashboard.locator("#feed li")).to_have_count(1)
    expect(dashboard.locator("#alerts li")).to_have_count(2)


def test_alerts_that_come_while_the_stored_ones_are_read_stay_and_count_once(
    page: Page, community: Community, port: GuildPort
) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/multi-client/**", hold)
    page.goto(community.dashboard)
    expect(page.locator("#line")).to_have_text("Live")
    stored_at = community.now - timedelta(hours=5)
    send(port, news.several_clients(HARBOUR, CHARLIE, ["desktop", "web"], stored_at))
    send(port, news.several_clients(HARBOUR, BOB, ["mobile", "web"], community.now))
    expect(page.locator("#alerts li bdi")).to_have_text(["bob", "charlie"])
    for route in held:
        route.continue_()
    expect(page.locator("#alerts li bdi")).to_have_text(["bob", "charlie", "charlie"])
    assert "×" not in page.locator("#alerts").inner_text()  # noqa: RUF001
