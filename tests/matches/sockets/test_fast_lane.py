"""The short way takes what is ordinary, and leaves everything else to the ordinary way."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from matches.engine.events import Event
from matches.live.match import LiveMatch
from matches.sockets.fast_lane import FastLane
from matches.sockets.feeders import Feeder, Feeders
from realtime.server import Reply
from tests.matches.live.cast import live_match, packet


class Queue:
    """Stands in for the ingest: what was queued, and for whom."""

    def __init__(self) -> None:
        self.commits = self
        self.full = self.stalled = False
        self.waiting: list[Callable[[], None]] = []
        self.put_in: list[tuple[Event, Reply | None]] = []

    def when_room(self, go_on: Callable[[], None]) -> None:
        self.waiting.append(go_on)

    def put(self, match: LiveMatch, event: Event, source: str, reply: Reply | None) -> None:
        self.put_in.append((event, reply))


class Lane:
    def __init__(self) -> None:
        self.queue, self.feeders = Queue(), Feeders(lambda match, observers: None)
        self.feeder = Feeder("sid", "a pid", "observer", "alice", live_match(), 1)
        self.feeders.add(self.feeder)
        self.held = False
        self.answered: list[tuple[int, dict[str, Any]]] = []
        self.lane = FastLane(self.feeder, self.feeders, self.queue, self._reply)  # type: ignore[arg-type]

    def _reply(self, ack: int | None) -> Reply | None:
        return None if ack is None else lambda body: self.answered.append((ack, body))

    def take(self, text: str) -> bool:
        return self.lane.take(text.encode(), self)

    def hold(self) -> None:
        self.held = True

    def go_on(self) -> None:
        self.held = False


@pytest.fixture
def lane() -> Lane:
    return Lane()


def message(argument: Any, *, name: str = "obs_data", ack: str = "") -> str:
    return f"42{ack}{json.dumps([name, argument])}"


def test_an_event_is_queued_without_an_answer(lane: Lane) -> None:
    assert lane.take(message(packet("tech_pause")))
    ((event, reply),) = lane.queue.put_in
    assert (type(event).__name__, reply) == ("TechPause", None)


def test_an_event_that_asks_for_an_acknowledgement_can_be_answered(lane: Lane) -> None:
    assert lane.take(message(packet("tech_pause"), ack="17"))
    ((_, reply),) = lane.queue.put_in
    assert reply
    reply({"ok": True, "seq": 1})
    assert lane.answered == [(17, {"ok": True, "seq": 1})]


@pytest.mark.parametrize(
    "text",
    [
        message({"an": "object"}),
        message(packet("tech_pause"), name="obs_logon"),
        message(packet("tech_pause"), ack="x"),
        message(packet("tech_pause"), ack="1" * 20),
        message(packet("no_such_type")),
        message(packet("score", "not a score")),
        message(packet("tech_pause", group_code="LANTERN1")),
        message("{"),
        message("\ud800"),
        '42["obs_data"]',
        '42["obs_data","{}","{}"]',
        "42[" * 1000,
        "42",
        "3",
        "",
        "41",
        '52["obs_data","{}"]',
        message(packet("observing", "x" * 200_000)),
    ],
)
def test_what_is_out_of_the_ordinary_is_left_to_the_ordinary_way(lane: Lane, text: str) -> None:
    assert not lane.take(text)
    assert lane.queue.put_in == []


def test_the_client_waits_while_the_queue_is_full(lane: Lane) -> None:
    assert lane.take(message(packet("tech_pause")))
    assert not lane.held
    lane.queue.full = True
    assert lane.take(message(packet("tech_pause")))
    held = [lane.held]
    lane.queue.waiting[0]()
    assert [*held, lane.held] == [True, False]


def test_nothing_is_taken_while_the_database_is_away_for_long(lane: Lane) -> None:
    lane.queue.full = lane.queue.stalled = True
    assert not lane.take(message(packet("tech_pause")))
    assert not lane.held


def test_nothing_is_taken_for_a_match_that_is_over(lane: Lane) -> None:
    lane.feeder.match.closing = True
    assert not lane.take(message(packet("tech_pause")))


def test_a_match_start_and_events_of_another_game_go_the_ordinary_way(lane: Lane) -> None:
    assert not lane.take(message(packet("match_start", "m2")))
    lane.feeder.match.game_id, lane.feeder.game_id = "m1", "m2"
    assert not lane.take(message(packet("tech_pause")))
    lane.feeder.game_id = "m1"
    assert lane.take(message(packet("tech_pause")))


def test_nothing_is_taken_from_an_observer_that_was_let_go(lane: Lane) -> None:
    lane.feeders.remove(lane.feeder)
    assert not lane.take(message(packet("tech_pause")))
