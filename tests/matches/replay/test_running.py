"""Replays in the background: they play, can be stopped, and say what went wrong."""

from collections.abc import Callable
from typing import Any

import pytest

from matches.replay.running import KEPT, Plan, Replay, Replays, Status
from matches.simulator.logon import logon
from matches.simulator.pace import SWIFT
from matches.simulator.script import simulate
from matches.simulator.speed import AS_FAST_AS_IT_GOES
from tests.matches.simulator.ingest import Ingest

PATIENCE_S = 20.0


class Over:
    """Counts how often a plan was told that it is over."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


@pytest.fixture
def over() -> Over:
    return Over()


@pytest.fixture
def plan(ingest: Ingest, over: Over) -> Callable[..., Plan]:
    def make(**changes: Any) -> Plan:
        usual: dict[str, Any] = {
            "match_pk": 1,
            "url": ingest.server.url,
            "logon": logon("AGAIN", "a-key", 3),
            "steps": list(simulate(3, group_code="AGAIN", mode=SWIFT)),
            "notes": [],
            "speed": AS_FAST_AS_IT_GOES,
            "started_by": "alice",
            "over": over,
        }
        return Plan(**usual | changes)

    return make


def ended(replay: Replay) -> Replay:
    replay.join(PATIENCE_S)
    assert not replay.is_on
    return replay


def test_it_plays_to_the_end_and_tells_how_far_it_has_come(
    plan: Callable[..., Plan], ingest: Ingest, over: Over
) -> None:
    replay = ended(Replays().start(plan()))
    assert (replay.status, replay.problem) == (Status.FINISHED, "")
    assert replay.progress
    assert replay.progress.events == replay.total == len(ingest.packets)
    assert max(replay.progress.left, replay.progress.right) == 5
    assert over.times == 1


def test_stopped_it_ends_the_match_so_that_the_code_is_free_again(
    plan: Callable[..., Plan], ingest: Ingest, over: Over
) -> None:
    replay = Replays().start(plan(speed=0.001))
    while not ingest.packets:
        assert replay.is_on
    replay.stop()
    assert ended(replay).status is Status.STOPPED
    assert ingest.packets[-1]["data"]["roundPhase"] == "game_end"
    assert over.times == 1


def test_stopped_before_it_began_it_never_logs_on(
    plan: Callable[..., Plan], ingest: Ingest
) -> None:
    replay = Replay(1, plan())
    replay.stop()
    replay.start()
    assert ended(replay).status is Status.STOPPED
    assert ingest.logons == []


def test_a_refusal_is_told_and_the_key_given_back(
    plan: Callable[..., Plan], ingest: Ingest, over: Over
) -> None:
    ingest.refusal = "Game with Group Code AGAIN exists and is still live."
    replay = ended(Replays().start(plan()))
    assert replay.status is Status.FAILED
    assert "choose another" in replay.problem
    assert over.times == 1


def test_a_server_that_is_not_there_is_told(plan: Callable[..., Plan], over: Over) -> None:
    replay = ended(Replays().start(plan(url="http://127.0.0.1:9")))
    assert replay.status is Status.FAILED
    assert "No Socket.IO server answers" in replay.problem
    assert over.times == 1


def test_an_error_of_ours_is_no_silent_end(plan: Callable[..., Plan], over: Over) -> None:
    replay = ended(Replays().start(plan(steps=[None])))
    assert replay.status is Status.FAILED
    assert "log says more" in replay.problem
    assert over.times == 1


def test_the_newest_are_listed_first_and_the_oldest_forgotten(plan: Callable[..., Plan]) -> None:
    replays = Replays()
    for _ in range(KEPT + 3):
        ended(replays.start(plan(url="http://127.0.0.1:9")))
    assert [one.number for one in replays.listed()] == list(range(KEPT + 3, 3, -1))


def test_only_a_number_that_there_is_can_be_stopped(plan: Callable[..., Plan]) -> None:
    replays = Replays()
    replay = replays.start(plan(speed=0.001))
    for odd in ("", "x", "2", "-1", "1.0"):
        assert not replays.stop(odd)
    assert replay.is_on
    assert replays.stop("1")
    ended(replay)
