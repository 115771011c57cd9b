"""What an overlay is sent on port 5200."""

import json
import time
from unittest.mock import ANY

from tests.wire.crew import Crew


def tech_pause_of(crew: Crew, overlay: str) -> None:
    """Wait until the overlay is sent a state with the tech pause on."""
    crew.client.wait_for(
        overlay, "match_data", lambda text: json.loads(text)["timeoutState"]["techPause"]
    )


def test_it_is_answered_and_sent_the_newest_state(crew: Crew) -> None:
    crew.log_on("alice", "SHOW1")
    crew.send("alice", "SHOW1", "tech_pause")
    answer = crew.watch("overlay", "SHOW1")
    assert abs(answer.pop("serverTime") - time.time() * 1000) < 60_000
    assert answer == {"groupCode": "SHOW1", "msg": "Logon succeeded for group code SHOW1"}
    tech_pause_of(crew, "overlay")


def test_a_state_is_one_string_that_holds_json(crew: Crew) -> None:
    crew.log_on("alice", "SHOW2")
    crew.watch("overlay", "SHOW2")
    (argument,) = crew.client.wait_for("overlay", "match_data").args
    assert isinstance(argument, str)
    assert json.loads(argument)["groupCode"] == "SHOW2"


def test_it_may_log_on_before_the_match_exists(crew: Crew) -> None:
    crew.watch("overlay", "EARLY1")
    assert crew.client.received("overlay", "match_data") == []
    crew.log_on("alice", "EARLY1")
    assert crew.state("overlay")["roundPhase"] == "LOBBY"


def test_a_second_logon_moves_it_to_the_other_room(crew: Crew) -> None:
    crew.log_on("alice", "ROOM1")
    crew.log_on("lantern", "ROOM2")
    crew.watch("overlay", "ROOM1")
    crew.state("overlay", groupCode="ROOM1")
    crew.client.emit("overlay", "logon", json.dumps({"groupCode": "ROOM2"}))
    crew.state("overlay", groupCode="ROOM2")
    crew.send("alice", "ROOM1", "tech_pause")
    crew.send("lantern", "ROOM2", "tech_pause")
    tech_pause_of(crew, "overlay")
    codes = [one.json["groupCode"] for one in crew.client.received("overlay", "match_data")]
    assert codes[codes.index("ROOM2") :].count("ROOM1") == 0


def test_who_joins_is_sent_the_state_alone(crew: Crew) -> None:
    crew.log_on("alice", "ALONE1")
    crew.watch("first", "ALONE1")
    crew.state("first")
    for number in range(5):
        crew.watch(f"later{number}", "ALONE1")
        crew.state(f"later{number}")
    assert len(crew.client.received("first", "match_data")) == 1


def test_a_feed_that_dies_is_seen_in_the_state_and_one_that_comes_back(crew: Crew) -> None:
    secret = crew.log_on("alice", "DEAD1")["reason"]
    crew.watch("overlay", "DEAD1")
    crew.state("overlay", feed={"observers": 1, "lastEventAt": ANY})
    crew.client.disconnect("alice")
    crew.state("overlay", feed={"observers": 0, "lastEventAt": ANY})
    crew.log_on("bob", "DEAD1", groupSecret=secret)
    crew.state("overlay", feed={"observers": 1, "lastEventAt": ANY})


def test_states_come_at_most_every_100_ms_and_the_last_one_always(crew: Crew) -> None:
    crew.log_on("alice", "PACE1")
    crew.watch("overlay", "PACE1")
    crew.state("overlay")
    for _ in range(60):
        crew.send("alice", "PACE1", "switch_kda_credits")
    crew.send("alice", "PACE1", "tech_pause")
    tech_pause_of(crew, "overlay")
    # The first state is that of the logon, whenever the one after it comes.
    times = [one.t for one in crew.client.received("overlay", "match_data")][1:]
    took_ms = times[-1] - times[0]
    assert len(times) <= took_ms / 100 + 2


def test_an_overlay_that_sends_nonsense_is_told_and_kept(crew: Crew) -> None:
    crew.connect("overlay", "broadcast")
    for argument in ("not json", json.dumps({"groupCode": "\n"}), 5):
        crew.client.emit("overlay", "logon", argument)
        assert "reason" in crew.client.wait_for("overlay", "refused").json
    crew.client.emit("overlay", "logon", json.dumps({"groupCode": "FINE1"}))
    assert crew.client.wait_for("overlay", "logon_success").json["groupCode"] == "FINE1"


def test_nothing_that_is_secret_reaches_an_overlay(crew: Crew) -> None:
    tools = {"playercamsInfo": {"enable": True, "secret": "cam-secret", "endTime": 5}}
    secret = crew.log_on("alice", "SECRET1", toolsData=tools)["reason"]
    crew.watch("overlay", "SECRET1")
    (text,) = crew.client.wait_for("overlay", "match_data").args
    for hidden in (secret, crew.key, "cam-secret", "endTime"):
        assert hidden not in text
