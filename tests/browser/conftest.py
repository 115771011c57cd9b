"""A real Chromium, the real pages, and a broadcast server that shows what a test tells it to."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.browser.states import State
from tests.support import needs
from tests.support.folded import pk_of, states_of
from tests.support.served import Served, copy_beside, manage, serving
from tests.support.socket_server import SocketServer, socket_server

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CODE = "CUP"
PASSWORD = "correct-horse-battery"


class Broadcast:
    """Port 5200 as far as one overlay sees it: the delta stream, with whole states alone."""

    def __init__(self, server: SocketServer) -> None:
        self.server = server
        self.is_open = True
        self._version = 0
        self._packet: Any = None
        server.sio.eio.cors_allowed_origins = "*"
        server.sio.on("connect", self._on_connect)
        server.on("logon", self._on_logon)

    def show(self, state: Any) -> None:
        """Send the state, and give it to whoever logs on later; None: no match is live."""
        if state is None:
            self._packet = None
            return
        self._version += 1
        self._packet = json.dumps({"version": self._version, "state": state})
        self.send(self._packet)

    def send(self, packet: Any, event: str = "match_state") -> None:
        self.server.run(self.server.sio.emit(event, packet))

    def logons(self) -> list[Any]:
        return [data for event, data in self.server.received if event == "logon"]

    def forget(self) -> None:
        """As new, for the next test."""
        self.is_open = True
        self._packet = None
        self.server.received.clear()

    async def _on_connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> bool:
        if self.is_open:
            await self.server._on_connect(sid, environ, auth)
        return self.is_open

    async def _on_logon(self, sid: str, data: Any) -> None:
        answer = {"groupCode": data["groupCode"], "msg": "Logon succeeded"}
        await self.server.sio.emit("logon_success", json.dumps(answer), to=sid)
        if self._packet is not None:
            await self.server.sio.emit("match_state", self._packet, to=sid)


@pytest.fixture(scope="package")
def one_broadcast() -> Iterator[Broadcast]:
    with socket_server() as server:
        yield Broadcast(server)


@pytest.fixture(scope="package")
def site(
    prepared_site: Path, one_broadcast: Broadcast, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of the real site, whose overlays look to our broadcast server."""
    needs.chromium()
    folder = copy_beside(prepared_site)
    with serving(Served(folder, BROADCAST_URL=one_broadcast.server.url)) as served:
        yield served.url("web")


# Playwright keeps an event loop running in this thread for as long as it is open, under which
# Django refuses its database: it must be gone before the next folder's tests.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=needs.chromium(), args=FLAGS)
        yield browser
        browser.close()


class Played(NamedTuple):
    """A finished match on a real server, with its states by event number."""

    site: str
    pk: int
    folder: Path
    states: list[State]


@pytest.fixture(scope="package")
def played(prepared_site: Path) -> Iterator[Played]:
    needs.chromium()
    with serving(Served(copy_beside(prepared_site))) as served:
        key = (prepared_site / "harbour.key").read_text()
        script = ("--seed", "3", "--mode", "swift", "--speed", "max", "--group-code", "FINAL")
        ingest = ("--server", served.url("ingest"))
        manage(served.folder, "simulate_match", *script, *ingest, SPECTRA_KEY=key)
        alice = ("createsuperuser", "--noinput", "--username", "alice", "--email", "")
        manage(served.folder, *alice, DJANGO_SUPERUSER_PASSWORD=PASSWORD)
        pk = pk_of(served.folder, "FINAL")
        yield Played(served.url("web"), pk, served.folder, states_of(served.folder, pk))
        assert served.traceback() == ""


@pytest.fixture(scope="package")
def session(chromium: Browser, played: Played) -> list[Any]:
    """The cookies of alice, an administrator who has signed in."""
    with tab(chromium) as (page, problems):
        page.goto(f"{played.site}/admin/login/?next=/matches/")
        page.fill("#id_username", "alice")
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.wait_for_url("**/matches/")
        assert problems == []
        return list(page.context.cookies())


class Overlay:
    """The overlay page of ``CODE``, and the broadcast that feeds it."""

    def __init__(self, page: Page, broadcast: Broadcast) -> None:
        self.page = page
        self.broadcast = broadcast
        self._shown = 0

    def show(self, told: State) -> State:
        """Broadcast the state under an event's name of its own, and wait until it is drawn.

        Gives the state as it was sent.
        """
        self._shown += 1
        mark = f"State {self._shown}"
        event = told["tools"]["tournamentInfo"] | {"name": mark}
        told = told | {"tools": told["tools"] | {"tournamentInfo": event}}
        self.broadcast.show(told)
        expect(self.field("event")).to_have_text(mark)
        return told

    def field(self, name: str, within: str = "") -> Locator:
        return self.page.locator(f'{within} [data-field="{name}"]').first


def stop_clock(page: Page, ahead_ms: int = 0) -> None:
    """Stops the page's clock where it was at the first call, put forward by so much."""
    page.evaluate(
        """(ahead) => {
          window.runningClock ??= Date.now;
          window.stoppedAt ??= Date.now();
          Date.now = () => window.stoppedAt + ahead;
        }""",
        ahead_ms,
    )


def run_clock(page: Page) -> None:
    """Lets a stopped clock run again."""
    page.evaluate(
        """() => {
          Date.now = window.runningClock ?? Date.now;
          delete window.runningClock;
          delete window.stoppedAt;
        }"""
    )


@contextmanager
def tab(chromium: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A tab of 1920x1080, and what went wrong in it: a script failed, or broke the policy."""
    problems: list[str] = []
    page = chromium.new_page(viewport={"width": 1920, "height": 1080})
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console",
        lambda said: problems.append(said.text) if "Content Security" in said.text else None,
    )
    yield page, problems
    page.close()


@pytest.fixture
def broadcast(one_broadcast: Broadcast) -> Broadcast:
    one_broadcast.forget()
    return one_broadcast


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A new tab."""
    with tab(chromium) as (page, problems):
        yield page
    assert problems == []


@pytest.fixture(scope="package")
def open_overlay(
    chromium: Browser, site: str, one_broadcast: Broadcast
) -> Iterator[tuple[Overlay, list[str]]]:
    one_broadcast.forget()  # what an earlier test left: this one waits for its match
    with tab(chromium) as (page, problems):
        page.goto(f"{site}/overlay/{CODE}")
        page.wait_for_selector("[data-status='waiting']")
        yield Overlay(page, one_broadcast), problems


@pytest.fixture
def overlay(open_overlay: tuple[Overlay, list[str]], broadcast: Broadcast) -> Iterator[Overlay]:
    """An overlay that may still show another test's state: a state is always a whole one."""
    overlay, problems = open_overlay
    yield overlay
    assert problems == []
