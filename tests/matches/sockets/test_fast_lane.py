"""The short way takes what is ordinary, and leaves everything else to the ordinary way."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from matches.engine.events import Event
from matches.live.match import LiveMatch
from matches.sockets.fast_lane import FastLane
from matches.sockets.feeders import Feeder, Feeders
from matches.sockets.notices import Notices
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
        self.queue, self.feeders = Queue(), Feeders()
        self.feeder = Feeder("sid", "a pid", "observer", "alice", live_match(), 1)
        self.feeders.add(self.feeder)
        self.held = False
        self.answered: list[tuple[int, dict[str, Any]]] = []
        self.notices = Notices()
        queue: Any = self.queue
        self.lane = FastLane(self.feeder, self.feeders, queue, self.notices, self._reply)

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


def test_an_event_with_an_odd_member_is_queued_and_noticed(lane: Lane) -> None:
    odd = packet("score", {"team_0": "3", "team_1": None})
    assert lane.take(message(odd))
    assert {key: seen.times for key, seen in lane.notices.odd.items()} == {
        ("score", "data.team_0"): 1,
        ("score", "data.team_1"): 1,
    }
    ((event, _),) = lane.queue.put_in
    assert event.data.team_0 == 3  # type: ignore[union-attr]


def test_an_event_that_is_left_to_the_ordinary_way_is_not_noticed_twice(lane: Lane) -> None:
    assert not lane.take(message(packet("round_info", {"roundNumber": None, "roundPhase": 5})))
    lane.queue.stalled = True
    assert not lane.take(message(packet("score", {"team_0": "3", "team_1": 0})))
    assert lane.notices.odd == {}


def test_a_map_that_no_table_has_is_noticed(lane: Lane) -> None:
    assert lane.take(message(packet("map", "Nova")))
    assert lane.notices.unknown == {"unknown map: Nova": 1}


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


def test_nothing_is_taken_from_an_observer_that_was_let_go(lane: Lane) -> None:
    lane.feeders.remove(lane.feeder)
    assert not lane.take(message(packet("tech_pause")))
