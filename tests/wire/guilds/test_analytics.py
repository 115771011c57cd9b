"""analytics:update: at once to whoever comes, to all when something changes, and not too often.

The server of these tests lets 2 seconds pass where a real one lets 30.
"""

import time
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest

from tests.wire.guilds.stage import ALICE, BOB, HastyServer, Stage

REST_S = 2.0
SOON_S = 1.5  # in which what is not held back has come by all means
UPDATE = "analytics:update"
ROUNDING_S = 0.002  # of timestamps


def made_at(update: dict[str, Any]) -> float:
    """When the server counted it: a slow machine's network tells nothing of that."""
    return datetime.fromisoformat(update["timestamp"]).timestamp()


def test_whoever_subscribes_gets_the_newest_at_once(stage: Stage) -> None:
    harbour = stage.guild()
    stage.hand.types(int(harbour), ALICE)
    stage.arrives("erin", harbour)
    stage.joins("erin", f"analytics:{harbour}")
    first = stage.hears("erin", UPDATE)
    assert first["guildId"] == harbour
    assert first["data"]["ghosts"] == [
        {"userId": str(ALICE[0]), "username": "alice", "ghostScore": 1.0}
    ]
    stage.arrives("grace", role="ADMIN")
    stage.joins("grace", f"analytics:{harbour}")
    assert stage.hears("grace", UPDATE) == first
    assert stage.times("erin", UPDATE) == stage.times("erin", UPDATE)[:1]


def test_the_last_change_of_a_burst_is_sent_when_the_rest_is_over(stage: Stage) -> None:
    harbour = stage.guild()
    stage.arrives("erin", harbour)
    stage.joins("erin", f"analytics:{harbour}")
    assert stage.hears("erin", UPDATE)["data"]["ghosts"] == []
    for _ in range(5):
        stage.hand.types(int(harbour), ALICE)
        time.sleep(0.1)
    update = stage.hears("erin", UPDATE)
    assert update["data"]["ghosts"][0]["ghostScore"] == 5.0
    first, second = (made_at(one) for event, one in stage.heard("erin") if event == UPDATE)
    assert second - first >= REST_S - ROUNDING_S


def test_a_change_after_the_rest_is_sent_at_once_and_nothing_without_one(stage: Stage) -> None:
    harbour = stage.guild()
    stage.arrives("erin", harbour)
    stage.joins("erin", f"analytics:{harbour}")
    stage.hears("erin", UPDATE)
    time.sleep(REST_S + 0.5)
    assert len(stage.times("erin", UPDATE)) == 1
    stage.hand.types(int(harbour), ALICE)
    assert stage.hears("erin", UPDATE, timeout=SOON_S)["data"]["ghosts"]


@pytest.mark.parametrize("where", ["guild", "elsewhere"])
def test_it_comes_to_its_own_room_alone(stage: Stage, where: str) -> None:
    harbour, lantern = stage.guild(), stage.guild("Lantern")
    stage.arrives("erin", harbour, lantern)
    stage.joins("erin", f"guild:{harbour}" if where == "guild" else f"analytics:{lantern}")
    if where == "elsewhere":
        stage.hears("erin", UPDATE)
    stage.arrives("grace", harbour)
    stage.joins("grace", f"analytics:{harbour}")
    stage.hears("grace", UPDATE)
    told = [one["guildId"] for event, one in stage.heard("erin") if event == UPDATE]
    assert harbour not in told


def test_two_servers_send_it_together_as_often_as_one(
    stage: Stage, server: HastyServer, second: HastyServer
) -> None:
    harbour = stage.guild()
    for name, at in (("erin", server), ("grace", second)):
        stage.arrives(name, harbour, url=at.url("guilds"))
        stage.joins(name, f"analytics:{harbour}")
        stage.hears(name, UPDATE)
    ends_at = time.monotonic() + 2 * REST_S
    typed = 0
    while time.monotonic() < ends_at:
        stage.hand.types(int(harbour), BOB)
        typed += 1
        time.sleep(0.2)

    def has_all(update: dict[str, dict[str, list[dict[str, float]]]]) -> bool:
        return update["data"]["ghosts"][0]["ghostScore"] == typed

    told = []
    for name in ("erin", "grace"):
        stage.wait_for(name, UPDATE, has_all)
        told.append([one for event, one in stage.heard(name) if event == UPDATE])
        gaps = [made_at(after) - made_at(before) for before, after in pairwise(told[-1])]
        assert min(gaps) >= REST_S - ROUNDING_S
    assert told[0][-2:] == told[1][-2:]
