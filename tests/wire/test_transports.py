"""Polling alone, websocket alone, and the upgrade from one to the other: all the same to us."""

import json

import pytest

from tests.wire.crew import Crew


@pytest.mark.parametrize("transports", [["polling"], ["websocket"], ["polling", "websocket"]])
def test_a_burst_of_300_events_arrives_whole_and_in_order(
    crew: Crew, transports: list[str]
) -> None:
    code = f"BURST{len(transports)}{transports[0][0]}"
    crew.connect("alice", transports=transports)
    crew.log_on("alice", code)
    crew.watch("overlay", code, transports=transports)
    for number in range(300):
        data = {"roundNumber": number % 200, "roundPhase": "combat"}
        packet = {"obsName": "a", "groupCode": code, "type": "round_info", "data": data}
        crew.client.emit("alice", "obs_data", json.dumps(packet))
    answer = crew.send("alice", code, "tech_pause")
    assert answer == {"ok": True, "seq": 301}
    assert crew.state("overlay", roundNumber=99)


def test_it_upgrades_in_mid_match(crew: Crew) -> None:
    crew.connect("alice", transports=["polling", "websocket"])
    crew.log_on("alice", "UPGRADE1")
    crew.client.wait_for("alice", "upgrade")
    assert crew.send("alice", "UPGRADE1", "tech_pause")["ok"]
    assert crew.client.info("alice")["transport"] == "websocket"


def test_an_unknown_namespace_is_refused_as_the_javascript_server_does(crew: Crew) -> None:
    url = f"{crew.served.url('ingest')}/admin"
    crew.client.connect("mallory", url, transports=["websocket"])
    assert crew.client.wait_for("mallory", "connect_error").args == ["Invalid namespace"]
