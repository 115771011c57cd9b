"""A client is asked in time, and given up when it has been silent for too long."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import patch

import pytest

from fanout.websocket import SharedWebSocket
from realtime.heartbeat import Heartbeat

INTERVAL, TIMEOUT = 25.0, 60.0  # seconds


class Client:
    """One connection with a heartbeat, and the clock that this goes by."""

    def __init__(self) -> None:
        self.now = 0.0
        self.asked: list[float] = []
        self.gone_at: list[float] = []
        self._due: tuple[float, Callable[[], None]] | None = None
        self.server = SimpleNamespace(ping_interval=INTERVAL, ping_timeout=TIMEOUT)
        self.connection = SimpleNamespace(server=self.server, last_ping=None)
        self.heartbeat = Heartbeat(self.connection, self._ask, self._gone)

    def _ask(self) -> None:
        self.asked.append(self.now)

    def _gone(self) -> None:
        self.gone_at.append(self.now)

    def time(self) -> float:
        return self.now

    def call_later(self, seconds: float, work: Callable[[], None]) -> SimpleNamespace:
        self._due = (self.now + seconds, work)
        return SimpleNamespace(cancel=self._cancel)

    def _cancel(self) -> None:
        self._due = None

    def wait_until(self, time: float) -> None:
        while self._due and self._due[0] <= time:
            (self.now, work), self._due = self._due, None
            work()
        self.now = time

    def send(self, message: bytes) -> bool:
        """Whether the message was taken here, and is not to go the ordinary way."""
        return self.heartbeat.take(message, cast("SharedWebSocket", self))


@pytest.fixture
def client() -> Any:
    client = Client()
    loop = SimpleNamespace(get_running_loop=lambda: client, TimerHandle=object)
    with patch("realtime.heartbeat.asyncio", loop):
        client.heartbeat.start()
        yield client


def test_who_answers_is_asked_at_each_interval(client: Client) -> None:
    for ping in range(1, 5):
        client.wait_until(ping * INTERVAL + 1)
        assert client.send(b"3")
    assert client.asked == [INTERVAL, 2 * INTERVAL, 3 * INTERVAL, 4 * INTERVAL]
    assert client.gone_at == []


def test_who_does_not_answer_is_given_up_when_the_timeout_is_over(client: Client) -> None:
    client.wait_until(1_000)
    assert client.asked == [INTERVAL]
    assert client.gone_at == [INTERVAL + TIMEOUT]


def test_who_answers_late_is_asked_again_soon(client: Client) -> None:
    client.wait_until(INTERVAL + 40)
    client.send(b"3")
    client.wait_until(3 * INTERVAL)
    assert client.asked == [INTERVAL, 3 * INTERVAL]


@pytest.mark.parametrize("message", [b"42[1]", b"4", b"x"])
def test_whatever_comes_is_a_sign_of_life(client: Client, message: bytes) -> None:
    client.wait_until(INTERVAL + 40)
    assert not client.send(message)
    client.wait_until(INTERVAL + TIMEOUT + 1)
    assert client.gone_at == []


def test_while_we_do_not_read_there_is_patience_and_after_that_pings_again(client: Client) -> None:
    client.wait_until(INTERVAL + 1)
    client.server.ping_timeout = 3_600
    client.wait_until(600)
    assert client.gone_at == []
    client.server.ping_timeout = TIMEOUT
    client.heartbeat.heard()
    client.wait_until(600 + INTERVAL)
    assert client.asked[-1] > 600


def test_what_comes_is_offered_to_the_short_way(client: Client) -> None:
    taken: list[bytes] = []

    def take(message: bytes, _: SharedWebSocket) -> bool:
        taken.append(message)
        return message == b"42[1]"

    client.heartbeat.then = take
    assert client.send(b"42[1]")
    assert not client.send(b"42[2]")
    assert client.send(b"3")
    assert taken == [b"42[1]", b"42[2]"]


def test_the_library_waits_for_no_answer_of_its_own(client: Client) -> None:
    client.connection.last_ping = 12.5
    client.send(b"3")
    assert client.connection.last_ping is None


def test_after_the_end_nobody_is_asked(client: Client) -> None:
    client.heartbeat.stop()
    client.wait_until(1_000)
    assert client.asked == client.gone_at == []
