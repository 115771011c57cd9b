"""Auxiliary clients on port 5100: bound to one player of the match whose id they know."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.wire.crew import MATCH_ID, Crew


@pytest.fixture
def code(crew: Crew, request: pytest.FixtureRequest) -> Iterator[str]:
    """A match of alice's with player-1 (left) and player-2 (right), ended when the test is over."""
    code = f"AUX{abs(hash(request.node.name)) % 10_000_000}"
    crew.open_match("alice", code)
    yield code
    end = {"roundNumber": 1, "roundPhase": "game_end"}
    assert crew.send("alice", code, "round_info", end)["ok"]
    crew.client.wait_for("alice", "disconnect")


def players_of(text: str) -> list[dict[str, Any]]:
    """Everybody in a state, the left team first."""
    return [player for team in json.loads(text)["teams"] for player in team["players"]]


def board(player_id: str) -> dict[str, Any]:
    number = int(player_id[-1])
    return {
        "name": f"player{number}",
        "tagline": f"T{number}",
        "playerId": player_id,
        "startTeam": number - 1,
        "agentInternal": "Wushu",
        "isAlive": True,
        "initialArmor": 2,
        "scoreboardWeaponInternal": "TX_Hud_Pistol_Classic",
        "currUltPoints": 1,
        "maxUltPoints": 8,
        "hasSpike": False,
        "money": 800,
        "kills": 0,
        "deaths": 0,
        "assists": 0,
    }


def test_it_is_let_into_the_match_that_it_names(crew: Crew, code: str) -> None:
    answer = crew.aux_log_on("bob", "player-1")
    assert answer == {"type": "aux_authenticate", "value": True}


def test_an_unknown_match_is_refused_with_a_disconnect(crew: Crew) -> None:
    answer = crew.aux_log_on("bob", "player-1", "nowhere")
    reason = "Game with Match ID nowhere not found."
    assert answer == {"type": "authenticate", "value": False, "reason": reason}
    assert crew.client.wait_for("bob", "disconnect").args == ["io server disconnect"]


@pytest.mark.parametrize(
    ("packet", "reason"),
    [
        ("not json", "Invalid packet."),
        (json.dumps({"type": "authenticate", "matchId": MATCH_ID}), "Invalid packet."),
        (
            json.dumps({"type": "aux_authenticate", "clientVersion": "1.0.0", "matchId": MATCH_ID}),
            "Client version 1.0.0 is not compatible with server version 0.1.0.",
        ),
    ],
)
def test_a_bad_logon_is_refused(crew: Crew, packet: str, reason: str) -> None:
    crew.connect("bob")
    crew.client.emit("bob", "aux_logon", packet)
    answer = crew.client.wait_for("bob", "aux_logon_ack").json
    assert answer == {"type": "authenticate", "value": False, "reason": reason}


def test_it_sends_for_its_own_player_alone(crew: Crew, code: str) -> None:
    crew.aux_log_on("bob", "player-1")
    assert crew.aux_send("bob", "player-1", "aux_health", 45)["ok"]
    refused = crew.aux_send("bob", "player-2", "aux_health", 1)
    hint = "an auxiliary client sends for its own player"
    assert refused == {"ok": False, "error": hint}
    crew.watch("overlay", code)
    crew.client.wait_for(
        "overlay",
        "match_data",
        lambda text: [player["health"] for player in players_of(text)] == [45, 100],
    )


def test_a_player_who_is_not_in_the_match_is_refused(crew: Crew, code: str) -> None:
    crew.aux_log_on("bob", "player-9")
    assert not crew.aux_send("bob", "player-9", "aux_health", 45)["ok"]


def test_without_a_player_the_first_scoreboard_tells_who_it_is(crew: Crew, code: str) -> None:
    crew.aux_log_on("bob", "")
    assert not crew.aux_send("bob", "", "aux_health", 45)["ok"], "nobody is known yet"
    assert crew.aux_send("bob", "", "aux_scoreboard", board("player-1"))["ok"]
    assert crew.aux_send("bob", "player-1", "aux_health", 45)["ok"]
    assert not crew.aux_send("bob", "player-2", "aux_health", 45)["ok"]
    assert crew.aux_send("bob", "", "aux_scoreboard", board("player-2"))["ok"], "an observer's"


def test_it_may_not_send_what_observers_send(crew: Crew, code: str) -> None:
    crew.aux_log_on("bob", "player-1")
    assert not crew.aux_send("bob", "player-1", "tech_pause", True)["ok"]
    assert not crew.send("bob", code, "tech_pause")["ok"]


def test_another_match_than_its_own_is_refused(crew: Crew, code: str) -> None:
    crew.aux_log_on("bob", "player-1")
    packet = {"playerId": "player-1", "matchId": "other", "type": "aux_health", "data": 45}
    answer = crew.client.call("bob", "aux_data", json.dumps(packet))
    assert answer == [{"ok": False, "error": "this socket feeds another matchId"}]


def test_a_bound_client_stays_whatever_its_game_says(crew: Crew, code: str) -> None:
    crew.aux_log_on("bob", "player-1")
    for number in range(60):
        match_id, data = ((MATCH_ID, None), ("the next", 45), (MATCH_ID, {}))[number % 3]
        packet: dict[str, Any] = {"playerId": "player-1", "matchId": match_id, "type": "aux_health"}
        packet["data"] = data
        crew.client.emit("bob", "aux_data", json.dumps(packet))
    assert crew.aux_send("bob", "player-1", "aux_health", "45")["ok"]
    assert crew.client.received("bob", "disconnect") == []


def test_a_bound_client_stays_while_its_player_is_in_no_roster(crew: Crew, code: str) -> None:
    crew.aux_log_on("bob", "player-9")
    for _ in range(30):
        assert not crew.aux_send("bob", "player-9", "aux_health", 45)["ok"]
    assert crew.client.received("bob", "disconnect") == []


def test_what_it_showed_is_marked_unavailable_when_it_leaves(crew: Crew, code: str) -> None:
    crew.watch("overlay", code)
    crew.aux_log_on("bob", "player-1")
    crew.aux_send("bob", "player-1", "aux_health", 45)

    def available(text: str) -> bool:
        return any(player["auxiliaryAvailable"]["health"] for player in players_of(text))

    crew.client.wait_for("overlay", "match_data", available)
    crew.client.disconnect("bob")
    crew.client.wait_for("overlay", "match_data", lambda text: not available(text))
