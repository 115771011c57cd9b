"""The crew's page saves by itself, and shows what others of the crew change."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Played, tab

LOOK_AGAIN_MS = 5000


@pytest.fixture
def link(chromium: Browser, played: Played, session: list[Any]) -> str:
    """The crew's link to a new session, which lists alice and bob."""
    with tab(chromium) as (page, problems):
        page.context.add_cookies(session)
        page.goto(f"{played.site}/playercams/")
        page.select_option("[name=organisation]", label="Harbour Broadcasts")
        page.fill("[name=group_code]", "NEXT")
        page.click(".add button")
        page.wait_for_url("**/session/org/**")
        for name in ("alice#AL", "bob#BO"):
            page.fill(".add [name=player]", name)
            page.click(".add button")
            expect(row(page, name)).to_be_visible()
        assert problems == []
        return page.url


@pytest.fixture
def crew(chromium: Browser, link: str) -> Iterator[Page]:
    """One of the crew, without any log-in."""
    with tab(chromium) as (page, problems):
        page.clock.install()
        page.goto(link)
        yield page
        assert problems == []


def row(page: Page, name: str) -> Any:
    return page.locator(f'[data-player="{name}"]')


def saved(page: Page) -> None:
    expect(page.locator("#note")).to_have_text("Saved")


def test_a_camera_is_on_air_with_one_click(crew: Page) -> None:
    row(crew, "alice#AL").locator("[name=camera]").check()
    saved(crew)
    crew.reload()
    expect(row(crew, "alice#AL").locator("[name=camera]")).to_be_checked()
    expect(row(crew, "bob#BO").locator("[name=camera]")).not_to_be_checked()


def test_a_name_is_kept_while_another_of_the_crew_changes_the_page(
    crew: Page, chromium: Browser, link: str
) -> None:
    typed = row(crew, "alice#AL").locator("[name=shown]")
    typed.press_sequentially("Ali")
    with tab(chromium) as (other, _):
        other.goto(link)
        row(other, "bob#BO").locator("[name=shown]").fill("Bobby")
        row(other, "bob#BO").locator("[name=shown]").press("Enter")
        saved(other)
    crew.clock.run_for(LOOK_AGAIN_MS)
    expect(row(crew, "bob#BO").locator("[name=shown]")).to_have_value("Bobby")
    expect(typed).to_have_value("Ali")
    expect(typed).to_be_focused()


def test_a_player_without_a_tagline_is_refused_in_words(crew: Page) -> None:
    crew.fill(".add [name=player]", "nobody")
    crew.locator(".add button").click()
    expect(crew.locator("#note")).to_have_text(
        "Write the player as name#tagline, as the game does."
    )
    expect(crew.locator(".add [name=player]")).to_have_value("nobody")
