"""The overlay says what it waits for, and finds back by itself."""

import pytest
from playwright.sync_api import Page, expect

from spectra_site.clock import now_ms
from tests.browser.conftest import CODE, Broadcast, stop_clock
from tests.browser.states import state

LOST = "Connection lost - reconnecting"
LOGON = {"groupCode": CODE, "stream": "delta"}


@pytest.fixture
def waiting(page: Page, site: str, broadcast: Broadcast) -> Page:
    """A fresh overlay that is logged on, with no match yet."""
    page.goto(f"{site}/overlay/{CODE}")
    page.wait_for_selector("[data-status='waiting']")
    return page


def status(page: Page, words: str) -> None:
    note = page.locator('[data-field="status"]')
    expect(note).to_have_text(words)
    expect(note).to_have_css("opacity", "1")


def board(page: Page, shown: str) -> None:
    expect(page.locator("#stage")).to_have_attribute("data-board", shown)


def test_it_waits_for_its_match_by_name(waiting: Page, broadcast: Broadcast) -> None:
    status(waiting, f"Waiting for match {CODE}")
    board(waiting, "off")
    assert broadcast.logons() == [LOGON]


def test_the_note_goes_when_the_match_begins(waiting: Page, broadcast: Broadcast) -> None:
    broadcast.show(state())
    board(waiting, "on")
    expect(waiting.locator('[data-field="status"]')).to_have_css("opacity", "0")


def test_it_says_so_when_the_server_was_never_there(
    page: Page, site: str, broadcast: Broadcast
) -> None:
    broadcast.is_open = False
    page.goto(f"{site}/overlay/{CODE}")
    status(page, "Can't reach the server - retrying")


def test_a_lost_line_is_told_and_the_board_stays(waiting: Page, broadcast: Broadcast) -> None:
    broadcast.show(state())
    board(waiting, "on")
    broadcast.is_open = False
    broadcast.server.cut()
    status(waiting, LOST)
    board(waiting, "on")


def test_a_clock_stops_when_the_line_is_lost_for_5_s(waiting: Page, broadcast: Broadcast) -> None:
    broadcast.show(state(roundTimeoutTime=now_ms() + 90_000))
    box = waiting.locator('[data-field="clock-box"]')
    stop_clock(waiting)
    broadcast.is_open = False
    broadcast.server.cut()
    status(waiting, LOST)
    expect(box).to_have_attribute("data-clock", "round")
    stop_clock(waiting, 5_000)
    expect(box).to_have_attribute("data-clock", "none")
    status(waiting, LOST)
    broadcast.is_open = True
    expect(box).to_have_attribute("data-clock", "round")


def test_it_comes_back_by_itself_logs_on_again_and_shows_the_newest_state(
    waiting: Page, broadcast: Broadcast
) -> None:
    broadcast.show(state())
    broadcast.is_open = False
    broadcast.server.cut()
    status(waiting, LOST)
    broadcast.show(state(roundNumber=12))
    broadcast.is_open = True
    expect(waiting.locator('[data-field="round"]')).to_have_text("Round 12")
    assert broadcast.logons() == [LOGON] * 2


def test_a_disconnect_by_the_server_is_not_the_end(waiting: Page, broadcast: Broadcast) -> None:
    broadcast.show(state())
    board(waiting, "on")
    server = broadcast.server
    server.run(server.sio.disconnect(server.sids[-1]))
    status(waiting, LOST)
    expect(waiting.locator("[data-status=live]")).to_have_count(1)


def test_a_board_whose_match_is_gone_leaves(waiting: Page, broadcast: Broadcast) -> None:
    broadcast.show(state())
    board(waiting, "on")
    broadcast.show(None)
    broadcast.server.cut()
    status(waiting, f"Waiting for match {CODE}")
    board(waiting, "off")


@pytest.mark.parametrize(("query", "marks"), [("?demo=1", 1), ("", 0), ("?demo=0", 0)])
def test_a_demo_is_marked_as_one(
    page: Page, site: str, broadcast: Broadcast, query: str, marks: int
) -> None:
    page.goto(f"{site}/overlay/{CODE}{query}")
    expect(page.locator('[data-field="demo"]')).to_have_count(marks)
