"""A WebSocket to which no session moves is closed, with everything that was sent into it."""

import time
import urllib.request
from contextlib import ExitStack, suppress
from itertools import cycle

import pytest

from tests.support.hostile import FLOOD, SOCKET_IO, deflated, polling_session, upgrade
from tests.support.processes import descriptors, memory_kb
from tests.support.raw_websocket import PING, TEXT, RawWebSocket, closing, frame
from tests.support.served import Served

HOW_MANY = 20
MOST_KB = 20 * 1024
PORTS = ("ingest", "broadcast", "guilds")
WITHIN_S = 15.0  # ten for the upgrade, and what a busy machine adds


PROBE = frame(TEXT, b"2probe")
QUIET: tuple[list[bytes], ...] = ([], [PROBE], [frame(TEXT, b"rubbish")], [frame(PING, b"?")])
FLOODS = ([FLOOD], [PROBE, FLOOD], [PROBE, deflated(b"4" * 16) * 70, FLOOD])


@pytest.fixture
def before(house: Served) -> tuple[int, int]:
    """Memory and descriptors of the server before a test."""
    return memory_kb(house.pid), descriptors(house.pid)


def wait_until_it_holds_no_more(house: Served, before: tuple[int, int]) -> None:
    """Than it did: within 20 MB, and to the descriptor."""
    patience = time.monotonic() + WITHIN_S
    while descriptors(house.pid) > before[1]:
        assert time.monotonic() < patience, "descriptors are left"
        time.sleep(0.1)
    assert memory_kb(house.pid) - before[0] < MOST_KB


def fail(house: Served, kinds: tuple[list[bytes], ...]) -> None:
    """Begin twenty upgrades on all ports, send this into them, wait until each is closed."""
    with ExitStack() as stack:
        sockets = []
        for role, kind, _ in zip(cycle(PORTS), cycle(kinds), range(HOW_MANY), strict=False):
            socket = upgrade(house, role, polling_session(house, role))
            socket.socket.settimeout(WITHIN_S)
            sockets.append(stack.enter_context(socket))
            with suppress(BrokenPipeError, ConnectionResetError):  # closed before it had it all
                socket.send(*kind)
        for socket in sockets:
            socket.ends()


@pytest.mark.parametrize("kinds", [QUIET, FLOODS], ids=["quiet", "floods"])
def test_failed_upgrades_are_closed_and_leave_nothing(
    house: Served, before: tuple[int, int], kinds: tuple[list[bytes], ...]
) -> None:
    fail(house, kinds)
    wait_until_it_holds_no_more(house, before)


def test_an_upgrade_that_its_client_gives_up_leaves_no_descriptor(
    house: Served, before: tuple[int, int]
) -> None:
    for _ in range(HOW_MANY):
        with upgrade(house, "broadcast", polling_session(house, "broadcast")) as socket:
            socket.send(PROBE, closing(1000))
            socket.ends()
    wait_until_it_holds_no_more(house, before)


def test_a_second_upgrade_of_a_session_is_refused(house: Served) -> None:
    session = polling_session(house, "broadcast")
    with upgrade(house, "broadcast", session) as first:
        first.send(PROBE)
        assert first.text() == "3probe"
        with upgrade(house, "broadcast", session) as second:
            assert second.status == 403
        first.say("5")
        first.say("40")
        while (text := first.text()) == "6":
            continue  # ends a poll, and none is waiting
        assert text.startswith('40{"sid"')
        with upgrade(house, "broadcast", session) as third:
            assert third.status == 403


def test_a_session_polls_on_after_its_upgrade_failed(house: Served) -> None:
    session = polling_session(house, "broadcast")
    with upgrade(house, "broadcast", session) as socket:
        socket.say("rubbish")
        socket.say("41")
        socket.ends()
    url = f"{house.url('broadcast')}{SOCKET_IO.format('polling')}&sid={session}"
    with urllib.request.urlopen(urllib.request.Request(url, b"40")) as answer:
        assert answer.read() == b"OK"
    with urllib.request.urlopen(url) as answer:
        assert answer.read().startswith(b'40{"sid"')


def test_a_websocket_that_asks_for_polling_is_closed(house: Served) -> None:
    with RawWebSocket(house.ports["broadcast"], SOCKET_IO.format("polling")) as socket:
        socket.ends()


def test_a_websocket_to_a_page_is_refused(house: Served) -> None:
    with RawWebSocket(house.ports["web"], "/admin/") as socket:
        assert socket.status == 403
