"""The picture of a dashboard: `python -m tests.browser.guilds.screenshot FILE [WIDTH HEIGHT]`.

Of the demo's community, after it has lived for a while.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.browser.conftest import FLAGS
from tests.browser.guilds.demo import demo_of
from tests.browser.guilds.signing_in import sign_in
from tests.support import databases, needs
from tests.support.served import Served, manage

SIZE = ("1920", "1080")
HAPPENED = 10  # rows of the feed, as many as are in view
PATIENCE_MS = 120_000


def main(path: Path, width: int, height: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as parent, sync_playwright() as playwright:
        folder = Path(parent) / "data"
        databases.create(folder)
        manage(folder, "migrate", "-v", "0")
        manage(folder, "collectstatic", "--noinput", "-v", "0")
        browser = playwright.chromium.launch(executable_path=needs.chromium(), args=FLAGS)
        served = Served(folder).start("--demo")
        try:
            page = browser.new_page(viewport={"width": width, "height": height})
            sign_in(page, *demo_of(served))
            row = page.locator("#feed li").nth(HAPPENED - 1)
            expect(row).to_be_attached(timeout=PATIENCE_MS)
            page.screenshot(path=path)
        finally:
            served.stop()
            browser.close()


if __name__ == "__main__":
    target, *size = sys.argv[1:]
    main(Path(target), *map(int, size or SIZE))
