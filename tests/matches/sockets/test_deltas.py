"""Everybody holds the newest state, whatever each of them was sent of it."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanout.compression import Compression
from matches.sockets.deltas import DeltaRooms
from tests.matches.sockets.screens import Screens

LONG = {"map": "Bind", "tools": "x" * 400}
NAMES = ("first", "second", "third")
CODES = ("CUP", "OPEN")


class House:
    """The delta rooms, and those who watch."""

    def __init__(self) -> None:
        self.screens = Screens()
        self.rooms = DeltaRooms(self.screens, Compression())

    def show(self, code: str, state: Any) -> None:
        self.rooms.show(code, json.dumps(state))


@pytest.fixture
def house() -> House:
    return House()


def test_who_joins_is_sent_the_whole_state_and_then_what_changes(house: House) -> None:
    house.show("CUP", LONG)
    house.rooms.join("first", "CUP")
    house.show("CUP", LONG | {"map": "Icebox"})
    (_, whole), (_, step) = house.screens["first"].received
    assert whole == {"version": whole["version"], "state": LONG}
    patch = [{"op": "replace", "path": "/map", "value": "Icebox"}]
    assert step == {"base": whole["version"], "version": step["version"], "patch": patch}
    assert step["version"] > step["base"]


def test_all_who_watch_are_sent_the_same_patch(house: House) -> None:
    house.show("CUP", LONG)
    for name in NAMES:
        house.rooms.join(name, "CUP")
    house.show("CUP", LONG | {"map": "Icebox"})
    assert len({str(house.screens[name].received[-1]) for name in NAMES}) == 1


def test_who_joined_before_the_match_was_live_is_sent_its_first_state(house: House) -> None:
    house.rooms.join("first", "CUP")
    assert house.screens["first"].received == []
    house.show("CUP", LONG)
    assert house.screens["first"].state == LONG


def test_who_was_too_slow_for_a_state_is_sent_the_newest_one_whole(house: House) -> None:
    house.show("CUP", LONG)
    house.rooms.join("first", "CUP")
    house.screens["first"].is_slow = True
    house.show("CUP", LONG | {"map": "Icebox"})
    house.show("CUP", LONG | {"map": "Lotus"})
    house.screens["first"].catch_up()
    assert house.screens["first"].events == ["match_state", "match_state"]
    assert house.screens["first"].state == LONG | {"map": "Lotus"}


def test_who_logs_on_again_is_sent_the_whole_state(house: House) -> None:
    house.show("CUP", LONG)
    house.rooms.join("first", "CUP")
    house.show("CUP", LONG | {"map": "Icebox"})
    house.rooms.join("first", "CUP")
    assert house.screens["first"].events == ["match_state", "match_patch", "match_state"]


def test_who_comes_back_from_elsewhere_is_not_sent_a_patch_of_what_it_may_have_dropped(
    house: House,
) -> None:
    house.show("CUP", LONG)
    for name in ("first", "second"):
        house.rooms.join(name, "CUP")
    house.rooms.join("first", "OPEN")
    house.show("CUP", LONG | {"map": "Icebox"})
    house.rooms.join("first", "CUP")
    assert house.screens["first"].events == ["match_state", "match_state"]


def test_a_state_that_nobody_watches_is_not_even_read(house: House) -> None:
    house.rooms.join("first", "CUP")
    house.show("CUP", LONG)
    house.rooms.leave("first")
    for _ in range(2):
        house.rooms.show("CUP", "no JSON, so reading it would fail")
    house.show("CUP", LONG | {"map": "Icebox"})
    house.rooms.join("first", "CUP")
    assert house.screens["first"].state == LONG | {"map": "Icebox"}


def test_where_a_patch_would_be_no_shorter_the_whole_state_is_sent(house: House) -> None:
    house.show("CUP", {"a": 1})
    house.rooms.join("first", "CUP")
    house.show("CUP", {"b": 2})
    assert house.screens["first"].events == ["match_state", "match_state"]


def test_a_state_without_a_change_is_an_empty_patch(house: House) -> None:
    house.show("CUP", LONG)
    house.rooms.join("first", "CUP")
    house.show("CUP", LONG)
    assert house.screens["first"].received[-1][1]["patch"] == []


def test_who_joins_after_the_end_is_shown_nothing(house: House) -> None:
    house.rooms.join("first", "CUP")
    house.show("CUP", LONG)
    house.rooms.end("CUP")
    house.rooms.join("late", "CUP")
    assert house.screens["late"].received == []


def test_who_stays_is_sent_the_next_match_whole(house: House) -> None:
    house.rooms.join("first", "CUP")
    house.show("CUP", LONG)
    house.rooms.end("CUP")
    house.show("CUP", LONG)
    (_, last), (_, first_of_next) = house.screens["first"].received
    assert first_of_next["state"] == LONG
    assert first_of_next["version"] > last["version"]


def steps() -> st.SearchStrategy[list[tuple[Any, ...]]]:
    names, codes = st.sampled_from(NAMES[:2]), st.sampled_from(CODES)
    states = st.integers(0, 9).map(lambda number: LONG | {"number": number})
    return st.lists(
        st.tuples(st.just("show"), codes, states)
        | st.tuples(st.just("join"), names, codes)
        | st.tuples(st.sampled_from(("leave", "slow", "quick")), names)
        | st.tuples(st.just("end"), codes),
        max_size=30,
    )


@settings(deadline=None, max_examples=500)
@given(steps())
def test_whatever_happens_whoever_keeps_up_holds_the_newest_state(taken: list[Any]) -> None:
    house, newest, where = House(), {}, {}
    for kind, *told in taken:
        if kind == "show":
            house.show(*told)
            newest[told[0]] = told[1]
        elif kind == "join":
            house.rooms.join(*told)
            where[told[0]] = told[1]
        elif kind == "leave":
            house.rooms.leave(*told)
            where.pop(told[0], None)
        elif kind == "slow":
            house.screens[told[0]].is_slow = True
        elif kind == "quick":
            house.screens[told[0]].catch_up()
        else:
            house.rooms.end(*told)
            newest.pop(told[0], None)
        for name, code in where.items():
            screen = house.screens[name]
            if code in newest and not screen.is_slow:
                assert screen.state == newest[code]
