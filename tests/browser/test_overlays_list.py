"""The list of live codes keeps itself fresh and copies links."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, Route, expect

from matches.live.feed import Feed

LINK = "http://localhost:8000/overlay/{}"


class Listing:
    """The page as the server would answer it, changed by the test while the page looks on."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.address = f"{site}/overlays/"
        self.answer: str | None = ""
        page.clock.install()
        page.route(self.address, self._answer)

    def now_lists(self, **rounds: int) -> None:
        matches = [_match(code, number) for code, number in rounds.items()]
        context = {"matches": matches, "demo_code": "DEMO"}
        self.answer = render_to_string("site/overlays.html", context)

    def open(self) -> None:
        self.page.goto(self.address)

    def look_again(self) -> None:
        """As if two seconds had passed."""
        with self.page.expect_event("requestfinished", self._is_ours):
            self.page.clock.run_for(2000)

    def _is_ours(self, request: Any) -> bool:
        return bool(request.url == self.address)

    def _answer(self, route: Route) -> None:
        if self.answer is None:
            route.abort()
        else:
            route.fulfill(body=self.answer, content_type="text/html; charset=utf-8")


FEED = Feed("good", "receiving", "The last event came less than 5 seconds ago.")


def _match(code: str, number: int) -> dict[str, Any]:
    return {
        "group_code": code,
        "teams": ("Harbor Lanterns", "Quiet Meridian"),
        "score": (7, 5),
        "round_number": number,
        "phase": "buy phase",
        "observers": 1,
        "viewers": 2,
        "events_per_second": 3.0,
        "last_event": "1 s ago",
        "feed": FEED,
        "url": LINK.format(code),
    }


@pytest.fixture
def listing(page: Page, site: str) -> Listing:
    return Listing(page, site)


def codes(page: Page) -> list[str | None]:
    return [one.get_attribute("data-code") for one in page.locator("[data-code]").all()]


def test_matches_come_change_and_go_without_a_reload(listing: Listing) -> None:
    listing.now_lists(CUP=3, FINAL=9)
    listing.open()
    assert codes(listing.page) == ["CUP", "FINAL"]
    listing.now_lists(NEWEST=0, FINAL=10, OPEN=1)
    listing.look_again()
    expect(listing.page.locator("[data-code]")).to_have_count(3)
    assert codes(listing.page) == ["NEWEST", "FINAL", "OPEN"]
    expect(listing.page.locator("[data-code=FINAL] [data-field=round]")).to_have_text("10")


def test_a_feed_that_dies_is_marked_without_a_reload(
    listing: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing.now_lists(CUP=3)
    listing.open()
    dead = Feed("bad", "no observer", "No observer is connected.")
    monkeypatch.setattr(f"{__name__}.FEED", dead)
    listing.now_lists(CUP=3)
    listing.look_again()
    expect(listing.page.locator("[data-code=CUP]")).to_have_attribute("data-feed", "bad")
    expect(listing.page.locator("[data-field=feed]")).to_have_text("no observer")


def test_the_focus_stays_where_it_is_while_figures_change(listing: Listing) -> None:
    listing.now_lists(CUP=3)
    listing.open()
    listing.page.focus("[data-code=CUP] [data-copy]")
    listing.now_lists(CUP=4)
    listing.look_again()
    expect(listing.page.locator("[data-field=round]")).to_have_text("4")
    expect(listing.page.locator("[data-copy]")).to_be_focused()


def test_the_last_match_to_end_leaves_a_word(listing: Listing) -> None:
    listing.now_lists(CUP=3)
    listing.open()
    expect(listing.page.locator("#empty")).to_be_hidden()
    listing.now_lists()
    listing.look_again()
    expect(listing.page.locator("#empty")).to_be_visible()


def test_it_says_when_the_server_is_gone_and_comes_back(listing: Listing) -> None:
    listing.now_lists(CUP=3)
    listing.open()
    listing.answer = None
    listing.page.clock.run_for(2000)
    note = listing.page.locator("#note")
    expect(note).to_have_text("The server can't be reached - retrying")
    listing.now_lists(CUP=4)
    listing.look_again()
    expect(note).to_have_text("")


def test_it_says_when_staff_have_been_signed_out(listing: Listing) -> None:
    listing.now_lists(CUP=3)
    listing.open()
    listing.answer = "<form id='login-form'></form>"
    listing.look_again()
    expect(listing.page.locator("#note")).to_contain_text("signed out")


def test_a_link_is_copied(listing: Listing) -> None:
    listing.now_lists(CUP=3, FINAL=9)
    listing.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    listing.open()
    listing.page.click("[data-code=FINAL] [data-copy]")
    expect(listing.page.locator("[data-code=FINAL] [data-copy]")).to_have_text("Copied")
    copied = listing.page.evaluate("navigator.clipboard.readText()")
    assert copied == LINK.format("FINAL")
