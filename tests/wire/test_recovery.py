"""Connections that blip, and servers that die: the observer's client logs on once, and goes on."""

import json
from collections.abc import Callable

from tests.support.node_client import NodeClient
from tests.support.served import Served, manage
from tests.wire.crew import Crew


def test_after_a_blip_the_client_is_recovered_and_goes_on(crew: Crew) -> None:
    crew.log_on("alice", "BLIP1")
    crew.send("alice", "BLIP1", "tech_pause")
    crew.client.drop("alice")
    assert crew.client.wait_for("alice", "connect").args[0]["recovered"] is True
    assert crew.send("alice", "BLIP1", "switch_kda_credits") == {"ok": True, "seq": 2}


def test_events_sent_during_a_blip_arrive_in_order(crew: Crew) -> None:
    crew.connect("alice", reconnectionDelay=300, reconnectionDelayMax=300)
    crew.log_on("alice", "BLIP2")
    crew.watch("overlay", "BLIP2")
    crew.client.drop("alice")
    crew.client.wait_for("alice", "disconnect")
    for number in range(1, 31):
        data = {"roundNumber": number, "roundPhase": "combat"}
        packet = {"obsName": "a", "groupCode": "BLIP2", "type": "round_info", "data": data}
        crew.client.emit("alice", "obs_data", json.dumps(packet))
    assert crew.state("overlay", roundNumber=30)
    rounds = [one.json["roundNumber"] for one in crew.client.received("overlay", "match_data")]
    assert rounds == sorted(rounds)


def test_a_recovered_client_over_polling_goes_on_too(crew: Crew) -> None:
    crew.connect("alice", transports=["polling"])
    crew.log_on("alice", "BLIP3")
    crew.client.drop("alice")
    assert crew.client.wait_for("alice", "connect").args[0]["recovered"] is True
    assert crew.send("alice", "BLIP3", "tech_pause")["ok"]


def test_a_client_that_brings_a_pid_which_we_never_gave_begins_anew(crew: Crew) -> None:
    info = crew.connect("mallory", auth={"pid": "guess", "offset": "x" * 16_000})
    assert info["recovered"] is False
    assert crew.client.wait_for("mallory", "close").args == ["{}"]
    assert crew.log_on("mallory", "ANY1", key="mallory's")["reason"] == "Invalid Key"


def test_an_auxiliary_client_comes_back_as_the_same_player(crew: Crew) -> None:
    crew.open_match("alice", "BLIP4")
    crew.aux_log_on("bob", "player-1")
    crew.client.drop("bob")
    assert crew.client.wait_for("bob", "connect").args[0]["recovered"] is True
    assert crew.aux_send("bob", "player-1", "aux_health", 45)["ok"]
    assert not crew.aux_send("bob", "player-2", "aux_health", 45)["ok"]


def test_kill_9_and_a_restart_lose_nothing_that_was_acknowledged(
    node_client: NodeClient, serve: Callable[..., Served], harbour_key: str
) -> None:
    served = serve()
    crew = Crew(node_client, served, harbour_key)
    secret = crew.open_match("alice", "KILL1")
    crew.aux_log_on("bob", "player-1")
    assert crew.aux_send("bob", "player-1", "aux_health", 45)["ok"]
    last = crew.send("alice", "KILL1", "tech_pause")["seq"]
    served.kill()
    served.start()
    for name in ("alice", "bob"):
        assert node_client.wait_for(name, "connect", timeout=20).args[0]["recovered"] is True
    crew.watch("overlay", "KILL1")
    state = crew.state("overlay")
    assert state["timeoutState"]["techPause"] is True
    assert state["teams"][0]["players"][0]["health"] == 45
    assert crew.send("alice", "KILL1", "switch_kda_credits")["seq"] > last
    assert crew.aux_send("bob", "player-1", "aux_health", 44)["ok"]
    answer = crew.log_on("second desk", "KILL1", groupSecret=secret)
    assert answer["reason"] == "reconnected"
    assert served.traceback() == ""


def test_a_server_that_is_stopped_ends_cleanly_and_its_clients_come_back(
    node_client: NodeClient, serve: Callable[..., Served], harbour_key: str
) -> None:
    served = serve()
    crew = Crew(node_client, served, harbour_key)
    crew.open_match("alice", "STOP1")
    crew.watch("overlay", "STOP1")
    assert served.stop() == 0
    served.start()
    assert node_client.wait_for("alice", "connect", timeout=20).args[0]["recovered"] is True
    assert crew.send("alice", "STOP1", "tech_pause")["ok"]
    node_client.wait_for("overlay", "connect", timeout=20)
    assert served.traceback() == ""


def test_a_revoked_key_ends_the_observers_connection_within_a_second_for_good(
    node_client: NodeClient, serve: Callable[..., Served], harbour_key: str
) -> None:
    served = serve()
    crew = Crew(node_client, served, harbour_key)
    secret = crew.log_on("alice", "REVOKE1")["reason"]
    manage(served.folder, "revoke_key", "harbour desk")
    answer = node_client.wait_for("alice", "obs_logon_ack", timeout=2).json
    assert answer == {"type": "authenticate", "value": False, "reason": "Invalid Key"}
    assert node_client.wait_for("alice", "close").args == ["{}"]
    assert node_client.wait_for("alice", "disconnect").args == ["io server disconnect"]
    again = crew.log_on("again", "REVOKE1", groupSecret=secret)
    assert again["reason"] == "Invalid Key"
