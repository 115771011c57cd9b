"""What an observer's client is answered on port 5100, word for word."""

import json
import re
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from tests.wire.crew import Crew, logon_packet


def test_a_new_match_answers_with_its_group_secret(crew: Crew) -> None:
    answer = crew.log_on("alice", "NEW1")
    assert (answer["type"], answer["value"]) == ("authenticate", True)
    assert re.fullmatch("[A-Z0-9]{12}", answer["reason"])


def test_it_refuses_a_second_observer_with_the_wrong_secret(crew: Crew) -> None:
    crew.log_on("alice", "TAKEN1")
    for number, secret in enumerate(("", "WRONGWRONG12")):
        answer = crew.log_on(f"mallory{number}", "TAKEN1", groupSecret=secret)
        reason = "Game with Group Code TAKEN1 exists and is still live."
        assert answer == {"type": "authenticate", "value": False, "reason": reason}


def test_a_second_observer_with_the_secret_feeds_the_same_match(crew: Crew) -> None:
    secret = crew.log_on("alice", "TWO1")["reason"]
    answer = crew.log_on("second desk", "TWO1", groupSecret=secret)
    assert answer == {"type": "authenticate", "value": True, "reason": "reconnected"}
    assert crew.send("alice", "TWO1", "tech_pause") == {"ok": True, "seq": 1}
    assert crew.send("second desk", "TWO1", "switch_kda_credits") == {"ok": True, "seq": 2}


def test_joining_changes_neither_teams_nor_tools(crew: Crew) -> None:
    secret = crew.log_on("alice", "JOIN1")["reason"]
    crew.watch("overlay", "JOIN1")
    other = {"name": "Other", "tricode": "OTH", "url": "", "attackStart": False}
    crew.log_on("second desk", "JOIN1", groupSecret=secret, leftTeam=other)
    crew.send("second desk", "JOIN1", "tech_pause")
    assert crew.state("overlay")["teams"][0]["teamName"] == "Harbour"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"type": "aux_authenticate", "clientVersion": "9.9.9", "key": "x"}, "Invalid packet."),
        (
            {"clientVersion": "0.3.25", "key": "x"},
            "Client version 0.3.25 is not compatible with server version 0.1.0.",
        ),
        (
            {"clientVersion": "0.3.2"},
            "Client version 0.3.2 is not compatible with server version 0.1.0.",
        ),
        (
            {"clientVersion": "latest"},
            "Client version latest is not compatible with server version 0.1.0.",
        ),
        ({"key": "spectra_nobody", "groupCode": "TAKEN2"}, "Invalid Key"),
        ({"key": ""}, "Invalid Key"),
        ({"key": None}, "Invalid Key"),
        ({"groupCode": "A\nB"}, "Invalid packet."),
        ({"groupCode": "A" * 33}, "Invalid packet."),
        ({"leftTeam": "Harbour"}, "Invalid packet."),
        (
            {"groupCode": "TAKEN2"},
            "Game with Group Code TAKEN2 exists and is still live.",
        ),
    ],
)
def test_a_logon_is_refused_in_the_contracts_order_and_words(
    crew: Crew, changes: dict[str, object], reason: str
) -> None:
    crew.log_on("alice", "TAKEN2", groupSecret="")
    answer = crew.log_on("mallory", **{"code": "FREE2", **changes})  # type: ignore[arg-type]
    assert answer == {"type": "authenticate", "value": False, "reason": reason}
    assert crew.client.wait_for("mallory", "disconnect").args == ["io server disconnect"]


@pytest.mark.parametrize("packet", ["not json", "[]", "{}", '{"type":"authenticate"}', 17, None])
def test_an_unreadable_logon_is_answered_too(crew: Crew, packet: object) -> None:
    crew.connect("mallory")
    crew.client.emit("mallory", "obs_logon", packet)
    answer = crew.client.wait_for("mallory", "obs_logon_ack").json
    assert answer == {"type": "authenticate", "value": False, "reason": "Invalid packet."}
    assert crew.client.wait_for("mallory", "disconnect").args == ["io server disconnect"]


def test_a_match_of_the_group_code_my_cup_is_live_with_working_links(crew: Crew) -> None:
    for name, code in (("alice", "MY CUP"), ("lantern", "CAFÉ 杯/1")):
        crew.log_on(name, code)
        assert crew.send(name, code, "tech_pause") == {"ok": True, "seq": 1}
        assert crew.send(name, code, "tech_pause") == {"ok": True, "seq": 2}
        assert crew.watch(f"overlay of {name}", code)["groupCode"] == code
        assert crew.state(f"overlay of {name}")["groupCode"] == code
        link = f"{crew.served.url('ingest')}/overlay?groupCode={quote(code)}"
        with urlopen(link) as answer:
            assert f'data-group-code="{code}"' in answer.read().decode()


