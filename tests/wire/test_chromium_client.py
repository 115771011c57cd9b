"""The field's client in a browser: what it offers, and the states that it gets."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.support import needs
from tests.support.relay import Relay, relay_to
from tests.support.served import Served
from tests.wire.crew import Crew

CHANGES = 8
SCRIPT = "/static/vendor/socket.io/socket.io.esm.min.js"
WATCH = """async ([script, url, code, transports]) => {
    const { io } = await import(script);
    const socket = io(url, { transports, reconnectionDelay: 20 });
    window.socket = socket;
    window.seen = [];
    socket.on("match_data", (text) => window.seen.push(text));
    const welcome = new Promise((resolve) => socket.on("logon_success", resolve));
    socket.on("connect", () => socket.emit("logon", JSON.stringify({ groupCode: code })));
    await welcome;
}"""


@pytest.fixture(scope="module")
def page(house: Served) -> Iterator[Page]:
    """A page of the server's own web port."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=needs.chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.set_default_timeout(10_000)
        page.goto(house.url("web") + SCRIPT)
        yield page
        browser.close()


@pytest.fixture
def relay(house: Served) -> Iterator[Relay]:
    with relay_to(house.ports["broadcast"]) as line:
        yield line


class Show:
    """A live match, and two that watch it: a browser, and an overlay to compare it with."""

    def __init__(self, crew: Crew, page: Page, relay: Relay, code: str) -> None:
        self.crew = crew
        self.page = page
        self.code = code
        self._url = relay.url
        self._number = 0
        crew.open_match("alice", code)
        crew.watch("plain", code, perMessageDeflate=False)

    def watch(self, *transports: str) -> None:
        self.page.evaluate(WATCH, [SCRIPT, self._url, self.code, transports])

    def go_on(self) -> None:
        """Change the match a few times; everybody sees each change."""
        for _ in range(CHANGES):
            self._number += 1
            data = {"roundNumber": self._number, "roundPhase": "combat"}
            assert self.crew.send("alice", self.code, "round_info", data)["ok"]
            self.crew.state("plain", roundNumber=self._number)
            self.page.wait_for_function(
                "number => JSON.parse(window.seen.at(-1) ?? '{}').roundNumber === number",
                arg=self._number,
            )

    def newest(self) -> tuple[list[str], list[Any]]:
        """The last states of the browser, and of the other."""
        texts = [one.args[0] for one in self.crew.client.received("plain", "match_data")]
        return self.page.evaluate("window.seen")[-CHANGES:], texts[-CHANGES:]


@pytest.fixture
def show(crew: Crew, page: Page, relay: Relay, request: pytest.FixtureRequest) -> Iterator[Show]:
    yield Show(crew, page, relay, f"CHROME{abs(hash(request.node.name)) % 10_000_000}")
    page.evaluate("window.socket.disconnect()")


def test_a_browser_gets_compressed_states_byte_for_byte(show: Show, relay: Relay) -> None:
    show.watch("websocket")
    show.go_on()
    in_browser, plain = show.newest()
    assert in_browser == plain
    (line,) = relay.websockets()
    assert line.extensions == "permessage-deflate"
    seen = show.page.evaluate("window.seen.length")
    assert sum(frame.compressed for frame in line.frames()) == seen


def test_a_browser_that_upgrades_gets_the_same(show: Show, relay: Relay) -> None:
    show.watch("polling", "websocket")
    show.page.wait_for_function("window.socket.io.engine.transport.name === 'websocket'")
    show.go_on()
    in_browser, plain = show.newest()
    assert in_browser == plain
    (line,) = relay.websockets()
    assert line.frames()[-1].compressed


def test_a_browser_that_polls_gets_the_same(show: Show, relay: Relay) -> None:
    show.watch("polling")
    show.go_on()
    in_browser, plain = show.newest()
    assert in_browser == plain
    assert relay.websockets() == []


def test_a_browser_that_comes_back_gets_the_same(show: Show, relay: Relay) -> None:
    show.watch("websocket")
    show.go_on()
    show.page.evaluate("window.socket.io.engine.close()")
    show.go_on()
    in_browser, plain = show.newest()
    assert in_browser == plain
    assert [line.extensions for line in relay.websockets()] == ["permessage-deflate"] * 2
