"""No value outside its sane range enters a match; the rest of its event does."""

import json
from typing import Any

import pytest
from msgspec import UNSET

from matches.engine.events import (
    AuxScoreboardTeam,
    BadEvent,
    Event,
    Tell,
    canonical,
    parse_auxiliary,
    parse_logged,
    parse_observer,
)
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
NOWHERE = "unplaceable"


def read(packet: Packet, tell: Tell | None = None) -> Event:
    """The event as the match's log gives it back."""
    parse = parse_auxiliary if "playerId" in packet else parse_observer
    event = parse(json.dumps(packet), tell)
    assert parse_logged(canonical(event)) == event
    return event


def reason(packet: Packet) -> str:
    try:
        read(packet)
    except BadEvent as error:
        return error.reason
    return "taken"


def member(packet: Packet, name: str) -> Any:
    """What the event holds under this name, given what was sent under the wire's name."""
    return getattr(read(packet).data, name)  # type: ignore[union-attr]


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


# Of a board and of a roster entry: (member, its name here, what is odd).
BOARD: list[tuple[str, str, tuple[Any, ...]]] = [
    ("agentInternal", "agent_internal", (None, 5, LONG, ["Clay"], "\0")),
    ("isAlive", "is_alive", (None, "yes", 2, {}, -1)),
    ("scoreboardWeaponInternal", "scoreboard_weapon_internal", (None, 5, LONG)),
    ("currUltPoints", "curr_ult_points", (None, "", "x", -1, 31, 1.5)),
    ("maxUltPoints", "max_ult_points", (None, -1, 31, [])),
    ("hasSpike", "has_spike", (None, "no", {})),
    ("money", "money", (None, "much", -1, 100_000, 10**30, 800.5, [800], "-1")),
    ("kills", "kills", (None, -1, 1_000, "NaN", "1e999")),
    ("deaths", "deaths", (None, -1, 1_000)),
    ("assists", "assists", (None, -1, 10**400)),
    ("initialArmor", "initial_armor", ("heavy", -2, 256, {})),
    ("name", "name", (None, 5, LONG, "\0")),
    ("tagline", "tagline", (None, 5, LONG)),
    ("startTeam", "start_team", (None, -1, "-1", "team", 1_000)),
]
ROSTER: list[tuple[str, str, tuple[Any, ...]]] = [
    ("name", "name", (None, 5, LONG, "\0", "\\u0000")),
    ("tagline", "tagline", (None, 5, LONG)),
    ("startTeam", "start_team", (None, -1, "-1", "team", 1.5)),
    ("agentInternal", "agent_internal", (None, 5, LONG)),
    ("position", "position", (None, -1, 100, "first")),
    ("locked", "locked", (None, "yes", [])),
]
CASES = [
    (packet, wire, name, value)
    for packet, members in ((scoreboard, BOARD), (aux_scoreboard, BOARD), (roster, ROSTER))
    for wire, name, values in members
    for value in values
]


@pytest.mark.parametrize(("packet", "wire", "name", "value"), CASES)
def test_an_odd_member_is_unset_and_the_rest_counts(
    packet: Any, wire: str, name: str, value: Any
) -> None:
    good, odd = read(packet()), read(packet(**{wire: value}))
    assert getattr(odd.data, name) is UNSET  # type: ignore[union-attr]
    for other in good.data.__struct_fields__:  # type: ignore[union-attr]
        if other != name:
            told = getattr(odd.data, other)  # type: ignore[union-attr]
            assert told == getattr(good.data, other)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("kind", "wire"),
    [(kind, wire) for kind in (scoreboard, aux_scoreboard, roster) for wire in kind()["data"]],
)
def test_a_missing_member_of_a_board_or_roster_is_unset(kind: Any, wire: str) -> None:
    packet = kind()
    del packet["data"][wire]
    event = read(packet)
    assert getattr(event.data, _python(wire)) in (UNSET, None)  # type: ignore[union-attr]


def _python(wire: str) -> str:
    return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in wire)