def test_a_logon_as_an_object_is_taken_too(crew: Crew) -> None:
    crew.connect("alice")
    crew.client.emit("alice", "obs_logon", logon_packet(crew.key, "OBJ1"))
    assert crew.client.wait_for("alice", "obs_logon_ack").json["value"] is True
    event = {"obsName": "alice", "groupCode": "OBJ1", "type": "tech_pause", "data": True}
    assert crew.client.call("alice", "obs_data", event) == [{"ok": True, "seq": 1}]


def test_only_the_first_logon_of_a_connection_counts(crew: Crew) -> None:
    crew.log_on("alice", "FIRST1")
    crew.client.emit("alice", "obs_logon", json.dumps(logon_packet(crew.key, "FIRST2")))
    refused = crew.client.wait_for("alice", "refused").json
    assert refused["reason"] == "second_logon"
    assert crew.send("alice", "FIRST1", "tech_pause")["ok"]
    assert not crew.send("alice", "FIRST2", "tech_pause")["ok"]


def test_a_burst_before_the_logon_counts_after_it(crew: Crew) -> None:
    crew.connect("alice")
    crew.watch("overlay", "EARLY2")
    for number in range(1, 41):
        data = {"roundNumber": number, "roundPhase": "shopping"}
        packet = {"obsName": "a", "groupCode": "EARLY2", "type": "round_info", "data": data}
        crew.client.emit("alice", "obs_data", json.dumps(packet))
    crew.log_on("alice", "EARLY2")
    assert crew.state("overlay", roundNumber=40)
    assert crew.send("alice", "EARLY2", "tech_pause") == {"ok": True, "seq": 41}
    assert crew.client.received("alice", "refused") == []


def test_an_observer_cannot_feed_another_match(crew: Crew) -> None:
    crew.log_on("alice", "MINE1")
    crew.log_on("lantern", "YOURS1")
    crew.watch("overlay", "YOURS1")
    crew.state("overlay")
    answer = crew.send("alice", "YOURS1", "tech_pause")
    assert answer == {"ok": False, "error": "this socket feeds another groupCode"}
    crew.send("lantern", "YOURS1", "switch_kda_credits")
    assert crew.state("overlay", showAliveKDA=True)["timeoutState"]["techPause"] is False


def test_an_observer_cannot_send_what_auxiliary_clients_send(crew: Crew) -> None:
    crew.open_match("alice", "ROLE1", "match of ROLE1")
    packet = {"playerId": "player-1", "matchId": "match of ROLE1", "type": "aux_health", "data": 5}
    assert not crew.client.call("alice", "aux_data", json.dumps(packet))[0]["ok"]
    assert not crew.send("alice", "ROLE1", "aux_health", 5)["ok"]


def test_an_event_that_breaks_the_rules_is_refused_with_its_field_named(crew: Crew) -> None:
    crew.log_on("alice", "FIELD1")
    answer = crew.send(
        "alice", "FIELD1", "round_info", {"roundNumber": 3_000_000, "roundPhase": "x"}
    )
    assert not answer["ok"]
    assert "roundNumber" in answer["error"]


def test_the_server_stamps_the_time_itself(crew: Crew) -> None:
    crew.log_on("alice", "TIME1")
    crew.watch("overlay", "TIME1")
    packet = {
        "obsName": "alice",
        "groupCode": "TIME1",
        "type": "round_info",
        "data": {"roundNumber": 1, "roundPhase": "combat"},
        "timestamp": 12345,
    }
    assert crew.client.call("alice", "obs_data", json.dumps(packet))[0]["ok"]
    assert crew.state("overlay", roundPhase="combat")["roundTimeoutTime"] > 1_700_000_000_000


def test_game_end_shows_the_last_state_then_lets_everybody_go_and_frees_the_code(
    crew: Crew,
) -> None:
    crew.log_on("alice", "END1")
    crew.watch("overlay", "END1")
    crew.send("alice", "END1", "round_info", {"roundNumber": 3, "roundPhase": "game_end"})
    assert crew.state("overlay", roundPhase="game_end")["isRunning"] is False
    assert crew.client.wait_for("alice", "disconnect").args == ["io server disconnect"]
    answer = crew.log_on("next", "END1")
    assert re.fullmatch("[A-Z0-9]{12}", answer["reason"])
