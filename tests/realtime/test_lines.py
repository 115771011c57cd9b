"""Messages for many reach clients that poll too, but do not pile up without end."""

import asyncio
from typing import Any

import pytest

from fanout.compression import Compression
from fanout.message import Message
from realtime import lines as module
from realtime.lines import Lines


class Connection:
    """Stands in for engineio's socket of a client that polls."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[Any] = asyncio.Queue()

    def fetched(self) -> list[str]:
        """What its next poll brings."""
        return [self.queue.get_nowait().encode() for _ in range(self.queue.qsize())]


class Server:
    """Stands in for engineio's server."""

    def __init__(self, **sockets: Connection) -> None:
        self.sockets = sockets


def message(number: int) -> Message:
    return Message(f'42["event",{number}]'.encode(), Compression())


def test_every_message_waits_for_the_next_poll_in_order() -> None:
    polling = Connection()
    lines = Lines(Server(polling=polling))
    assert all(lines.share("polling", message(number)) for number in range(3))
    assert polling.fetched() == [f'42["event",{number}]' for number in range(3)]


def test_with_too_many_that_wait_it_says_so_and_takes_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST_WAITING", 2)
    polling = Connection()
    lines = Lines(Server(polling=polling))
    assert [lines.share("polling", message(number)) for number in range(3)] == [True, True, False]
    assert len(polling.fetched()) == 2
    assert lines.share("polling", message(4))


def test_nobody_there_is_no_error() -> None:
    assert Lines(Server()).share("gone", message(1))
