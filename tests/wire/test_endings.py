"""A connection that has ended leaves nothing that waits for the garbage collector.

A full collection holds up everything for long, so the server lets it be rare; what ended
connections left in cycles until then made its memory grow.
"""

import json
import os
import signal
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.support.needs import ROOT
from tests.support.raw_websocket import (
    BROWSERS,
    PING,
    SOCKET_IO,
    RawOverlay,
    RawWebSocket,
    closing,
    frame,
)
from tests.support.served import Served, copy_data, serving
from tests.support.uncollected import COUNTS

PATIENCE_S = 60.0


class Uncollected(Served):
    """Shows what it holds of connections."""

    program = ROOT / "tests" / "support" / "uncollected.py"

    def held(self) -> dict[str, int]:
        """Objects by the names of their classes."""
        told = self.folder / COUNTS
        told.unlink(missing_ok=True)
        os.kill(self.pid, signal.SIGUSR1)
        while not told.exists():
            time.sleep(0.01)
        counts: dict[str, int] = json.loads(told.read_text())
        return counts


@pytest.fixture
def house(prepared_site: Path, tmp_path: Path) -> Iterator[Uncollected]:
    folder = copy_data(prepared_site, tmp_path / "data")
    static = str(prepared_site.parent / "static")
    with serving(Uncollected(folder, STATIC_ROOT=static)) as house:
        assert isinstance(house, Uncollected)
        while "is up" not in house.log():  # what there was before that is not counted
            time.sleep(0.01)
        yield house


def polled(port: int) -> str:
    """Begin to poll; the address to go on with."""
    url = f"http://127.0.0.1:{port}/socket.io/?EIO=4&transport=polling"
    with urlopen(url) as answer:
        sid = json.loads(answer.read()[1:])["sid"]
    return f"{url}&sid={sid}"


def post(url: str, packet: bytes) -> None:
    with urlopen(Request(url, data=packet)):
        pass


def polls_and_says_goodbye(port: int) -> None:
    url = polled(port)
    post(url, b"40")
    post(url, b"1")


def goes_in_the_middle_of_an_upgrade(port: int) -> None:
    url = polled(port)
    sid = url.rpartition("=")[2]
    RawWebSocket(port, f"{SOCKET_IO}&sid={sid}", BROWSERS).close()
    post(url, b"1")


def upgrades(port: int) -> None:
    url = polled(port)
    sid = url.rpartition("=")[2]
    with RawWebSocket(port, f"{SOCKET_IO}&sid={sid}", BROWSERS) as client:
        client.say("2probe")
        assert client.text() == "3probe"
        with urlopen(url):
            client.say("5")
        assert client.text() == "6"


def closes_in_order(port: int) -> None:
    with RawOverlay(port, BROWSERS) as overlay:
        overlay.log_on("ENDING1")
        overlay.send(closing(1000))
        assert overlay.close_code() == 1000


def breaks_off(port: int) -> None:
    with RawOverlay(port, BROWSERS) as overlay:
        overlay.log_on("ENDING1")
        overlay.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def is_refused(port: int) -> None:
    with RawOverlay(port) as overlay:
        overlay.send(frame(3))
        assert overlay.close_code() == 1002


def never_reads(port: int) -> RawOverlay:
    overlay = RawOverlay(port, BROWSERS, receive_buffer=4_096)
    overlay.log_on("ENDING1")
    overlay.send(*[frame(PING, b"x" * 125)] * 4_000)
    return overlay


def is_dead_to_the_heartbeat(port: int) -> RawOverlay:
    return RawOverlay(port, BROWSERS)


STAY = (never_reads, is_dead_to_the_heartbeat)
GO = (
    polls_and_says_goodbye,
    goes_in_the_middle_of_an_upgrade,
    upgrades,
    closes_in_order,
    breaks_off,
    is_refused,
)


def test_nothing_is_left_of_connections_however_they_ended(house: Uncollected) -> None:
    port = house.ports["broadcast"]
    with ExitStack() as opened:
        for stays in STAY:
            opened.enter_context(stays(port))
        assert house.held()["Viewer"] >= len(STAY)
        for goes in GO:
            goes(port)
        deadline = time.monotonic() + PATIENCE_S
        while held := house.held():
            assert time.monotonic() < deadline, held
            time.sleep(0.5)
