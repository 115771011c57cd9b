"""The dashboard at the real port 3001, while a simulated community lives."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import tab
from tests.browser.guilds.demo import demo_of
from tests.browser.guilds.signing_in import sign_in
from tests.support.served import Served, copy_beside, serving

PATIENCE_MS = 30_000


@pytest.fixture(scope="module")
def served(prepared_site: Path) -> Iterator[Served]:
    with serving(Served(copy_beside(prepared_site)), "--demo") as served:
        yield served
        assert served.traceback() == ""


@pytest.fixture
def living(chromium: Browser, served: Served) -> Iterator[Page]:
    """The dashboard of the demo, which somebody who may see it has just opened."""
    with tab(chromium) as (page, problems):
        sign_in(page, *demo_of(served))
        yield page
    assert problems == []


def test_it_fills_with_what_happens(living: Page) -> None:
    expect(living.locator("#line")).to_have_text("Live")
    for panel in ("ghosts", "lurkers", "diversity"):
        expect(living.locator(f"#{panel} li").first).to_be_visible(timeout=PATIENCE_MS)
    expect(living.locator("#heatmap")).to_contain_text("messages, most on", timeout=PATIENCE_MS)
    expect(living.locator("#feed li").nth(2)).to_be_visible(timeout=PATIENCE_MS)


def test_it_comes_back_when_the_server_does(living: Page, served: Served) -> None:
    expect(living.locator("#line")).to_have_text("Live")
    served.stop()
    expect(living.locator("#line")).to_contain_text("Disconnected since")
    served.start("--demo")
    expect(living.locator("#line")).to_have_text("Live", timeout=PATIENCE_MS)
    expect(living.locator("#feed")).to_contain_text("what happened then is not listed")
