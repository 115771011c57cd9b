"""The list of live matches in the admin keeps itself fresh, stays put, and never lies by age."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.support.served import Served, copy_beside, manage, serving

PASSWORD = "correct-horse-battery"


@pytest.fixture(scope="module")
def site_with_demo(prepared_site: Path) -> Iterator[Served]:
    alice = ("createsuperuser", "--noinput", "--username", "alice", "--email", "alice@example.org")
    with serving(Served(copy_beside(prepared_site)), "--demo") as served:
        manage(served.folder, *alice, DJANGO_SUPERUSER_PASSWORD=PASSWORD)
        send_nonsense(served)
        yield served


@pytest.fixture
def watched(site_with_demo: Served, page: Page) -> Served:
    """The site of a demo match, whose list of live matches is open in this tab."""
    page.goto(f"{site_with_demo.url('web')}/admin/matches/match/")
    page.fill("#id_username", "alice")
    page.fill("#id_password", PASSWORD)
    page.click("input[type=submit]")
    return site_with_demo


def send_nonsense(served: Served) -> None:
    """A packet that is refused, from a client that polls."""
    url = f"{served.url('ingest')}/socket.io/?EIO=4&transport=polling"
    with urlopen(url) as answer:
        sid = json.loads(answer.read()[1:])["sid"]
    for packet in (b"40", b'42["nonsense"]'):
        with urlopen(Request(f"{url}&sid={sid}", data=packet)):
            pass


def edges(page: Page) -> list[float]:
    """Where the columns of the list begin, and where what follows the list does."""
    found: list[float] = page.evaluate(
        """() => [
          ...[...document.querySelectorAll("#result_list th")].map((th) => th.offsetLeft),
          document.querySelector("#live-refused").getBoundingClientRect().top,
        ]"""
    )
    return found


def test_it_follows_a_match_while_the_page_itself_stays_as_it_is(
    watched: Served, page: Page
) -> None:
    feed = page.locator("#result_list .feed")
    expect(feed).to_have_text("receiving")
    expect(page.locator("#live-status")).to_contain_text("updated")
    page.click("#refused summary")
    page.focus("#searchbar")
    before, last = edges(page), page.locator(".field-last_event time").get_attribute("datetime")
    row = page.locator("#result_list tbody tr").element_handle()
    expect(page.locator(".field-last_event time")).not_to_have_attribute("datetime", str(last))
    assert row.is_visible()
    assert edges(page) == before
    expect(page.locator("#searchbar")).to_be_focused()
    expect(page.get_by_text("A Socket.IO event that the port does not know.")).to_be_visible()


def test_it_says_that_the_figures_are_old_while_the_site_is_gone(
    watched: Served, page: Page
) -> None:
    status = page.locator("#live-status")
    expect(status).to_contain_text("updated")
    watched.stop()
    expect(status).to_contain_text("The site can't be reached since")
    expect(page.locator("body.live-stale #live-list")).to_be_visible()
    watched.start("--demo")
    expect(status).to_contain_text("updated")
    expect(page.locator("body.live-stale")).to_have_count(0)


def test_it_says_when_the_operator_has_been_signed_out(watched: Served, page: Page) -> None:
    page.context.clear_cookies()
    expect(page.locator("#live-status")).to_contain_text("You are signed out")


@pytest.mark.parametrize("width", [1920, 390])
def test_nothing_runs_over_the_edge_of_the_window(watched: Served, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    expect(page.locator("#result_list .feed")).to_be_visible()
    for column in ("group_code", "score", "events_per_second", "last_event"):
        box = page.locator(f".field-{column}").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
