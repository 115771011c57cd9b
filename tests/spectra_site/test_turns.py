"""Sockets have their turns a few at a time, each in its order, and what is gone has none."""

import asyncio
import socket
from collections.abc import Iterator
from selectors import EVENT_READ, DefaultSelector

import pytest

from spectra_site.turns import AT_ONCE, Turns, take_turns


@pytest.fixture
def pairs() -> Iterator[list[tuple[socket.socket, socket.socket]]]:
    """Ten connections: the ends that are listened to, and those that speak."""
    pairs = [socket.socketpair() for _ in range(10)]
    yield pairs
    for pair in pairs:
        for end in pair:
            end.close()


@pytest.fixture
def selector(pairs: list[tuple[socket.socket, socket.socket]]) -> Iterator[DefaultSelector]:
    with DefaultSelector() as selector:
        for place, (listens, speaks) in enumerate(pairs):
            selector.register(listens, EVENT_READ, place)
            speaks.send(b"!")
        yield selector


def test_a_turn_is_a_few_sockets_and_all_have_theirs(selector: DefaultSelector) -> None:
    turns = Turns(selector)
    seen = [[key.data for key, _ in turns.select(0)] for _ in range(3)]
    assert [len(turn) for turn in seen] == [AT_ONCE, AT_ONCE, 10 - 2 * AT_ONCE]
    assert sorted(place for turn in seen for place in turn) == list(range(10))


def test_after_a_round_it_looks_again(
    selector: DefaultSelector, pairs: list[tuple[socket.socket, socket.socket]]
) -> None:
    turns = Turns(selector)
    for listens, _ in pairs[1:]:
        listens.recv(1)
    for _ in range(3):
        assert [key.data for key, _ in turns.select(0)] == [0]
    pairs[0][0].recv(1)
    assert turns.select(0) == []


def test_who_is_gone_before_its_turn_has_none(
    selector: DefaultSelector, pairs: list[tuple[socket.socket, socket.socket]]
) -> None:
    turns = Turns(selector)
    first = {key.data for key, _ in turns.select(0)}
    gone, changed = sorted(set(range(10)) - first)[:2]
    selector.unregister(pairs[gone][0])
    selector.modify(pairs[changed][0], EVENT_READ, "somebody else")
    rest = [key.data for _ in range(2) for key, _ in turns.select(0)]
    assert sorted(rest) == sorted(set(range(10)) - first - {gone, changed})


def test_a_loop_does_what_is_due_between_two_turns(
    pairs: list[tuple[socket.socket, socket.socket]],
) -> None:
    loop = asyncio.SelectorEventLoop()
    take_turns(loop)
    happened: list[str] = []

    def hear(listens: socket.socket) -> None:
        listens.recv(1)
        if not happened:
            loop.call_soon(happened.append, "due")
        happened.append("heard")
        if happened.count("heard") == len(pairs):
            loop.stop()

    for listens, speaks in pairs:
        speaks.send(b"!")
        loop.add_reader(listens, hear, listens)
    loop.run_forever()
    loop.close()
    assert happened.index("due") <= AT_ONCE + 1
