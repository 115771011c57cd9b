"""The stream of whole states and patches, to the field's own client."""

import json
from random import Random
from typing import Any

import pytest

from matches.simulator.pace import DEMO, SWIFT
from matches.simulator.script import simulate
from tests.support.raw_websocket import BROWSERS, PING, RawOverlay, frame
from tests.support.served import Served
from tests.wire.crew import Crew
from tests.wire.replica import Replica

CHUNK = 20  # events between two looks
LOSSES = 0.04  # of the connection, for each event
RETURNS = 0.2


def test_it_is_answered_and_sent_the_whole_state(crew: Crew) -> None:
    crew.log_on("alice", "DELTA1")
    crew.connect("overlay", "broadcast")
    crew.client.emit("overlay", "logon", json.dumps({"groupCode": "DELTA1", "stream": "delta"}))
    answer = crew.client.wait_for("overlay", "logon_success").json
    assert answer["msg"] == "Logon succeeded for group code DELTA1"
    whole = crew.client.wait_for("overlay", "match_state").json
    assert set(whole) == {"version", "state"}
    assert whole["state"]["roundPhase"] == "LOBBY"


def test_a_change_is_a_small_patch_of_the_state_before(crew: Crew) -> None:
    replica = Replica(crew, "replica", "DELTA2")
    crew.log_on("alice", "DELTA2")
    replica.connect()
    crew.send("alice", "DELTA2", "switch_kda_credits")
    feed = replica.wait_until_it_holds(showAliveKDA=True)["feed"]
    (whole,), (step,) = replica.received("match_state"), replica.received("match_patch")
    patch = [
        {"op": "replace", "path": "/showAliveKDA", "value": True},
        {"op": "replace", "path": "/feed/lastEventAt", "value": feed["lastEventAt"]},
    ]
    assert step == {"base": whole["version"], "version": step["version"], "patch": patch}


def test_it_may_log_on_before_the_match_exists(crew: Crew) -> None:
    replica = Replica(crew, "replica", "DELTA3")
    replica.connect()
    crew.log_on("alice", "DELTA3")
    replica.wait_until_it_holds(groupCode="DELTA3")


def test_a_logon_on_the_same_connection_brings_the_whole_state_again(crew: Crew) -> None:
    replica = Replica(crew, "replica", "DELTA4")
    crew.log_on("alice", "DELTA4")
    replica.connect()
    crew.client.wait_for("replica", "match_state")
    replica.log_on()
    again = crew.client.wait_for("replica", "match_state").json
    assert again == replica.received("match_state")[0]


def test_each_gets_its_own_stream_alone(crew: Crew) -> None:
    replica = Replica(crew, "replica", "DELTA5")
    crew.log_on("alice", "DELTA5")
    replica.connect()
    crew.watch("overlay", "DELTA5")
    crew.send("alice", "DELTA5", "tech_pause")
    crew.client.wait_for("replica", "match_patch")
    crew.state("overlay", timeoutState=replica.wait_until_it_holds()["timeoutState"])
    assert crew.client.received("replica", "match_data") == []
    assert crew.client.received("overlay", "match_state") == []
    assert crew.client.received("overlay", "match_patch") == []


def test_full_is_the_stream_of_whole_states_by_its_name(crew: Crew) -> None:
    crew.log_on("alice", "DELTA6")
    crew.connect("overlay", "broadcast")
    crew.client.emit("overlay", "logon", json.dumps({"groupCode": "DELTA6", "stream": "full"}))
    crew.state("overlay", groupCode="DELTA6")


def test_an_unknown_stream_is_refused_with_a_hint_and_the_connection_stays(crew: Crew) -> None:
    crew.connect("overlay", "broadcast")
    for stream in ("diff", 1, None):
        packet = {"groupCode": "DELTA7", "stream": stream}
        crew.client.emit("overlay", "logon", json.dumps(packet))
        refused = crew.client.wait_for("overlay", "refused").json
        assert refused["reason"] == "invalid_packet"
        assert '"full" or "delta"' in refused["error"]
    crew.client.emit("overlay", "logon", json.dumps({"groupCode": "DELTA7", "stream": "delta"}))
    crew.client.wait_for("overlay", "logon_success")


