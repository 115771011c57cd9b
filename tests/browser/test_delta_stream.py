"""The module in Chromium, at the real server, with a line that breaks again and again."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page

from matches.simulator.logon import logon
from matches.simulator.pace import DEMO
from matches.simulator.player import play
from matches.simulator.script import simulate
from tests.browser.watching import watching
from tests.support.served import Served

CODE = "FAST"
SPEED = 8.0  # times life
LOSSES = 8

FOLLOW = """async ([server, code]) => {
  const { io } = await import("/static/vendor/socket.io/socket.io.esm.min.js");
  const { matchStream } = await import("/static/overlay/match-stream.js");
  // Members that a patch adds stand at the end: only sorted do equal states read the same.
  const sorted = (_, value) =>
    value === null || typeof value !== "object" || Array.isArray(value)
      ? value
      : Object.fromEntries(Object.entries(value).sort());
  const options = { reconnectionDelay: 20, reconnectionDelayMax: 50, transports: ["websocket"] };
  const full = io(server, { ...options, forceNew: true });
  const shown = [];
  full.on("connect", () => full.emit("logon", JSON.stringify({ groupCode: code })));
  full.on("match_data", (text) => shown.push(JSON.stringify(JSON.parse(text), sorted)));
  const socket = io(server, { ...options, forceNew: true });
  const told = [];
  const events = { match_state: 0, match_patch: 0 };
  socket.onAny((event) => (events[event] += 1));
  matchStream(socket, code).listen((state) => told.push(JSON.stringify(state, sorted)));
  const cut = () => socket.io.engine.transport.ws.close();
  Object.assign(window, { shown, told, events, cut });
}"""

# What each of the two was sent, as soon as both are at the same state.
STANDING_STILL = "told.length > 0 && told.at(-1) === shown.at(-1) && [told, shown]"


@pytest.fixture
def fast_match(serve: Callable[..., Served], harbour_key: str, page: Page) -> Iterator[Page]:
    """A page that follows a match in fast motion in both streams."""
    server = serve()
    with watching(server.url("broadcast"), CODE) as watcher:
        page.goto(f"{server.url('web')}/static/overlay/match-stream.js")
        page.evaluate(FOLLOW, [server.url("broadcast"), CODE])
        script = simulate(1, group_code=CODE, pace=DEMO)
        packet = logon(CODE, harbour_key, 1, pace=DEMO)
        watcher.start(play(server.url("ingest"), script, packet, speed=SPEED))
        yield page


def test_whatever_breaks_it_holds_what_the_full_stream_shows(fast_match: Page) -> None:
    random = Random(1)
    for _ in range(LOSSES):
        fast_match.wait_for_timeout(random.uniform(100, 700))
        still: Any = fast_match.wait_for_function(STANDING_STILL).json_value()
        told, shown = map(set, still)
        assert told <= shown
        fast_match.evaluate("cut()")
    fast_match.wait_for_function(STANDING_STILL)
    events = fast_match.evaluate("events")
    assert events["match_state"] >= LOSSES
    assert events["match_patch"] >= 2 * LOSSES
