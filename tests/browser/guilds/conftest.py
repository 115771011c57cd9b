"""The dashboards of a real site, which look to a scripted port 3001."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import tab
from tests.browser.guilds.community import INSIDERS
from tests.browser.guilds.port import GuildPort
from tests.browser.guilds.signing_in import sign_in
from tests.guilds.accounts import PASSWORD
from tests.guilds.cast import HARBOUR
from tests.support import needs
from tests.support.served import Served, copy_beside, environment, serving
from tests.support.socket_server import socket_server


class Community(NamedTuple):
    """Harbour on a running site, at the moment up to which its week goes."""

    site: str
    now: datetime

    @property
    def dashboard(self) -> str:
        return f"{self.site}/guilds/{HARBOUR}/"


@pytest.fixture(scope="package")
def one_port() -> Iterator[GuildPort]:
    with socket_server() as server:
        yield GuildPort(server)


@pytest.fixture
def port(one_port: GuildPort) -> GuildPort:
    one_port.forget()
    return one_port


@pytest.fixture(scope="package")
def community(prepared_site: Path, one_port: GuildPort) -> Iterator[Community]:
    needs.chromium()
    folder = copy_beside(prepared_site)
    now = filled(folder)
    with serving(Served(folder, GUILDS_URL=one_port.server.url)) as served:
        yield Community(served.url("web"), now)
        assert served.traceback() == ""


@pytest.fixture(scope="package")
def insiders() -> Iterator[str]:
    return iter(INSIDERS)


@pytest.fixture(scope="module")
def signed_in(chromium: Browser, community: Community, insiders: Iterator[str]) -> list[Any]:
    """The cookies of who has signed in: each file its own, for each may ask only so often."""
    with tab(chromium) as (page, problems):
        sign_in(page, community.dashboard, next(insiders), PASSWORD)
        assert problems == []
        return list(page.context.cookies())


@pytest.fixture
def page(chromium: Browser, signed_in: list[Any]) -> Iterator[Page]:
    """A tab in which somebody is signed in, and whose time can be made to fly."""
    with tab(chromium) as (page, problems):
        page.context.add_cookies(signed_in)
        page.clock.install()
        yield page
    assert problems == []


@pytest.fixture
def dashboard(page: Page, community: Community, port: GuildPort) -> Page:
    """The dashboard of Harbour, connected, with its figures."""
    page.goto(community.dashboard)
    expect(page.locator("#line")).to_have_text("Live")
    expect(page.locator("#ghosts li")).to_have_count(2)
    expect(page.locator("#alerts li")).to_have_count(2)
    return page


def filled(folder: Path) -> datetime:
    """Put the cast's communities into the folder's database; their present moment."""
    env = environment(folder, {"DJANGO_SETTINGS_MODULE": "spectra_site.settings"})
    command = [sys.executable, "-m", "tests.browser.guilds.community"]
    done = subprocess.run(command, cwd=needs.ROOT, env=env, check=True, stdout=subprocess.PIPE)
    return datetime.fromisoformat(done.stdout.decode())
