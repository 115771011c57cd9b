"""No value outside its sane range enters a match."""

import json
from typing import Any

import pytest

from matches.engine.events import BadEvent, parse_auxiliary, parse_observer
from tests.support.events import (
    ALICE,
    BOB,
    Packet,
    aux_scoreboard,
    aux_scoreboard_team,
    auxiliary,
    board,
    killfeed,
    observer,
    roster,
    round_info,
    score,
    scoreboard,
    toast,
)

LONG = "x" * 65


def reason(packet: Packet) -> str:
    parse = parse_auxiliary if "playerId" in packet else parse_observer
    try:
        parse(json.dumps(packet))
    except BadEvent as error:
        return error.reason
    return "taken"


@pytest.mark.parametrize(
    "packet",
    [
        round_info(0, "shopping"),
        round_info(200, "shopping"),
        scoreboard(money=0),
        scoreboard(money=99_999),
        scoreboard(kills=999, deaths=999, assists=999),
        scoreboard(currUltPoints=30, maxUltPoints=30),
        auxiliary(ALICE, "aux_health", 0),
        auxiliary(ALICE, "aux_health", 500),
        roster(name="x" * 64),
        toast("x" * 2_000, 86_400_000),
        toast(duration=None),
    ],
)
def test_the_edges_of_a_range_are_taken(packet: Packet) -> None:
    assert reason(packet) == "taken"


@pytest.mark.parametrize(
    "packet",
    [
        round_info(-1, "shopping"),
        round_info(201, "shopping"),
        round_info(3_000_000, "shopping"),
        round_info(10**400, "shopping"),
        round_info(1, "x" * 33),
        scoreboard(money=-1),
        scoreboard(money=100_000),
        scoreboard(kills=-1),
        scoreboard(deaths=1_000),
        scoreboard(assists=10**30),
        scoreboard(currUltPoints=31),
        scoreboard(maxUltPoints=-1),
        scoreboard(initialArmor=256),
        scoreboard(initialArmor=-2),
        scoreboard(agentInternal=LONG),
        scoreboard(scoreboardWeaponInternal=LONG),
        aux_scoreboard(money=100_000),
        aux_scoreboard_team(ALICE, board(money=100_000)),
        score(-1, 0),
        score(0, 1_000),
        roster(name=LONG),
        roster(tagline=LONG),
        roster(playerId=LONG),
        roster(position=100),
        roster(position=-1),
        roster(startTeam=-1),
        roster(startTeam="-1"),
        roster(startTeam="team"),
        roster(rank=-1),
        killfeed(LONG, BOB),
        killfeed(ALICE, LONG),
        killfeed(ALICE, BOB, weaponKillfeedInternal=LONG),
        killfeed(ALICE, BOB, assists=["x"] * 17),
        killfeed(ALICE, BOB, assists=[LONG]),
        observer("map", LONG),
        observer("game_mode", LONG),
        observer("match_start", LONG),
        observer("match_start", ""),
        observer("observing", "x" * 161),
        observer("tech_pause", 2**60),
        observer("tech_pause", "x" * 257),
        toast("x" * 2_001),
        toast(title="x" * 257),
        toast(selectedTeam=LONG),
        toast(duration=-1),
        toast(duration=86_400_001),
        auxiliary(ALICE, "aux_health", -1),
        auxiliary(ALICE, "aux_health", 500.5),
        auxiliary(ALICE, "aux_abilities", {"grenade": 100}),
        {**auxiliary(ALICE, "aux_health", 1), "playerId": LONG},
        {**auxiliary(ALICE, "aux_health", 1), "matchId": LONG},
        {**observer("map", "Port"), "groupCode": LONG},
        {**observer("map", "Port"), "obsName": LONG},
    ],
)
def test_what_lies_outside_is_refused(packet: Packet) -> None:
    assert reason(packet) in ("out_of_range", "wrong_type")


@pytest.mark.parametrize(
    "packet",
    [
        scoreboard(money="800"),
        scoreboard(money=1.5),
        scoreboard(money=None),
        scoreboard(isAlive=1),
        scoreboard(kills=True),
        scoreboard(agentInternal=5),
        scoreboard(initialArmor=None),
        roster(locked="yes"),
        roster(name=None),
        killfeed(ALICE, BOB, assists="x"),
        killfeed(ALICE, BOB, assists=[1]),
        killfeed(ALICE, BOB, isTeamkill="no"),
        observer("observing", None),
        observer("map", 5),
        observer("score", [1, 2]),
        observer("round_info", "combat"),
        observer("spike_planted", "yes"),
        observer("team_is_attacker", 1),
        observer("tech_pause", {}),
        observer("tech_pause", []),
        observer("toast", None),
        toast(title=5),
        toast(duration="long"),
        toast(eventLogoEnabled=None),
        auxiliary(ALICE, "aux_health", "50"),
        auxiliary(ALICE, "aux_health", None),
        auxiliary(ALICE, "aux_abilities", [1]),
        auxiliary(ALICE, "aux_abilities", {"grenade": None}),
        auxiliary(ALICE, "aux_astra_targeting", "x"),
        auxiliary(ALICE, "aux_cypher_cam", 1),
        auxiliary(ALICE, "aux_scoreboard_team", "{not json"),
        auxiliary(ALICE, "aux_scoreboard_team", "{}"),
        auxiliary(ALICE, "aux_scoreboard_team", "[1]"),
        auxiliary(ALICE, "aux_scoreboard_team", [board()]),
        auxiliary(ALICE, "aux_scoreboard_team", "[" * 5_000),
        aux_scoreboard_team(ALICE, *[board()] * 11),
        {**observer("map", "Port"), "groupCode": 5},
    ],
)
def test_wrong_types_are_refused(packet: Packet) -> None:
    assert reason(packet) in ("wrong_type", "missing_field", "out_of_range", "too_deep")


REQUIRED = {
    "roster": roster(rank=0),
    "scoreboard": scoreboard(),
    "killfeed": killfeed(ALICE, BOB),
    "score": score(1, 2),
    "round_info": round_info(1, "combat"),
    "toast": toast(),
    "aux_scoreboard": aux_scoreboard(),
}
OPTIONAL = {("roster", "rank"), ("toast", "active")}


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (kind, field)
        for kind, packet in REQUIRED.items()
        for field in packet["data"]
        if (kind, field) not in OPTIONAL
    ],
)
def test_a_missing_field_is_refused(kind: str, field: str) -> None:
    packet = REQUIRED[kind]
    data: dict[str, Any] = {key: value for key, value in packet["data"].items() if key != field}
    assert reason({**packet, "data": data}) == "missing_field"


@pytest.mark.parametrize("field", ["groupCode", "type"])
def test_a_missing_member_of_the_envelope_is_refused(field: str) -> None:
    packet = observer("map", "Port")
    del packet[field]
    assert reason(packet) == "missing_field"
