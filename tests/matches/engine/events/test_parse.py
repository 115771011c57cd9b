import json
from typing import Any

import pytest

from matches.engine.events import (
    AuxDisconnect,
    BadEvent,
    Map,
    NoData,
    Registered,
    Scoreboard,
    UnknownType,
    canonical,
    event_type,
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

OBSERVER = [
    roster(),
    scoreboard(),
    killfeed(ALICE, BOB, assists=["TX_Killfeed_Sova"]),
    observer("observing", "alice #AL"),
    observer("match_start", "id"),
    observer("map", "Port"),
    observer("game_mode", "bomb"),
    score(1, 2),
    round_info(3, "combat"),
    observer("team_is_attacker", False),
    observer("spike_planted"),
    observer("spike_detonated"),
    observer("spike_defused"),
    observer("tech_pause"),
    observer("left_timeout"),
    observer("right_timeout"),
    observer("switch_kda_credits"),
    observer("swap_left_right"),
    observer("swap_attacker_defender"),
    toast(),
]
AUXILIARY = [
    aux_scoreboard(),
    aux_scoreboard_team(ALICE, board(BOB)),
    auxiliary(ALICE, "aux_abilities", {"grenade": 1}),
    auxiliary(ALICE, "aux_health", 75),
    auxiliary(ALICE, "aux_astra_targeting", True),
    auxiliary(ALICE, "aux_cypher_cam", False),
]


def name(packet: Packet) -> str:
    return str(packet["type"])


def refusal(raw: Any) -> BadEvent:
    with pytest.raises(BadEvent) as caught:
        parse_observer(raw if isinstance(raw, str | bytes) else json.dumps(raw))
    return caught.value


@pytest.mark.parametrize("packet", OBSERVER, ids=name)
def test_every_observer_event_is_read_and_written_back(packet: Packet) -> None:
    event = parse_observer(json.dumps(packet).encode())
    assert (event_type(event), event.group_code) == (packet["type"], packet["groupCode"])
    assert parse_logged(canonical(event)) == event
    assert json.loads(canonical(event))["data"] == json.loads(json.dumps(packet["data"]))


@pytest.mark.parametrize("packet", AUXILIARY, ids=name)
def test_every_auxiliary_event_is_read_and_written_back(packet: Packet) -> None:
    event = parse_auxiliary(json.dumps(packet))
    assert event_type(event) == packet["type"]
    assert (event.player_id, event.match_id) == (packet["playerId"], packet["matchId"])
    assert parse_logged(canonical(event)) == event
    assert json.loads(canonical(event))["data"] == packet["data"]


@pytest.mark.parametrize("event", [AuxDisconnect(player_id="x"), Registered()], ids=event_type)
def test_the_servers_own_events_are_read_from_the_log_alone(event: Any) -> None:
    assert parse_logged(canonical(event)) == event
    for parse in (parse_observer, parse_auxiliary):
        with pytest.raises(UnknownType):
            parse(json.dumps({**json.loads(canonical(event)), "data": True}))


def test_text_and_bytes_are_read_alike() -> None:
    raw = json.dumps(observer("map", "Sø"))
    assert parse_observer(raw) == parse_observer(raw.encode()) != Map("So", group_code="TEST")


class TestTolerance:
    def test_members_that_nobody_knows_are_ignored(self) -> None:
        packet = {**observer("map", "Port"), "timestamp": 5, "extra": {"a": [1]}}
        assert b"timestamp" not in canonical(parse_observer(json.dumps(packet)))
        event = parse_observer(json.dumps(scoreboard(extra=[1, 2])))
        assert isinstance(event, Scoreboard)

    def test_an_observer_needs_no_name(self) -> None:
        packet = observer("map", "Port")
        del packet["obsName"]
        assert parse_observer(json.dumps(packet)).obs_name == ""

    @pytest.mark.parametrize("data", [True, False, None, 1, -2.5, "x", ""])
    def test_a_hotkey_takes_any_scalar(self, data: Any) -> None:
        event = parse_observer(json.dumps(observer("left_timeout", data)))
        assert parse_logged(canonical(event)) == event

    @pytest.mark.parametrize("team", [0, 1, "0", "1", 7])
    def test_a_team_comes_as_a_number_or_as_text(self, team: Any) -> None:
        parse_observer(json.dumps(roster(startTeam=team)))

    def test_armour_comes_under_either_name(self) -> None:
        packet = scoreboard(initialShield=2)
        del packet["data"]["initialArmor"]
        event = parse_observer(json.dumps(packet))
        assert isinstance(event, Scoreboard)
        assert event.data.armor == 2

    def test_a_roster_needs_no_rank(self) -> None:
        packet = roster()
        del packet["data"]["rank"]
        parse_observer(json.dumps(packet))


@pytest.mark.parametrize(
    "packet",
    [
        roster(name="", playerId="", tagline=""),
        roster(startTeam="0", rank=None),
        scoreboard(name="", playerId="", agentInternal=""),
        killfeed("", ""),
        {"playerId": "", "matchId": "m", "type": "aux_health", "data": 5},
    ],
)
def test_a_log_of_an_older_version_is_read(packet: Packet) -> None:
    """What could be placed nowhere was taken once, and changed nothing."""
    data = json.dumps(packet).encode()
    assert json.loads(canonical(parse_logged(data)))["data"] == packet["data"]


class TestRefusals:
    def test_a_message_without_data_is_told_apart(self) -> None:
        packet = observer("tech_pause")
        del packet["data"]
        assert isinstance(refusal(packet), NoData)
        assert isinstance(refusal({**packet, "type": "aux_health"}), NoData)

    @pytest.mark.parametrize(
        ("type_name", "shown"), [("laser", "laser"), ("x" * 500, "x" * 64), ("a\nb", "a?b")]
    )
    def test_an_unknown_type_is_named(self, type_name: str, shown: str) -> None:
        error = refusal(observer(type_name))
        assert isinstance(error, UnknownType)
        assert (error.reason, error.type_name) == ("unknown_type", shown)

    @pytest.mark.parametrize("packet", AUXILIARY, ids=name)
    def test_an_observer_may_not_send_auxiliary_events(self, packet: Packet) -> None:
        assert refusal({**observer("x"), **packet}).reason == "wrong_role"

    @pytest.mark.parametrize("packet", OBSERVER, ids=name)
    def test_an_auxiliary_client_may_not_send_an_observers(self, packet: Packet) -> None:
        with pytest.raises(BadEvent) as caught:
            parse_auxiliary(json.dumps({**auxiliary(ALICE, "x", 0), **packet}))
        assert caught.value.reason == "wrong_role"

    @pytest.mark.parametrize("raw", ["", "{", "nonsense", '{"type":"map"', b"\x00", "{'a':1}"])
    def test_what_is_no_json_is_refused(self, raw: Any) -> None:
        assert refusal(raw).reason == "not_json"

    @pytest.mark.parametrize("raw", ["[]", "5", "null", '"map"', "true"])
    def test_what_is_no_object_is_refused(self, raw: str) -> None:
        assert refusal(raw).reason == "wrong_type"

    @pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
    def test_constants_that_are_no_json_are_refused(self, number: str) -> None:
        raw = json.dumps(observer("map")).replace("true", number)
        assert refusal(raw).reason == "not_json"

    @pytest.mark.parametrize("number", ["1e999", "-1e999"])
    def test_numbers_beyond_all_bounds_are_no_round(self, number: str) -> None:
        raw = json.dumps(round_info(7, "combat")).replace("7", number)
        assert refusal(raw).reason == "unplaceable"

    def test_text_that_is_not_unicode_is_refused(self) -> None:
        raw = b'{"type":"map","groupCode":"\xff","data":""}'
        assert refusal(raw).reason in ("not_json", "not_unicode")

    def test_a_lone_surrogate_in_text_is_refused(self) -> None:
        raw = json.dumps(observer("map", "\ud800"), ensure_ascii=False)
        assert refusal(raw).reason == "not_unicode"

    def test_a_nul_is_no_part_of_a_name(self) -> None:
        assert refusal(observer("map", "a\0")).reason == "unplaceable"

    @pytest.mark.parametrize("extra", [{"extra": ["\0"]}, {"\0": 1}])
    def test_a_nul_where_nobody_looks_does_no_harm(self, extra: Packet) -> None:
        event = parse_observer(json.dumps({**observer("map", "a"), **extra}))
        assert b"u0000" not in canonical(event)

    @pytest.mark.parametrize("depth", [33, 1_000, 50_000])
    def test_what_is_nested_too_deep_is_refused(self, depth: int) -> None:
        nested = "[" * depth + "]" * depth
        raw = json.dumps({**observer("map", "Port"), "extra": "DEEP"}).replace('"DEEP"', nested)
        assert refusal(raw).reason == "too_deep"
        assert refusal(nested).reason in ("wrong_type", "too_deep")

    def test_many_brackets_side_by_side_are_not_deep(self) -> None:
        parse_observer(json.dumps({**observer("map", "Port"), "extra": [[]] * 100}))
        parse_observer(json.dumps(toast("[" * 100)))

    @pytest.mark.parametrize("kind", [None, 5, ["map"]])
    def test_a_type_that_is_no_text_is_refused(self, kind: Any) -> None:
        assert refusal({**observer("map"), "type": kind}).reason in ("wrong_type", "missing_field")

    def test_the_detail_names_the_field_and_not_what_was_sent(self) -> None:
        error = refusal(round_info("secret", "combat"))
        assert str(error) == "unplaceable: data.roundNumber: can't be read"

    @pytest.mark.parametrize("event", ["spike_planted", "spike_detonated", "spike_defused"])
    def test_what_has_not_happened_is_refused(self, event: str) -> None:
        assert refusal(observer(event, False)).reason == "unplaceable"
