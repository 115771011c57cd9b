"""Two processes on one database: a match has one writer, and its log no gap."""

from collections.abc import Callable, Iterator

import pytest

from tests.support import databases
from tests.support.node_client import NodeClient
from tests.support.served import Served
from tests.wire.crew import Crew


@pytest.fixture
def second(serve: Callable[..., Served]) -> Iterator[Callable[[Served], Served]]:
    """Starts another process on the data of one that runs."""
    started: list[Served] = []

    def start(first: Served) -> Served:
        served = Served(first.folder)
        served.log_path = first.folder / "second.log"
        started.append(served)
        return served.start()

    yield start
    for served in started:
        served.close()


def log_of(served: Served) -> list[int]:
    with databases.connect(served.folder) as connection:
        rows = connection.execute("SELECT seq FROM matches_matchevent ORDER BY id")
        return [seq for (seq,) in rows.fetchall()]


def test_the_second_takes_over_and_the_first_can_write_nothing_more(
    node_client: NodeClient,
    serve: Callable[..., Served],
    second: Callable[[Served], Served],
    harbour_key: str,
) -> None:
    first = serve()
    alice = Crew(node_client, first, harbour_key)
    secret = alice.log_on("alice", "OWNED1")["reason"]
    assert alice.send("alice", "OWNED1", "tech_pause") == {"ok": True, "seq": 1}

    other = second(first)
    bob = Crew(node_client, other, harbour_key)
    assert bob.log_on("bob", "OWNED1", groupSecret=secret)["reason"] == "reconnected"
    assert bob.send("bob", "OWNED1", "switch_kda_credits") == {"ok": True, "seq": 2}

    refused = alice.send("alice", "OWNED1", "tech_pause")
    assert refused == {"ok": False, "error": "another server took this match over"}
    assert node_client.wait_for("alice", "connect").args[0]["recovered"] is True
    assert log_of(first) == [1, 2]
    assert "taken over elsewhere" in first.log()

    assert alice.send("alice", "OWNED1", "tech_pause") == {"ok": True, "seq": 3}
    alice.watch("overlay", "OWNED1")
    # The pause on and off again, the figures switched once: nothing is lost or doubled.
    off = {"techPause": False, "leftTeam": False, "rightTeam": False, "timeRemaining": 0}
    alice.state("overlay", showAliveKDA=True, timeoutState=off)
    assert log_of(first) == [1, 2, 3]
    assert first.traceback() == other.traceback() == ""
