"""Twenty thousand states: whoever keeps up sees each of them, whoever doesn't the newest."""

import json
import random

from fanout.compression import Compression
from fanout.message import Message
from fanout.viewer import Viewer
from realtime.rooms import Rooms
from tests.fanout.pipes import Pipe, pipe

STATES = 20_000
ROSTER = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=1_100))


class Screens:
    """Stands in for the server: viewers by name."""

    def __init__(self, **clients: Pipe) -> None:
        self._clients = clients

    def viewer(self, connection: str) -> Viewer:
        return self._clients[connection].viewer

    def show(self, connection: str, state: Message) -> None:
        self._clients[connection].viewer.show(state)

    def forget(self, connection: str) -> None:
        self._clients[connection].viewer.forget()


def state(version: int) -> str:
    return json.dumps({"version": version, "roster": ROSTER[version % 50 :], "again": version})


def versions(client: Pipe) -> list[int]:
    """Of what the client has read since it was last asked, all of which must be whole."""
    found = []
    for text in client.texts:
        event, argument = json.loads(text[2:])
        told = json.loads(argument)
        assert event == "match_data"
        assert argument == state(told["version"])
        found.append(told["version"])
    client.texts.clear()
    return found


def test_each_state_arrives_whole_and_none_after_a_newer_one() -> None:
    pace = random.Random(2)
    with pipe() as (quick, _), pipe() as (slow, _):
        rooms = Rooms(Screens(quick=quick, slow=slow), Compression())
        rooms.join("quick", "HARBOUR1")
        rooms.join("slow", "HARBOUR1")
        seen_by_slow: list[int] = []
        for version in range(1, STATES + 1):
            rooms.broadcast("HARBOUR1", "match_data", state(version))
            quick.take()
            assert versions(quick) == [version]
            if version % 10 == 0:
                slow.take(pace.randint(1, 200))
                seen_by_slow += versions(slow)
        slow.take_all()
        seen_by_slow += versions(slow)
    assert seen_by_slow == sorted(set(seen_by_slow))
    assert seen_by_slow[-1] == STATES
    assert STATES / 200 < len(seen_by_slow) < STATES / 2
