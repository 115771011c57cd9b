from typing import Any

import pytest

from matches.cleaning import (
    clean_full_name,
    clean_group_code,
    clean_name,
    clean_team,
    clean_tools,
    clean_url,
    is_code_of,
    is_group_code,
    typed_group_code,
)
from matches.engine.setup import TeamSetup


@pytest.mark.parametrize(
    "code", ["A", "a-b_9", "X" * 32, "MY CUP", "杯 ٣", "A/B?#%", "<b>", "👩‍🚀", "..."]
)
def test_a_group_code_is_free_text(code: str) -> None:
    assert clean_group_code(code) == code
    assert is_group_code(code)


@pytest.mark.parametrize(
    "code", ["", "  ", "X" * 33, "A\nB", "\x00", "\u202eCUP", "\ud800", ".", "..", "A/../B"]
)
def test_a_group_code_holds_nothing_that_an_address_or_a_page_can_not(code: str) -> None:
    assert clean_group_code(code) == ""
    assert not is_group_code(code)


def test_a_group_code_has_one_spelling() -> None:
    assert clean_group_code(" CAFE\u0301 ") == "CAF\u00c9"


def test_a_typed_group_code_is_in_capitals_as_the_client_sends_it() -> None:
    assert typed_group_code("my straße") == "MY STRASSE"
    assert typed_group_code("ß" * 17) == "", "as capitals it is too long"


def test_it_keeps_a_name_in_any_script() -> None:
    name = "Löwen Ω 獅子 👩‍🚀 <i>"
    assert clean_name(name) == name


def test_it_cuts_a_name_at_64_characters() -> None:
    assert clean_name("n" * 65) == "n" * 64


@pytest.mark.parametrize(
    "sign", ["\x00", "\n", "\x1b", "\x7f", "\x85", "\ud800", "\u2028", "\u202e", "\u2066"]
)
def test_it_drops_what_would_disturb_a_line_of_text(sign: str) -> None:
    assert clean_name(f"{sign}Ants{sign}") == "Ants"


@pytest.mark.parametrize(
    "url",
    ["https://example.invalid/a.webp?x=1&y=%20#z", "http://[::1]:8000/", "HTTPS://Ä.example/"],
)
def test_it_keeps_a_web_address(url: str) -> None:
    assert clean_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "u",
        "//example.invalid/a",
        "javascript:alert(1)",
        "data:image/svg+xml,<svg/>",
        "ftp://example.invalid/",
        "https://",
        "https:///a",
        "http://[::1",
        "http://example.invalid:99999/",
        "https://example.invalid/\x00",
        "https://example.invalid/\u202e",
        "https://example.invalid/" + "a" * 2048,
    ],
)
def test_it_empties_what_is_no_web_address(url: str) -> None:
    assert clean_url(url) == ""


def test_an_address_cannot_leave_the_attribute_or_stylesheet_that_holds_it() -> None:
    assert clean_url("https://a.invalid/\"'() <x>\\") == (
        "https://a.invalid/%22%27%28%29%20%3Cx%3E%5C"
    )


def test_it_cleans_the_addresses_in_tools_wherever_they_are() -> None:
    good = "https://example.invalid/a.png"
    bad = "javascript:alert(1)"
    cleaned = clean_tools(
        {
            "tournamentInfo": {"name": bad, "logoUrl": bad, "backdropUrl": good},
            "sponsorInfo": {"enabled": True, "sponsors": [good, bad]},
            "roundWinBox": {"sponsors": [{"wonTeam": "left", "iconUrl": bad, "backdropUrl": good}]},
            "seriesInfo": {"mapInfo": [{"logo": bad, "left": {"logo": good, "score": 13}}]},
        }
    )
    assert cleaned == {
        "tournamentInfo": {"name": bad, "logoUrl": "", "backdropUrl": good},
        "sponsorInfo": {"enabled": True, "sponsors": [good, ""]},
        "roundWinBox": {"sponsors": [{"wonTeam": "left", "iconUrl": "", "backdropUrl": good}]},
        "seriesInfo": {"mapInfo": [{"logo": "", "left": {"logo": good, "score": 13}}]},
    }


def test_it_forgets_the_secret_of_the_player_cams() -> None:
    cams = {"enable": True, "secret": "s3cret", "endTime": 123, "identifier": "ID"}
    kept = {"enable": True, "identifier": "ID"}
    assert clean_tools({"playercamsInfo": cams}) == {"playercamsInfo": kept}
    assert clean_tools({"playercamsInfo": "odd"}) == {"playercamsInfo": "odd"}


def test_it_keeps_tools_that_nobody_knows() -> None:
    assert clean_tools({"extra": {"kept": [1, None, "x"]}}) == {"extra": {"kept": [1, None, "x"]}}


def test_it_cuts_tools_that_are_too_deep_for_a_page() -> None:
    deep: dict[str, object] = {}
    for _ in range(900):
        deep = {"in": deep}
    levels = 0
    left: object = clean_tools(deep)
    while isinstance(left, dict):
        left, levels = left["in"], levels + 1
    assert (left, levels) == (None, 32)


def test_it_cleans_a_team_and_leaves_its_side_alone() -> None:
    team = TeamSetup(name="An\x00ts", tricode="A" * 70, url="u", attack_start=True)
    assert clean_team(team) == TeamSetup(name="Ants", tricode="A" * 64, url="", attack_start=True)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("#FF8800", "#ff8800"), ("f80", "#f80"), ("red", ""), ("#12345", ""), (None, ""), (7, "")],
)
def test_a_team_s_colour_is_kept_or_none(sent: Any, kept: str) -> None:
    team = TeamSetup(name="Ants", tricode="ANT", url="", attack_start=True, color=sent)
    assert clean_team(team).color == kept


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("alice#AL", "alice#AL"),
        ("  al ice # AL ", "al ice#AL"),
        ("a#b#AL", "a#b#AL"),
        ("獅子#KR1", "獅子#KR1"),
        ("alice#", "alice#"),
        ("ali\u202ece#A\0L", "alice#AL"),
        ("alice", ""),
        ("#AL", ""),
        (" # ", ""),
        ("a" * 65 + "#AL", ""),
        ("alice#" + "A" * 65, ""),
    ],
)
def test_a_riot_id_is_read_as_people_type_it(typed: str, name: str) -> None:
    assert clean_full_name(typed) == name


def test_an_event_names_a_code_as_it_stands_or_as_it_is_cleaned() -> None:
    assert is_code_of("MY CUP", "MY CUP")
    assert is_code_of(" MY CUP ", "MY CUP")
    assert not is_code_of("MY CUP 2", "MY CUP")
    assert not is_code_of("", "MY CUP")
