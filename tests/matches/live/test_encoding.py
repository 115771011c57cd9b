"""What is kept of a state is what would be made anew, for every state of a match."""

import json
from unittest.mock import Mock

import msgspec
import pytest

from matches.engine.events import parse_observer
from matches.engine.reducer import apply
from matches.engine.view import Feed, public_view
from matches.live.encoding import Encoding
from matches.simulator.script import simulate
from tests.matches.live.cast import START_MS, event, live_match

FEED = Feed(observers=1, last_event_at=START_MS)


@pytest.mark.parametrize("seed", [1, 2])
def test_every_state_of_a_match_is_as_if_made_anew(seed: int) -> None:
    encoding, state = Encoding(), live_match().state
    for step in simulate(seed, group_code="HARBOUR1"):
        state = apply(state, parse_observer(json.dumps(step.packet)), START_MS + step.at_ms)
        assert encoding.of(state, FEED).encode() == msgspec.json.encode(
            public_view(state, feed=FEED)
        )


def test_places_that_are_swapped_are_made_anew() -> None:
    encoding, state = Encoding(), live_match().state
    encoding.of(state, FEED)
    swapped = apply(state, event("swap_left_right"), START_MS)
    assert encoding.of(swapped, FEED).encode() == msgspec.json.encode(
        public_view(swapped, feed=FEED)
    )
    assert encoding.of(swapped, FEED) != encoding.of(state, FEED)


def test_what_has_not_changed_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    encoding, state = Encoding(), live_match().state
    encoding.of(state, FEED)
    encode = Mock(wraps=msgspec.json.encode)
    monkeypatch.setattr(msgspec.json, "encode", encode)
    encoding.of(apply(state, event("tech_pause"), START_MS), FEED)
    assert encode.call_count == 1, "the whole, of parts that are there"
