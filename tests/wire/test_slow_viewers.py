"""Overlays that are slow, or gone without a word: nobody else notices."""

import json
import socket
import struct
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from tests.support.raw_websocket import BROWSERS, PING, RawOverlay, closing, frame
from tests.support.served import Served
from tests.wire.crew import Crew

SMALL = 4_096  # bytes that a slow client's own side holds
LET_GO = "a client was let go"


class Show:
    """A match that changes when it is told to, and an overlay that must see each change."""

    def __init__(self, crew: Crew, port: int, code: str) -> None:
        self._crew = crew
        self._code = code
        self._numbers = count(1)
        self.number = 0
        crew.open_match("alice", code)
        self.port = port
        self.canary = self.overlay(BROWSERS)

    def overlay(self, offer: str = "", **options: Any) -> RawOverlay:
        overlay = RawOverlay(self.port, offer, **options)
        assert overlay.log_on(self._code)
        return overlay

    def go_on(self) -> None:
        """Change the match once; the canary is sent it."""
        self.number = next(self._numbers) % 200
        data = {"roundNumber": self.number, "roundPhase": "combat"}
        assert self._crew.send("alice", self._code, "round_info", data)["ok"]
        while number_of(self.canary) != self.number:
            continue


def number_of(overlay: RawOverlay) -> int:
    """Of the round in the next state that this overlay is sent."""
    return int(json.loads(overlay.event("match_data"))["roundNumber"])


def seen_until_newest(show: Show, overlay: RawOverlay) -> list[int]:
    seen = [number_of(overlay)]
    while seen[-1] != show.number:
        seen.append(number_of(overlay))
    return seen


def stuff(overlay: RawOverlay) -> None:
    """Have more sent to a client than its connection holds: it waits in the server."""
    overlay.send(*[frame(PING, b"x" * 125)] * 4_000)


def stuff_without_end(overlay: RawOverlay) -> None:
    while True:
        stuff(overlay)


@pytest.fixture
def show(crew: Crew, house: Served, request: pytest.FixtureRequest) -> Iterator[Show]:
    code = f"SLOW{abs(hash(request.node.name)) % 10_000_000}"
    running = Show(crew, house.ports["broadcast"], code)
    yield running
    running.go_on()
    running.canary.close()


@pytest.mark.parametrize("offer", ["", BROWSERS, f"{BROWSERS}; server_no_context_takeover"])
def test_who_reads_again_is_sent_the_newest_state_and_can_read_it(show: Show, offer: str) -> None:
    with show.overlay(offer, receive_buffer=SMALL) as slow:
        stuff(slow)
        for _ in range(5):
            show.go_on()
        seen_until_newest(show, slow)
        show.go_on()
        assert number_of(slow) == show.number


def test_a_slow_reader_sees_no_state_after_a_newer_one(show: Show) -> None:
    with show.overlay(receive_buffer=SMALL) as slow:
        for _ in range(20):
            show.go_on()
        seen = seen_until_newest(show, slow)
        assert seen == sorted(set(seen))


def test_one_byte_at_a_time_holds_nobody_up(show: Show) -> None:
    with show.overlay(receive_buffer=SMALL) as slow:
        stuff(slow)
        for _ in range(10):
            assert len(slow.socket.recv(1)) == 1
            show.go_on()


@pytest.mark.parametrize("abrupt", [False, True])
def test_who_goes_in_the_middle_of_a_state_is_forgotten(show: Show, abrupt: bool) -> None:
    for _ in range(3):
        slow = show.overlay(receive_buffer=SMALL)
        stuff(slow)
        assert slow.socket.recv(100)
        if abrupt:
            slow.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        slow.close()
        show.go_on()


def test_who_never_reads_is_let_go_while_everybody_else_sees_every_state(
    show: Show, house: Served
) -> None:
    before = house.log().count(LET_GO)
    with (
        show.overlay(receive_buffer=SMALL) as never,
        show.overlay(BROWSERS, receive_buffer=SMALL) as never_either,
        show.overlay(receive_buffer=SMALL) as closing_but_not_reading,
    ):
        stuck = (never, never_either, closing_but_not_reading)
        for overlay in stuck:
            stuff(overlay)
        closing_but_not_reading.send(closing(1000))
        while house.log().count(LET_GO) - before < len(stuck):
            show.go_on()
        for overlay in stuck:
            overlay.ends()


def test_who_makes_too_much_wait_for_it_is_let_go_at_once(show: Show, house: Served) -> None:
    before = house.log().count(LET_GO)
    with show.overlay(receive_buffer=SMALL) as greedy:
        with pytest.raises(OSError, match=r"reset|[Bb]roken"):
            stuff_without_end(greedy)
        assert house.log().count(LET_GO) - before == 1
