"""The module that follows the delta stream, in Chromium; its server says what a test wants."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from playwright.sync_api import Browser, Page

from realtime.patch import difference
from tests.browser.conftest import tab
from tests.support.documents import pairs, strict
from tests.support.socket_server import SocketServer, socket_server

CODE = "CUP"
LOGON = {"groupCode": CODE, "stream": "delta"}
FIRST: Any = {
    "map": "Bind",
    "teams": [{"score": 1, "players": ["a", "b"]}, {"score": 2, "players": []}],
}
SCORES = [{"op": "replace", "path": "/teams/0/score", "value": 2}]

SET_UP = """async ([server, code]) => {
  const { io } = await import("/static/vendor/socket.io/socket.io.esm.min.js");
  const { matchStream, patched } = await import("/static/overlay/match-stream.js");
  const frozen = (value) => {
    if (value !== null && typeof value === "object") Object.values(value).forEach(frozen);
    return Object.freeze(value);
  };
  const again = { reconnectionDelay: 20, reconnectionDelayMax: 20, transports: ["websocket"] };
  const socket = io(server, { ...again, forceNew: true });
  const told = [];
  const stream = matchStream(socket, code);
  const stop = stream.listen((state, version) => told.push([frozen(state), version]));
  Object.assign(window, { matchStream, patched, socket, told, stream, stop });
}"""


class Stream:
    """A page that follows the stream, and the server's end of it.

    What the page was told is frozen there, so that a change to it would fail.
    """

    def __init__(self, page: Page, server: SocketServer) -> None:
        self.page = page
        self.server = server
        self.answer: str | None = whole(1, FIRST)
        server.sio.eio.cors_allowed_origins = "*"
        server.on("logon", self._on_logon)
        page.evaluate(SET_UP, [server.url, CODE])

    def send(self, event: str, *packets: Any) -> None:
        """Send the packets, with nothing between them."""
        self.server.run(self._send(event, packets))

    async def _send(self, event: str, packets: tuple[Any, ...]) -> None:
        for packet in packets:
            await self.server.sio.emit(event, packet)

    def told(self, count: int) -> list[tuple[Any, int]]:
        """What the listener was told, once it is so much."""
        self.page.wait_for_function("count => told.length >= count", arg=count)
        return [(state, version) for state, version in self.page.evaluate("told")]

    def wait_for_logons(self, count: int) -> None:
        """So many so far, and no more of them on their way."""
        while len(self.logons) < count:
            self.page.wait_for_timeout(5)
        self.page.evaluate("new Promise((done) => socket.emit('hello', '{}', done))")
        assert self.logons == [LOGON] * count

    @property
    def logons(self) -> list[Any]:
        return [data for event, data in self.server.received if event == "logon"]

    async def _on_logon(self, sid: str, data: Any) -> None:
        await self.server.sio.emit("logon_success", json.dumps(data), to=sid)
        if self.answer is not None:
            await self.server.sio.emit("match_state", self.answer, to=sid)


def whole(version: int, state: Any) -> str:
    return json.dumps({"version": version, "state": state})


def step(base: int, version: int, patch: Any) -> str:
    return json.dumps({"base": base, "version": version, "patch": patch})


@pytest.fixture(scope="module")
def blank(chromium: Browser, site: str) -> Iterator[Page]:
    """A page of the site in which nothing runs: the module's own text."""
    with tab(chromium) as (page, problems):
        page.goto(f"{site}/static/overlay/match-stream.js")
        yield page
        assert problems == []


@pytest.fixture
def stream(blank: Page) -> Iterator[Stream]:
    async def hello(sid: str, data: Any) -> bool:
        return True

    with socket_server() as server:
        server.on("hello", hello)
        yield Stream(blank, server)
        blank.evaluate("socket.disconnect()")


def test_it_logs_on_and_holds_the_whole_state(stream: Stream) -> None:
    assert stream.told(1) == [(FIRST, 1)]
    assert stream.logons == [LOGON]
    assert stream.page.evaluate("[stream.state, stream.version]") == [FIRST, 1]


def test_before_the_first_state_there_is_none(stream: Stream) -> None:
    page = stream.page
    assert page.evaluate(
        "(({ state, version }) => [state, version])(matchStream(socket, 'X'))"
    ) == [
        None,
        None,
    ]


def test_it_logs_on_at_once_on_a_socket_that_is_connected(stream: Stream) -> None:
    stream.told(1)
    stream.page.evaluate("matchStream(socket, 'OTHER').close()")
    while len(stream.logons) < 2:
        stream.page.wait_for_timeout(5)
    assert stream.logons[1] == {"groupCode": "OTHER", "stream": "delta"}


def test_a_patch_makes_the_next_state_and_leaves_the_one_before_as_it_was(stream: Stream) -> None:
    stream.told(1)
    stream.send("match_patch", step(1, 2, SCORES))
    before, after = stream.told(2)
    assert before == (FIRST, 1)
    assert after == (FIRST | {"teams": [FIRST["teams"][0] | {"score": 2}, FIRST["teams"][1]]}, 2)


