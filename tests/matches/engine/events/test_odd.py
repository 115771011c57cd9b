"""Odd members are told with what they held, cut and safe to print."""

import json
from typing import Any

import pytest

from matches.engine.events import BadEvent, Odd, Unplaceable, parse_observer
from tests.support.events import Packet, roster, round_info, scoreboard


def oddities(packet: Packet) -> list[tuple[str, Odd]]:
    told: list[tuple[str, Odd]] = []
    parse_observer(json.dumps(packet), lambda kind, odd: told.append((kind, odd)))
    return told


def test_an_odd_member_is_told_with_what_it_held() -> None:
    assert oddities(scoreboard(money="800", agentInternal=None)) == [
        ("scoreboard", Odd("data.agentInternal", "null", was_read=False)),
        ("scoreboard", Odd("data.money", '"800"', was_read=True)),
    ]


def test_a_missing_member_is_told() -> None:
    packet = roster()
    del packet["data"]["tagline"]
    assert oddities(packet) == [("roster", Odd("data.tagline", "missing", was_read=False))]


def test_an_event_as_it_should_be_has_none() -> None:
    assert oddities(scoreboard()) == oddities(roster(tagline="")) == []


def test_a_refused_event_brings_its_own() -> None:
    with pytest.raises(BadEvent) as caught:
        parse_observer(json.dumps(round_info(-1, "combat")))
    refusal = caught.value
    assert isinstance(refusal, Unplaceable)
    assert (refusal.type_name, refusal.oddities) == (
        "round_info",
        (Odd("data.roundNumber", "-1", was_read=False),),
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("x" * 500, '"' + "x" * 38 + "…"),
        ("a\nb\x1b[0m\u202e" + "x" * 64, '"a?b?[0m?' + "x" * 30 + "…"),
        ({"key": "secret"}, "object of 1"),
        ([1, 2], "list of 2"),
        (10**400, "a huge number"),
    ],
)
def test_a_value_is_cut_and_safe_to_print(value: Any, shown: str) -> None:
    ((_, odd),) = oddities(scoreboard(agentInternal=value))
    assert odd.value == shown