@pytest.mark.parametrize(
    ("packet", "name", "value"),
    [
        (scoreboard(money="3"), "money", 3),
        (scoreboard(money=" 3 "), "money", 3),
        (scoreboard(money=3.0), "money", 3),
        (scoreboard(money="3.0"), "money", 3),
        (scoreboard(money=True), "money", 1),
        (scoreboard(kills=False), "kills", 0),
        (scoreboard(isAlive=1), "is_alive", True),
        (scoreboard(isAlive=0), "is_alive", False),
        (scoreboard(isAlive="true"), "is_alive", True),
        (scoreboard(hasSpike="0"), "has_spike", False),
        (scoreboard(isAlive=1.0), "is_alive", True),
        (roster(startTeam=1.0), "start_team", 1),
        (roster(startTeam=True), "start_team", 1),
        (roster(position="4"), "position", 4),
        (roster(locked=1), "locked", True),
        (roster(name="al\ud83d"), "name", "al"),
        (round_info("3", "combat"), "round_number", 3),
        (round_info(3.0, "combat"), "round_number", 3),
        (score("5", 0), "team_0", 5),
        (toast(duration="5000"), "duration", 5000),
        (killfeed(ALICE, BOB, headshotKill="true"), "headshot_kill", True),
        (killfeed(ALICE, BOB, isTeamkill=1), "is_teamkill", True),
        (auxiliary(ALICE, "aux_abilities", {"grenade": True}), "grenade", 1),
        (auxiliary(ALICE, "aux_abilities", {"ability_1": False}), "ability_1", 0),
        (auxiliary(ALICE, "aux_abilities", {"ability_2": "2"}), "ability_2", 2),
        (auxiliary(ALICE, "aux_abilities", {"ability_2": None}), "ability_2", UNSET),
    ],
)
def test_what_can_be_read_as_the_thing_wanted_is_read(
    packet: Packet, name: str, value: Any
) -> None:
    found = member(packet, name)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("packet", "data"),
    [
        (auxiliary(ALICE, "aux_health", "50"), 50),
        (auxiliary(ALICE, "aux_health", "50.5"), 50.5),
        (auxiliary(ALICE, "aux_astra_targeting", 1), True),
        (auxiliary(ALICE, "aux_cypher_cam", "false"), False),
        (observer("team_is_attacker", 1), True),
        (observer("spike_planted", 1), True),
        (observer("spike_planted", "true"), True),
        (observer("tech_pause", {}), True),
        (observer("tech_pause", []), True),
        (observer("tech_pause", 2**60), True),
        (observer("tech_pause", "x" * 257), True),
    ],
)
def test_data_of_one_value_is_read_as_the_thing_wanted(packet: Packet, data: Any) -> None:
    assert read(packet).data == data  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("wire", "value", "name", "taken"),
    [
        ("attacker", None, "attacker", ""),
        ("attacker", LONG, "attacker", ""),
        ("weaponKillfeedInternal", None, "weapon_killfeed_internal", ""),
        ("headshotKill", None, "headshot_kill", False),
        ("isTeamkill", None, "is_teamkill", None),
        ("isTeamkill", "no", "is_teamkill", None),
        ("assists", None, "assists", []),
        ("assists", "x", "assists", []),
        ("assists", [1, "TX_Killfeed_Sova", None, LONG], "assists", ["TX_Killfeed_Sova"]),
        ("assists", ["x"] * 17, "assists", ["x"] * 16),
    ],
)
def test_a_kill_counts_whatever_is_odd_about_it(
    wire: str, value: Any, name: str, taken: Any
) -> None:
    packet = killfeed(ALICE, BOB)
    packet["data"][wire] = value
    assert member(packet, name) == taken


@pytest.mark.parametrize(
    "wire", ["attacker", "weaponKillfeedInternal", "headshotKill", "assists", "isTeamkill"]
)
def test_a_kill_counts_without_a_member(wire: str) -> None:
    packet = killfeed(ALICE, BOB)
    del packet["data"][wire]
    assert member(packet, "victim") == BOB.name