def test_what_a_patch_does_not_touch_is_the_same_object_as_before(stream: Stream) -> None:
    stream.told(1)
    stream.send("match_patch", step(1, 2, SCORES))
    stream.told(2)
    assert stream.page.evaluate(
        """() => {
          const [before, after] = told.map(([state]) => state);
          const same = (find) => find(before) === find(after);
          return [
            same((state) => state.teams[1]),
            same((state) => state.teams[0].players),
            same((state) => state.teams[0]),
            same((state) => state),
          ];
        }"""
    ) == [True, True, False, False]


def test_a_whole_state_may_come_at_any_time(stream: Stream) -> None:
    stream.told(1)
    stream.send("match_state", whole(7, {"map": "Icebox"}))
    stream.send("match_patch", step(7, 8, [{"op": "remove", "path": "/map"}]))
    assert stream.told(3)[1:] == [({"map": "Icebox"}, 7), ({}, 8)]


def test_patches_of_another_state_make_it_log_on_once_and_are_passed_over(stream: Stream) -> None:
    stream.told(1)
    stream.answer = whole(9, FIRST)
    stream.send("match_patch", *(step(version, version + 1, SCORES) for version in (5, 6, 7)))
    assert stream.told(2) == [(FIRST, 1), (FIRST, 9)]
    stream.wait_for_logons(2)


@pytest.mark.parametrize(
    "packet",
    [
        "no JSON",
        "null",
        7,
        step(1, 2, None),
        step(1, 2, [None]),
        step(1, 2, [{"op": "replace", "path": "/nowhere/at/all", "value": 1}]),
        step(1, 2, [{"op": "remove", "path": "/teams/2"}]),
        step(1, 2, [{"op": "add", "path": "/teams/3", "value": 1}]),
        step(1, 2, [{"op": "add", "path": "/teams/length", "value": 1}]),
        step(1, 2, [{"op": "add", "path": "/map/inner", "value": 1}]),
    ],
)
def test_a_patch_that_does_not_fit_makes_it_log_on_again(stream: Stream, packet: Any) -> None:
    stream.told(1)
    stream.answer = whole(9, FIRST)
    stream.send("match_patch", packet)
    assert stream.told(2) == [(FIRST, 1), (FIRST, 9)]
    stream.wait_for_logons(2)


@pytest.mark.parametrize("packet", ["no JSON", "null", "{}", whole(2, None), 7, None])
def test_a_whole_state_that_cannot_be_read_is_passed_over(stream: Stream, packet: Any) -> None:
    stream.told(1)
    stream.send("match_state", packet)
    stream.send("match_patch", step(1, 2, SCORES))
    assert [version for _, version in stream.told(2)] == [1, 2]
    stream.wait_for_logons(1)


def test_it_logs_on_again_when_the_line_was_lost(stream: Stream) -> None:
    stream.told(1)
    stream.answer = whole(2, {"map": "Icebox"})
    stream.server.cut()
    assert stream.told(2)[1] == ({"map": "Icebox"}, 2)
    stream.wait_for_logons(2)


def test_a_patch_without_a_state_before_it_makes_it_ask_for_one(stream: Stream) -> None:
    stream.told(1)
    stream.answer = None
    stream.server.cut()
    stream.wait_for_logons(2)
    stream.answer = whole(5, FIRST)
    stream.send("match_patch", step(4, 5, SCORES))
    assert stream.told(2)[1] == (FIRST, 5)


def test_a_listener_that_was_ended_hears_no_more_and_the_stream_goes_on(stream: Stream) -> None:
    stream.told(1)
    stream.page.evaluate("stop()")
    stream.send("match_patch", step(1, 2, SCORES))
    stream.page.wait_for_function("stream.version === 2")
    assert len(stream.told(1)) == 1


def test_a_stream_that_was_closed_takes_its_hands_off_the_socket(stream: Stream) -> None:
    stream.told(1)
    stream.page.evaluate("stream.close()")
    stream.send("match_patch", step(1, 2, SCORES))
    stream.server.cut()
    while len(stream.server.sids) < 2:
        stream.page.wait_for_timeout(5)
    stream.wait_for_logons(1)
    assert len(stream.told(1)) == 1


@settings(deadline=None, max_examples=300)
@given(pair=pairs)
def test_it_applies_whatever_the_server_finds(blank: Page, pair: tuple[Any, Any]) -> None:
    old, new = pair
    made = blank.evaluate(
        """async (packet) => {
          const { patched } = await import("/static/overlay/match-stream.js");
          const [old, patch] = JSON.parse(packet);
          return JSON.stringify([patched(old, patch), old]);
        }""",
        json.dumps([old, difference(old, new)]),
    )
    assert strict(json.loads(made)) == strict([new, old])
