"""Playing a match again from its page: it starts, tells how it goes, and stops when told to."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Played
from tests.support.folded import log_of, pk_of

PLAYS_WITHIN_MS = 20_000


class Desk:
    """The page of a match, with somebody who plays it again."""

    def __init__(self, page: Page, played: Played) -> None:
        self.page = page
        self.played = played

    def play(self, group_code: str, speed: str, from_round: str = "") -> Locator:
        """The replay's line in the list."""
        self.page.goto(f"{self.played.site}/matches/{self.played.pk}")
        self.page.get_by_role("link", name="Play again").click()
        for field, value in (
            ("group_code", group_code),
            ("speed", speed),
            ("from_round", from_round),
        ):
            self.page.fill(f"#id_{field}", value)
        self.page.get_by_role("button", name="Play").click()
        return self.page.locator("[data-replay]", has_text=group_code)

    def sent(self, group_code: str) -> list[str]:
        """The types of the observer's events in the log of the replay's match."""
        pk = pk_of(self.played.folder, group_code)
        return [one.type for one in log_of(self.played.folder, pk) if one.source == "observer"]


@pytest.fixture
def desk(page: Page, played: Played, session: list[Any]) -> Desk:
    page.context.add_cookies(session)
    return Desk(page, played)


def test_it_plays_to_the_end_and_the_page_says_so_by_itself(desk: Desk) -> None:
    replay = desk.play("AGAIN", "max")
    expect(replay).to_have_attribute("data-status", "finished", timeout=PLAYS_WITHIN_MS)
    told = [
        one.type for one in log_of(desk.played.folder, desk.played.pk) if one.source == "observer"
    ]
    assert desk.sent("AGAIN") == told
    expect(replay).to_contain_text(f"{len(told)} of {len(told)} events")


def test_it_can_be_stopped_and_the_code_is_free_again(desk: Desk) -> None:
    replay = desk.play("AGAIN2", "0.0001", from_round="3")
    expect(replay).to_contain_text("round 3", timeout=PLAYS_WITHIN_MS)
    replay.get_by_role("button", name="Stop").click()
    expect(replay).to_have_attribute("data-status", "stopped", timeout=PLAYS_WITHIN_MS)
    assert desk.sent("AGAIN2")[-1] == "round_info"
    again = desk.play("AGAIN2", "max")
    expect(again.first).to_have_attribute("data-status", "finished", timeout=PLAYS_WITHIN_MS)
