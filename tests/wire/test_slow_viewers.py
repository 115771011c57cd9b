"""Overlays that are slow, or gone without a word: nobody else notices."""

import socket
import struct
from collections.abc import Iterator

import pytest

from tests.support.raw_websocket import BROWSERS
from tests.support.served import Served
from tests.wire.crew import Crew
from tests.wire.show import SMALL, Show, number_in, stuff, stuff_without_end


@pytest.fixture
def show(crew: Crew, house: Served, request: pytest.FixtureRequest) -> Iterator[Show]:
    code = f"SLOW{abs(hash(request.node.name)) % 10_000_000}"
    with Show(crew, house, code) as running:
        yield running
        running.go_on()


@pytest.mark.parametrize("offer", ["", BROWSERS, f"{BROWSERS}; server_no_context_takeover"])
def test_who_reads_again_is_sent_the_newest_state_and_can_read_it(show: Show, offer: str) -> None:
    with show.overlay(offer, receive_buffer=SMALL) as slow:
        stuff(slow)
        for _ in range(5):
            show.go_on()
        show.catch_up(slow)
        show.go_on()
        assert number_in(slow.event("match_data")) == show.number


def test_a_slow_reader_sees_no_state_after_a_newer_one(show: Show) -> None:
    with show.overlay(receive_buffer=SMALL) as slow:
        for _ in range(20):
            show.go_on()
        seen = [number_in(state) for state in show.catch_up(slow)]
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


def test_who_never_reads_is_let_go_while_everybody_else_sees_every_state(show: Show) -> None:
    show.lets_go_of_who_never_reads()


def test_who_makes_too_much_wait_for_it_is_let_go_at_once(show: Show) -> None:
    with show.overlay(receive_buffer=SMALL) as greedy:
        with pytest.raises(OSError, match=r"reset|[Bb]roken"):
            stuff_without_end(greedy)
        assert show.let_go() == 1