def test_a_client_that_polls_is_sent_states_too(crew: Crew) -> None:
    replica = Replica(crew, "replica", "DELTA8")
    crew.log_on("alice", "DELTA8")
    replica.connect(transports=["polling"])
    crew.send("alice", "DELTA8", "switch_kda_credits")
    replica.wait_until_it_holds(showAliveKDA=True)


def next_of(overlay: RawOverlay) -> tuple[str, Any]:
    """The next event and what it holds."""
    event, argument = json.loads(overlay.text()[2:])
    return event, json.loads(argument)


@pytest.mark.parametrize("offer", ["", BROWSERS, f"{BROWSERS}; server_no_context_takeover"])
def test_who_was_too_slow_for_a_state_is_sent_the_newest_whole_and_patches_from_there(
    crew: Crew, house: Served, offer: str
) -> None:
    code = f"DELTA-{len(offer)}"
    crew.open_match("alice", code)
    crew.watch("overlay", code)

    def play_round(number: int) -> None:
        crew.send("alice", code, "round_info", {"roundNumber": number, "roundPhase": "combat"})
        crew.state("overlay", roundNumber=number)

    with RawOverlay(house.ports["broadcast"], offer, receive_buffer=4_096) as slow:
        slow.say(f"42{json.dumps(['logon', json.dumps({'groupCode': code, 'stream': 'delta'})])}")
        assert [next_of(slow)[0] for _ in range(2)] == ["logon_success", "match_state"]
        slow.send(*[frame(PING, b"x" * 125)] * 4_000)  # their answers wait, unread
        for number in range(1, 6):
            play_round(number)
        event, body = next_of(slow)
        while event == "match_patch":
            event, body = next_of(slow)
        assert body["state"]["roundNumber"] == 5
        play_round(6)
        event, step = next_of(slow)
        assert (event, step["base"]) == ("match_patch", body["version"])


class Match:
    """A whole match, an overlay that sees every state of it, and a replica with a bad line."""

    def __init__(self, crew: Crew, code: str, seed: int) -> None:
        self.crew, self.code = crew, code
        self.random = Random(seed)
        self.packets = [
            step.packet for step in simulate(seed, group_code=code, pace=DEMO, mode=SWIFT)
        ]
        self.replica = Replica(crew, "replica", code)
        self.is_connected = True
        self.losses = 0

    def open(self) -> None:
        self.crew.log_on("alice", self.code)
        self.crew.watch("overlay", self.code)
        self.replica.connect()

    def send(self, packets: list[dict[str, Any]]) -> None:
        for packet in packets:
            self.crew.client.emit("alice", "obs_data", json.dumps(packet))
            self.trouble_the_line()
        if not self.is_connected:
            self.come_back()

    def trouble_the_line(self) -> None:
        chance = self.random.random()
        if self.is_connected and chance < LOSSES:
            self.replica.lose_connection()
            self.is_connected = False
            self.losses += 1
        elif not self.is_connected and chance < RETURNS:
            self.come_back()

    def come_back(self) -> None:
        self.replica.come_back()
        self.is_connected = True

    def stand_still(self, mark: str) -> None:
        """Both hold the same state: the newest, which is known by a mark."""
        assert self.crew.send("alice", self.code, "game_mode", mark)["ok"]
        assert self.replica.wait_until_it_holds(matchType=mark) == self.crew.state(
            "overlay", matchType=mark
        )


@pytest.mark.parametrize("seed", [1, 2])
def test_through_a_whole_match_with_losses_it_holds_what_the_full_stream_shows(
    crew: Crew, seed: int
) -> None:
    match = Match(crew, f"LOSSES{seed}", seed)
    match.open()
    *most, last = match.packets
    for start in range(0, len(most), CHUNK):
        match.send(most[start : start + CHUNK])
        match.stand_still(f"mark {start}")
    crew.client.emit("alice", "obs_data", json.dumps(last))
    end = match.replica.wait_until_it_holds(roundPhase="game_end", isRunning=False)
    assert end == crew.state("overlay", roundPhase="game_end", isRunning=False)

    shown = {canonical(one.json) for one in crew.client.received("overlay", "match_data")}
    assert {canonical(state) for state in match.replica.held} <= shown
    assert match.losses >= 10
    assert len(match.replica.received("match_patch")) >= 30


def canonical(state: Any) -> str:
    return json.dumps(state, sort_keys=True)
