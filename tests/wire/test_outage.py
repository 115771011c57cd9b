"""While the database is away the show goes on; nothing that was sent is lost."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import databases, needs
from tests.support.disks import full, small_disk
from tests.support.node_client import NodeClient
from tests.support.served import Served, copy_data, serving
from tests.wire.crew import Crew

PATIENCE_S = 20.0


def readyz(served: Served, role: str = "extras") -> tuple[int, dict[str, Any]]:
    try:
        with urllib.request.urlopen(f"{served.url(role)}/readyz", timeout=15) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def ready(served: Served) -> dict[str, Any]:
    """What the ingest role says once all is well."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        status, body = readyz(served)
        if status == 200:
            ingest: dict[str, Any] = body["roles"]["ingest"]
            return ingest
        assert time.monotonic() < deadline, body
        time.sleep(0.1)


def round_info(number: int) -> str:
    data = {"roundNumber": number, "roundPhase": "combat"}
    packet = {"obsName": "alice", "groupCode": "AWAY1", "type": "round_info", "data": data}
    return json.dumps(packet)


def log_of(served: Served) -> list[int]:
    with databases.connect(served.folder) as connection:
        rows = connection.execute("SELECT seq FROM matches_matchevent ORDER BY seq")
        return [seq for (seq,) in rows.fetchall()]


@pytest.fixture
def crew(node_client: NodeClient, serve: Callable[..., Served], harbour_key: str) -> Crew:
    crew = Crew(node_client, serve(), harbour_key)
    crew.log_on("alice", "AWAY1")
    crew.watch("overlay", "AWAY1")
    return crew


def test_states_are_shown_unsaved_and_written_in_order_when_it_is_back(crew: Crew) -> None:
    with databases.locked(crew.served.folder):
        for number in range(1, 51):
            crew.client.emit("alice", "obs_data", round_info(number))
        crew.state("overlay", roundNumber=50)
        status, body = readyz(crew.served)
        assert (status, body["ready"]) == (503, False)
        assert body["roles"]["ingest"]["unsaved"] == 50
    assert crew.send("alice", "AWAY1", "tech_pause") == {"ok": True, "seq": 51}
    assert log_of(crew.served) == list(range(1, 52))
    assert ready(crew.served)["unsaved"] == 0
    assert crew.served.traceback() == ""


def test_a_client_whose_connection_blips_meanwhile_is_recovered(crew: Crew) -> None:
    with databases.locked(crew.served.folder):
        crew.client.emit("alice", "obs_data", round_info(1))
        crew.state("overlay", roundNumber=1)
        crew.client.drop("alice")
        assert crew.client.wait_for("alice", "connect").args[0]["recovered"] is True
        crew.client.emit("alice", "obs_data", round_info(2))
        crew.state("overlay", roundNumber=2)
    assert crew.send("alice", "AWAY1", "tech_pause") == {"ok": True, "seq": 3}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB."""
    needs.root()
    with small_disk(tmp_path, megabytes=3) as folder:
        yield folder


@pytest.mark.sqlite_only
def test_a_full_disk_loses_nothing(
    node_client: NodeClient, prepared_site: Path, disk: Path, harbour_key: str
) -> None:
    static = str(prepared_site.parent / "static")
    served = Served(copy_data(prepared_site, disk / "data"), STATIC_ROOT=static)
    served.log_path = disk.parent / "full.log"
    with serving(served):
        crew = Crew(node_client, served, harbour_key)
        crew.log_on("alice", "AWAY1")
        crew.watch("overlay", "AWAY1")
        with full(disk):
            for number in range(1, 101):
                crew.client.emit("alice", "obs_data", round_info(number))
            crew.state("overlay", roundNumber=100)
            assert readyz(served)[1]["roles"]["ingest"]["unsaved"] > 0
        assert crew.send("alice", "AWAY1", "tech_pause") == {"ok": True, "seq": 101}
        assert log_of(served) == list(range(1, 102))
