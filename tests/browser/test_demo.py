"""The whole way: a simulated match, the real server, the overlay page in a real browser."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from matches.simulator.logon import logon
from matches.simulator.pace import DEMO
from matches.simulator.player import play
from matches.simulator.script import simulate
from tests.browser.reading import shown
from tests.browser.watching import Watcher, watching
from tests.support.served import Served

LOOK_EVERY_MS = 120
SPEED = 8.0  # times life
PHASES = {"shopping", "combat", "end"}

Look = dict[str, Any]


def looks(page: Page, watcher: Watcher, seconds: float) -> Iterator[Look]:
    """What the page shows, again and again; each time it must be what some state says."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        seen = shown(page)
        watcher.saw(seen)
        yield seen
        page.wait_for_timeout(LOOK_EVERY_MS)


def wait_for_agents(page: Page) -> None:
    """Until all ten have locked one in: before that, a state names what is no agent."""
    agents = page.locator('[data-player] [data-field="agent"]:not(:empty)')
    expect(agents).to_have_count(10, timeout=10_000)


def players(look: Look) -> list[dict[str, Any]]:
    return [player for team in look["teams"] for player in team["players"]]


def credits(look: Look) -> list[int]:
    return [player["credits"] for player in players(look)]


def test_the_demo_moves_within_ten_seconds_of_the_start(
    serve: Callable[..., Served], page: Page
) -> None:
    server = serve("--demo")
    page.goto(f"{server.url('web')}/overlay/DEMO?demo=1")
    with watching(server.url("broadcast"), "DEMO") as watcher:
        expect(page.locator('[data-field="demo"]')).to_be_visible()
        wait_for_agents(page)
        first, *rest = looks(page, watcher, 3)
        assert any(look != first for look in rest)
    assert [len(team["players"]) for team in first["teams"]] == [5, 5]
    assert all(team["name"] and team["tricode"] for team in first["teams"])


@pytest.fixture
def fast_match(serve: Callable[..., Served], harbour_key: str, page: Page) -> Iterator[Watcher]:
    """A match in fast motion, and this tab on its overlay."""
    server = serve()
    with watching(server.url("broadcast"), "FAST") as watcher:
        page.goto(f"{server.url('web')}/overlay/FAST")
        script = simulate(1, group_code="FAST", pace=DEMO)
        packet = logon("FAST", harbour_key, 1, pace=DEMO)
        watcher.start(play(server.url("ingest"), script, packet, speed=SPEED))
        wait_for_agents(page)
        yield watcher


def test_it_shows_what_the_state_says_through_buys_kills_and_the_end_of_a_round(
    fast_match: Watcher, page: Page
) -> None:
    seen: list[Look] = []
    phases: set[str] = set()
    for look in looks(page, fast_match, 30):
        seen.append(look)
        phases.add(look["phase"])
        # The end of a round is short: where the page was not looked at just then, there is another.
        if sum(team["score"] for team in look["teams"]) >= 2 and phases >= PHASES:
            break
    assert phases >= PHASES
    bought = {tuple(credits(look)) for look in seen if look["phase"] == "shopping"}
    assert len(bought) > 2, "no money was spent in the buy phase"
    fell = [player for look in seen for player in players(look) if not player["alive"]]
    assert fell, "nobody fell"
    assert {player["health"] for player in fell} == {0}
    assert any(player["observed"] for look in seen for player in players(look))
    assert sum(team["score"] for team in seen[-1]["teams"]) >= 2