@pytest.mark.parametrize(
    ("packet", "name"),
    [
        (score(-1, 3), "team_0"),
        (score(3, 1_000), "team_1"),
        (score(None, 3), "team_0"),
        (round_info(3, None), "round_phase"),
        (round_info(3, "x" * 33), "round_phase"),
        (toast(title=5), "title"),
        (toast("x" * 2_001), "message"),
    ],
)
def test_half_of_an_event_counts(packet: Packet, name: str) -> None:
    assert member(packet, name) is UNSET


@pytest.mark.parametrize(
    "packet",
    [
        roster(name="", playerId=""),
        roster(name=None, playerId=LONG),
        scoreboard(name=LONG, playerId=None),
        aux_scoreboard(name="", playerId=""),
        killfeed("", ""),
        killfeed(LONG, LONG),
        score(None, "x"),
        round_info(None, "combat"),
        round_info(-1, "shopping"),
        round_info(201, "shopping"),
        round_info(10**400, "shopping"),
        toast(None, title=None),
        observer("toast", {"title": "a", "message": "b", "eventLogoEnabled": True}),
        observer("toast", None),
        observer("round_info", "combat"),
        observer("score", [1, 2]),
        observer("roster", None),
        observer("map", LONG),
        observer("map", 5),
        observer("game_mode", None),
        observer("match_start", LONG),
        observer("match_start", ""),
        observer("observing", None),
        observer("observing", "x" * 161),
        observer("spike_planted", "yes"),
        observer("team_is_attacker", None),
        auxiliary(ALICE, "aux_health", -1),
        auxiliary(ALICE, "aux_health", 500.5),
        auxiliary(ALICE, "aux_health", None),
        auxiliary(ALICE, "aux_abilities", [1]),
        auxiliary(ALICE, "aux_astra_targeting", "x"),
        auxiliary(ALICE, "aux_scoreboard_team", "{not json"),
        auxiliary(ALICE, "aux_scoreboard_team", "{}"),
        auxiliary(ALICE, "aux_scoreboard_team", "[1]"),
        auxiliary(ALICE, "aux_scoreboard_team", [board()]),
        auxiliary(ALICE, "aux_scoreboard_team", "[" * 5_000),
        aux_scoreboard_team(ALICE, board(playerId=None)),
    ],
)
def test_an_event_of_which_nothing_can_be_placed_is_refused(packet: Packet) -> None:
    assert reason(packet) == NOWHERE


def test_a_teams_boards_count_one_by_one() -> None:
    boards = board(money="800", kills=None), board(BOB, playerId=None), "x"
    event = read(aux_scoreboard_team(ALICE, *boards))  # type: ignore[arg-type]
    assert isinstance(event, AuxScoreboardTeam)
    (one,) = event.boards
    assert (one.player_id, one.money, one.kills) == (ALICE.player_id, 800, UNSET)


def test_of_a_teams_boards_the_first_ten_count() -> None:
    event = read(aux_scoreboard_team(ALICE, *[board()] * 11))
    assert isinstance(event, AuxScoreboardTeam)
    assert len(event.boards) == 10


def test_a_nul_makes_a_members_text_unreadable_in_a_teams_boards_too() -> None:
    event = read(aux_scoreboard_team(ALICE, board(agentInternal="\0")))
    assert isinstance(event, AuxScoreboardTeam)
    assert event.boards[0].agent_internal is UNSET


@pytest.mark.parametrize("field", ["groupCode", "type"])
def test_a_missing_member_of_the_envelope_is_refused(field: str) -> None:
    packet = observer("map", "Port")
    del packet[field]
    assert reason(packet) == "missing_field"


@pytest.mark.parametrize("code", [5, None, LONG])
def test_a_group_code_that_is_no_code_is_refused(code: Any) -> None:
    assert reason({**observer("map", "Port"), "groupCode": code}) == "wrong_type"


def test_an_observers_odd_name_counts_for_nothing() -> None:
    assert reason({**observer("map", "Port"), "obsName": LONG}) == "taken"
