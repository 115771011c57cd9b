"""What the dashboard shows of the last week, and that all of it is only ever text."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from guilds import news
from guilds.analytics.diversity import ChannelCount
from guilds.analytics.ghosts import Ghost
from guilds.analytics.lurkers import Lurker
from guilds.analytics.summary import Summary
from guilds.values import Channel
from tests.browser.guilds.conftest import Community
from tests.browser.guilds.port import GuildPort
from tests.guilds.cast import ALICE, BOB, HARBOUR, LANTERN, person

HOSTILE = '<img src=x onerror="document.title=1">\u202egnp.exe' + "W" * 50
RETRY_MS = 30_000  # of the page
UNREAD = "Some figures can't be read: they are old."


def people(page: Page, panel: str) -> list[str]:
    """The lines of a list, each with single spaces."""
    lines = page.locator(f"#{panel} li").all_inner_texts()
    return [" ".join(line.split()) for line in lines]


def update(summary: Summary, at: datetime) -> tuple[str, dict[str, Any]]:
    return "analytics:update", news.analytics(HARBOUR, summary, at)


def overflows(page: Page) -> bool:
    found: bool = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return found


def test_the_lists_are_there_even_if_the_port_is_not(
    page: Page, community: Community, port: GuildPort
) -> None:
    port.is_open = False
    page.goto(community.dashboard)
    expect(page.locator("#ghosts li")).to_have_count(2)
    assert people(page, "ghosts") == ["alice 3", "bob 1"]
    assert people(page, "lurkers") == ["dana 1 channel sure", "charlie perhaps"]
    assert people(page, "diversity") == ["alice 2", "bob 1"]
    expect(page.locator("#alerts li")).to_have_count(2)


def test_the_heatmap_has_each_hour_of_the_week(dashboard: Page, community: Community) -> None:
    at = community.now - timedelta(hours=1)
    hours = f"{at:%a} {at:%H}–{community.now:%H}"  # noqa: RUF001
    expect(dashboard.locator("#heatmap")).to_contain_text(f"4 messages, most on {hours}")
    assert dashboard.locator("#heatmap tbody td").count() == 7 * 24
    row = dashboard.locator("#heatmap tbody tr").nth(at.weekday())
    written = row.locator("td").nth(at.hour)
    expect(written).to_have_text("4")
    expect(written).to_have_attribute("title", f"{hours}: 4 messages")


def test_an_update_replaces_the_lists_and_reads_the_heatmap_anew(
    dashboard: Page, port: GuildPort, community: Community
) -> None:
    ghosts = [Ghost(BOB.discord_id, "bob", 12.25)]
    lurkers = [Lurker(ALICE.discord_id, "alice", 1, 1_200)]
    at = community.now + timedelta(minutes=5)
    with dashboard.expect_response("**/heatmap/**"):
        port.send(*update(Summary(ghosts, lurkers, []), at))
    expect(dashboard.locator("#ghosts li")).to_have_count(1)
    assert people(dashboard, "ghosts") == ["bob 12.3"]
    assert people(dashboard, "lurkers") == ["alice 1,200 channels sure"]
    expect(dashboard.locator("#diversity")).to_contain_text("Nobody")
    expect(dashboard.get_by_text(f"as of {at:%a %H:%M}")).to_be_visible()


def test_an_answer_that_an_update_has_overtaken_does_not_replace_it(
    page: Page, community: Community, port: GuildPort
) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/summary/", hold)
    page.goto(community.dashboard)
    expect(page.locator("#line")).to_have_text("Live")
    port.send(*update(Summary([Ghost(BOB.discord_id, "bob", 12.25)], [], []), community.now))
    expect(page.locator("#ghosts li")).to_have_count(1)
    with page.expect_response("**/summary/") as answered:
        held[0].continue_()
    answered.value.finished()
    assert people(page, "ghosts") == ["bob 12.3"]


def test_it_says_for_how_long_figures_can_not_be_read(
    dashboard: Page, port: GuildPort, community: Community
) -> None:
    dashboard.route("**/heatmap/**", lambda route: route.abort())
    port.send(*update(Summary([], [], []), community.now))
    expect(dashboard.get_by_text(UNREAD)).to_be_visible()
    dashboard.unroute("**/heatmap/**")
    dashboard.clock.fast_forward(RETRY_MS)
    expect(dashboard.get_by_text(UNREAD)).to_have_count(0)


def test_a_community_that_the_bot_has_left_before_anything_happened_says_so(
    page: Page, community: Community, port: GuildPort
) -> None:
    page.goto(f"{community.site}/guilds/{LANTERN}/")
    expect(page.get_by_text("The bot has left this community")).to_be_visible()
    for panel in ("ghosts", "lurkers", "diversity"):
        expect(page.locator(f"#{panel}")).to_contain_text("Nobody")
    expect(page.locator("#heatmap")).to_contain_text("No messages")
    expect(page.locator("#alerts")).to_contain_text("None")
    expect(page.locator("#feed")).to_contain_text("Nothing since this page was opened")


def test_names_from_discord_are_nothing_but_text(
    page: Page, community: Community, port: GuildPort
) -> None:
    page.goto(f"{community.site}/guilds/{LANTERN}/")
    expect(page.get_by_role("heading", name="</title><script>")).to_be_visible()
    expect(page.locator("#line")).to_have_text("Live")
    mallory, at = person(HOSTILE), community.now
    port.send(
        *update(Summary([Ghost(1, HOSTILE, 1)], [], [ChannelCount(1, HOSTILE, 1)]), community.now)
    )
    for live in (
        news.message(LANTERN, mallory, Channel(1, HOSTILE), at),
        news.roles_added(LANTERN, mallory, [HOSTILE], at),
        news.joined(LANTERN, mallory, 0, at),
    ):
        port.send(live.event, live.payload)
    expect(page.locator("#feed li")).to_have_count(3)
    expect(page.locator("#ghosts li bdi")).to_have_text(HOSTILE)
    expect(page.locator("#alerts li bdi")).to_have_text(HOSTILE)
    assert page.locator("main img, main script").count() == 0
    assert page.title().startswith("</title><script>")
    assert not overflows(page)


@pytest.mark.parametrize("width", [1920, 1280, 390])
def test_nothing_runs_over_the_edge_of_the_window(dashboard: Page, width: int) -> None:
    dashboard.set_viewport_size({"width": width, "height": 900})
    assert not overflows(dashboard)
    for panel in ("ghosts", "lurkers", "diversity", "heatmap", "alerts", "feed"):
        box = dashboard.locator(f"#{panel}").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
