"""From the bytes of a logon to the match that it would open."""

import json
from typing import Any

import pytest
from django.conf import LazySettings

from auth_keys.services import Access
from matches.sockets.logon import (
    LogonRefused,
    read_auxiliary,
    read_observer,
    read_overlay,
    setup_of,
)
from tests.wire.crew import logon_packet

HARBOUR = Access(7, 3, "Harbour Broadcasts", True, "open")


def packet(**changes: Any) -> str:
    return json.dumps(logon_packet("a key", "HARBOUR1", **changes))


def test_the_match_belongs_to_the_organisation_of_the_key() -> None:
    setup = setup_of(read_observer(packet()), HARBOUR, "https://example.org/logo.png")
    assert (setup.organization_id, setup.org_is_supporter) == ("3", True)
    assert setup.sponsor_logo_url == "https://example.org/logo.png"
    assert setup.left_team.attack_start
    assert not setup.right_team.attack_start


def test_names_are_cut_and_addresses_must_be_web_addresses() -> None:
    team = {"name": "x" * 100, "tricode": "T\x00X", "url": "javascript:alert(1)"}
    setup = setup_of(read_observer(packet(leftTeam=team)), HARBOUR, "")
    assert setup.left_team.name == "x" * 64
    assert setup.left_team.tricode == "TX"
    assert setup.left_team.url == ""


@pytest.mark.parametrize(("color", "kept"), [("#FF8800", "#ff8800"), ("url(x)", ""), (None, "")])
def test_a_team_may_have_a_colour_and_an_odd_one_is_none(color: Any, kept: str) -> None:
    team = {"name": "Ants", "tricode": "ANT", "url": "", "color": color}
    setup = setup_of(read_observer(packet(leftTeam=team)), HARBOUR, "")
    assert (setup.left_team.color, setup.right_team.color) == (kept, "")


def test_the_secret_of_the_player_cameras_is_not_kept() -> None:
    tools = {"playercamsInfo": {"secret": "s", "endTime": 1, "identifier": "cam"}, "own": {"a": 1}}
    setup = setup_of(read_observer(packet(toolsData=tools)), HARBOUR, "")
    assert setup.tools["playercamsInfo"] == {"identifier": "cam"}
    assert setup.tools["own"] == {"a": 1}


def test_the_range_of_client_versions_can_be_set(settings: LazySettings) -> None:
    settings.CLIENT_VERSIONS = ">=0.3.3 <0.4.0"
    with pytest.raises(LogonRefused, match=r"Client version 0\.4\.0 is not compatible"):
        read_observer(packet(clientVersion="0.4.0"))
    settings.CLIENT_VERSIONS = ">=0.3.3 <0.5.0"
    assert read_observer(packet(clientVersion="0.4.0")).group_code == "HARBOUR1"


def test_a_client_version_that_is_refused_is_named_in_the_log_with_the_setting(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(LogonRefused):
        read_observer(packet(clientVersion="1.0.0"))
    assert "client version 1.0.0 was refused: CLIENT_VERSIONS is >=0.3.3 <1.0.0" in caplog.text


@pytest.mark.parametrize(
    ("sent", "number"), [(7, 7), (None, None), (0, None), (True, None), ("7", None), (2**70, None)]
)
def test_a_logon_may_name_the_match_that_it_plays_again(sent: Any, number: int | None) -> None:
    assert read_observer(packet(replayOf=sent)).replayed == number


@pytest.mark.parametrize("version", ["0.3.3", "0.3.24", "0.9.99"])
def test_the_range_holds_its_lower_end_and_not_its_upper(version: str) -> None:
    assert read_observer(packet(clientVersion=version)).client_version == version


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff",
        "[" * 100_000,
        '{"type":"authenticate","groupCode":"\\ud800"}',
        packet(toolsData=[]),
        packet(groupSecret=5),
        packet(obsName={}),
    ],
    ids=lambda raw: repr(raw[:20]),
)
def test_what_cannot_be_read_is_an_invalid_packet(raw: bytes | str) -> None:
    with pytest.raises(LogonRefused, match=r"^Invalid packet\.$"):
        read_observer(raw)


def test_an_auxiliary_logon_may_leave_its_player_open() -> None:
    raw = {"type": "aux_authenticate", "clientVersion": "0.3.20", "name": "bob", "matchId": "m"}
    assert read_auxiliary(json.dumps(raw)).player_id == ""


def test_ids_that_are_too_long_are_an_invalid_packet() -> None:
    raw = {"type": "aux_authenticate", "clientVersion": "0.3.20", "matchId": "m" * 65}
    with pytest.raises(LogonRefused, match=r"^Invalid packet\.$"):
        read_auxiliary(json.dumps(raw))


def test_an_overlay_names_a_code_that_can_exist() -> None:
    assert read_overlay('{"groupCode":"HARBOUR-1_a"}').group_code == "HARBOUR-1_a"
    for code in ("", " ", "x" * 33, "a\nb"):
        with pytest.raises(LogonRefused):
            read_overlay(json.dumps({"groupCode": code}))


def test_an_overlay_is_sent_whole_states_unless_it_asks_for_the_other_stream() -> None:
    assert read_overlay('{"groupCode":"CUP"}').stream == "full"
    assert read_overlay('{"groupCode":"CUP","stream":"full"}').stream == "full"
    assert read_overlay('{"groupCode":"CUP","stream":"delta"}').stream == "delta"


@pytest.mark.parametrize("stream", ["Delta", "", "patch", None, 1, True, ["delta"], {}])
def test_an_overlay_that_asks_for_a_stream_that_is_not_there_is_told_what_is(stream: Any) -> None:
    with pytest.raises(LogonRefused, match='stream: "full" or "delta"'):
        read_overlay(json.dumps({"groupCode": "CUP", "stream": stream}))


def test_a_client_names_its_player_camera_session_by_both_words() -> None:
    cams = {"enable": True, "identifier": "cam", "secret": "s"}
    assert read_observer(packet(toolsData={"playercamsInfo": cams})).playercams == ("cam", "s")


@pytest.mark.parametrize(
    "cams",
    [
        None,
        7,
        {"enable": True},
        {"enable": True, "identifier": "", "secret": ""},
        {"enable": True, "identifier": "cam", "secret": 3},
        {"enable": False, "identifier": "cam", "secret": "s"},
        {"identifier": "cam", "secret": "s"},
    ],
)
def test_a_client_without_cameras_switched_on_names_no_session(cams: object) -> None:
    assert read_observer(packet(toolsData={"playercamsInfo": cams})).playercams is None
