"""The pictures of the documentation: `python -m tests.browser.screenshot docs/images/overlay.png`.

The overlay in the middle of a round, by the way that test_demo goes, and beside that file, as
admin.png, the list of live matches at the same moment; then two moments of the example. The
overlay is transparent; what lies behind it stands in for a game, and is drawn for this picture
alone.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import django
from playwright.sync_api import Page, expect, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spectra_site.settings")
django.setup()

from matches.simulator.logon import logon  # noqa: E402
from matches.simulator.pace import DEMO  # noqa: E402
from matches.simulator.player import play  # noqa: E402
from matches.simulator.script import simulate  # noqa: E402
from matches.simulator.timeline import Step  # noqa: E402
from tests.browser.conftest import FLAGS  # noqa: E402
from tests.browser.reading import shown  # noqa: E402
from tests.browser.states import State  # noqa: E402
from tests.browser.watching import Watcher, watching  # noqa: E402
from tests.support import needs  # noqa: E402
from tests.support.served import Served, manage  # noqa: E402

CODE = "DEMO"
SEED = 9
ROUND = 20
OTHERS = {"CUP-A": (1, 5), "CUP-B": (2, 8), "QUALIFIER": (5, 14)}  # code: seed and round
PASSWORD = "only-for-the-picture"
PATIENCE_MS = 60_000
EXAMPLES = {
    "overlay-round-end.png": "moment=round-end",
    "overlay-match-end.png": "moment=match-end&theme=light",
}
BEHIND = """
html {
  min-height: 100vh;
  background:
    linear-gradient(transparent 61%, #1b2227 61.1%, #2b343a),
    linear-gradient(97deg, #232c33 0 21%, transparent 21.1% 77%, #1e262c 77.1%),
    linear-gradient(83deg, #2c3740 0 33%, transparent 33.1% 66%, #27323a 66.1%),
    linear-gradient(#35434d, #64747c 61%);
}
"""


@contextmanager
def site() -> Iterator[tuple[Served, str]]:
    """A new server, and a key for it."""
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "data"
        folder.mkdir()
        manage(folder, "migrate", "-v", "0")
        manage(folder, "collectstatic", "--noinput", "-v", "0")
        key = manage(folder, "issue_key", "demo", "--create-org", "Demo", "--label", "picture")
        served = Served(folder).start()
        try:
            yield served, key.strip()
        finally:
            served.stop()


def from_round(number: int, steps: Iterable[Step]) -> Iterator[Step]:
    """The same match, with all that comes before this round's combat sent at once."""
    begun = None
    for step in steps:
        if begun is None and step.packet["data"] == {"roundNumber": number, "roundPhase": "combat"}:
            begun = step.at_ms
        yield replace(step, at_ms=0 if begun is None else step.at_ms - begun)


def is_the_moment(state: State) -> bool:
    """The spike is down, and both sides have lost some but not most."""
    if not state or not state["spikeState"]["planted"] or state["roundNumber"] != ROUND:
        return False
    alive = [sum(player["isAlive"] for player in team["players"]) for team in state["teams"]]
    return all(2 <= each <= 4 for each in alive)


def wait_for(moment: Callable[[State], bool], watcher: Watcher, page: Page) -> None:
    for _ in range(PATIENCE_MS // 100):
        if moment(watcher.newest):
            return
        page.wait_for_timeout(100)
    raise SystemExit("The match never came to the moment that was to be seen.")


def match(code: str, seed: int, number: int, served: Served, key: str) -> Coroutine[Any, Any, Any]:
    """A match that begins, for who looks on, with that round's combat."""
    steps = from_round(number, simulate(seed, group_code=code, pace=DEMO))
    return play(served.url("ingest"), steps, logon(code, key, seed, pace=DEMO))


def take_overlay(path: Path, page: Page, served: Served, watcher: Watcher) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{served.url('web')}/overlay/{CODE}?demo=1")
    page.add_style_tag(content=BEHIND)
    expect(page.locator("#stage")).to_have_attribute("data-board", "on")
    wait_for(is_the_moment, watcher, page)
    page.wait_for_timeout(1_500)  # what flashes and slides at the change has come to rest
    watcher.saw(shown(page))
    page.screenshot(path=path)


def take_examples(folder: Path, page: Page, served: Served) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    for name, query in EXAMPLES.items():
        page.goto(f"{served.url('web')}/overlays/example?{query}")
        page.add_style_tag(content=BEHIND)
        expect(page.locator('[data-field="result"]')).to_have_css("opacity", "1")
        page.screenshot(path=folder / name)


def take_list(path: Path, page: Page, served: Served) -> None:
    user = ("createsuperuser", "--noinput", "--username", "alice", "--email", "alice@example.org")
    manage(served.folder, *user, DJANGO_SUPERUSER_PASSWORD=PASSWORD)
    page.set_viewport_size({"width": 1600, "height": 640})
    page.goto(f"{served.url('web')}/admin/matches/match/")
    page.fill("#id_username", "alice")
    page.fill("#id_password", PASSWORD)
    page.click("input[type=submit]")
    expect(page.locator("#live-status")).to_contain_text("updated")
    page.screenshot(path=path)


def main(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with site() as (served, key), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=needs.chromium(), args=FLAGS)
        page = browser.new_page(bypass_csp=True)  # for the style of our own
        with watching(served.url("broadcast"), CODE) as watcher:
            for code, (seed, number) in {**OTHERS, CODE: (SEED, ROUND)}.items():
                watcher.start(match(code, seed, number, served, key))
            take_overlay(path, page, served, watcher)
            take_list(path.with_name("admin.png"), page, served)
            take_examples(path.parent, page, served)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
