"""What holds for every match, whatever the clients send."""

import json
from contextlib import suppress
from itertools import pairwise
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from matches.engine.events import (
    BadEvent,
    Event,
    canonical,
    parse_auxiliary,
    parse_logged,
    parse_observer,
)
from matches.engine.reducer import advance, apply, next_deadline
from matches.engine.setup import MatchSetup, new_match
from matches.engine.state import MatchState
from matches.engine.view import public_view, team_info
from tests.support.events import new_state
from tests.support.game import START_MS

from .stories import SECRET, Author, Step, fold, json_values, seeds, setups, stories, story

settings.register_profile("engine", deadline=None, max_examples=150)
engine = settings.get_profile("engine")


def encoded(state: MatchState) -> bytes:
    return msgspec.json.encode(state)


@engine
@given(setups(), stories)
def test_a_replay_of_the_log_equals_the_live_match(setup: MatchSetup, story: list[Step]) -> None:
    live, _ = fold(new_match(setup), story)
    log = [(pause, canonical(event)) for pause, event in story]
    logged_setup = msgspec.json.decode(msgspec.json.encode(setup), type=MatchSetup)
    replayed, _ = fold(new_match(logged_setup), [(at, parse_logged(raw)) for at, raw in log])
    assert replayed == live
    assert public_view(replayed) == public_view(live)


@engine
@given(setups(), stories, st.integers(0, 40))
def test_a_snapshot_and_the_rest_equal_the_whole(
    setup: MatchSetup, story: list[Step], at: int
) -> None:
    whole, _ = fold(new_match(setup), story)
    half, now = fold(new_match(setup), story[:at])
    for codec in (msgspec.json, msgspec.msgpack):
        restored = codec.decode(codec.encode(half), type=MatchState)
        assert fold(restored, story[at:], now)[0] == whole


@engine
@given(setups(), stories)
def test_no_event_changes_the_state_that_it_was_given(setup: MatchSetup, story: list[Step]) -> None:
    state, now = new_match(setup), START_MS
    for pause, event in story:
        now += pause
        before = encoded(state)
        after = apply(state, event, now)
        public_view(after)
        assert encoded(state) == before
        state = after


@engine
@given(setups(), stories, st.integers(0, 20_000))
def test_no_deadline_is_left_due(setup: MatchSetup, story: list[Step], pause: int) -> None:
    state, now = new_match(setup), START_MS
    for wait, event in story:
        now += wait
        state = apply(state, event, now)
        assert (next_deadline(state) or now + 1) > now
    assert (next_deadline(advance(state, now + pause)) or now + pause + 1) > now + pause


@engine
@given(setups(), stories)
def test_the_next_deadline_is_when_something_changes(setup: MatchSetup, story: list[Step]) -> None:
    state, _ = fold(new_match(setup), story)
    due = next_deadline(state)
    if due is not None:
        assert advance(state, due - 1) is state
        assert public_view(advance(state, due)) != public_view(state)


@engine
@given(setups(), stories, st.lists(st.integers(0, 30_000), min_size=1, max_size=20))
def test_time_may_pass_in_one_step_or_in_many(
    setup: MatchSetup, story: list[Step], moments: list[int]
) -> None:
    state, now = fold(new_match(setup), story)
    stepwise = state
    for moment in sorted(moments):
        stepwise = advance(stepwise, now + moment)
    assert stepwise == advance(state, now + max(moments))


@engine
@given(setups(), stories)
def test_counters_are_drawn_as_pips(setup: MatchSetup, story: list[Step]) -> None:
    state, now = new_match(setup), START_MS
    for pause, event in story:
        now += pause
        state = apply(state, event, now)
        check_pips(public_view(state))


def check_pips(view: dict[str, Any]) -> None:
    counter = view["tools"]["timeoutCounter"]
    pips = [(counter["left"], counter["max"]), (counter["right"], counter["max"])]
    for team in view["teams"]:
        pips += [(p["currUltPoints"], p["maxUltPoints"]) for p in team["players"]]
    for shown, most in pips:
        assert type(shown) is int
        assert 0 <= shown <= most


@engine
@given(setups(), stories)
def test_viewers_get_json_that_holds_no_secret(setup: MatchSetup, story: list[Step]) -> None:
    state, _ = fold(new_match(setup), story)
    for shown in (public_view(state), team_info(state)):
        text = json.dumps(shown, allow_nan=False)
        assert json.loads(text) == shown
        assert SECRET not in text
    assert SECRET not in encoded(state).decode()


@engine
@given(setups(), stories)
def test_rounds_are_recorded_without_holes(setup: MatchSetup, story: list[Step]) -> None:
    state, _ = fold(new_match(setup), story)
    for team in state.teams:
        numbers = [result.round for result in team.round_record]
        assert all(second == first + 1 for first, second in pairwise(numbers))
        assert 25 <= len(numbers) <= 204
    assert state.teams[0].is_attacking is not state.teams[1].is_attacking


@settings(engine, max_examples=10)
@given(seeds)
def test_no_flood_of_events_makes_the_state_grow_for_ever(seed: int) -> None:
    flood = story(seed, 4_000)
    state, _ = fold(new_state(), flood)
    assert len(encoded(state)) < 60_000


class TestParser:
    """It takes anything at all, and either understands it or says BadEvent."""

    def read(self, raw: bytes | str) -> None:
        for parse in (parse_observer, parse_auxiliary):
            with suppress(BadEvent):
                event: Event = parse(raw)
                assert parse_logged(canonical(event)) == event

    @engine
    @given(st.one_of(st.binary(max_size=200), st.text(max_size=200)))
    def test_any_bytes(self, raw: bytes | str) -> None:
        self.read(raw)

    @engine
    @given(json_values)
    def test_any_json(self, value: Any) -> None:
        self.read(json.dumps(value))

    @engine
    @given(seeds, json_values, st.data())
    def test_an_event_of_which_one_member_is_anything(
        self, seed: int, value: Any, data: st.DataObject
    ) -> None:
        packet = json.loads(any_event(seed))
        inner = packet.get("data")
        target = inner if isinstance(inner, dict) and data.draw(st.booleans()) else packet
        target[data.draw(st.sampled_from(sorted({*target, "extra"})))] = value
        self.read(json.dumps(packet))

    @engine
    @given(seeds, st.integers(0, 300), st.binary(max_size=3))
    def test_an_event_with_a_few_bytes_changed(self, seed: int, at: int, noise: bytes) -> None:
        raw = any_event(seed)
        self.read(raw[:at] + noise + raw[at + len(noise) :])


def any_event(seed: int) -> bytes:
    """One event as it is in the log."""
    return canonical(Author(seed).step()[1])
