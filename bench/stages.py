"""What each step of an event's way costs, on its own: microseconds of one core."""

import gc
import time
from collections.abc import Callable
from typing import Any

import msgspec

import bench.django_site  # noqa: F401  (numbering knows the models)
from bench.flood import Match
from fanout.frames import read_whole
from matches.engine.events import Event, parse_observer
from matches.engine.reducer import apply
from matches.engine.view import public_view
from matches.live.match import Entry
from matches.live.numbering import chunks_of
from matches.sockets.fast_lane import read_obs_data
from tests.matches.live.cast import START_MS, live_match

EVENTS = 2_000
STATES_EVERY = 20  # events, about, between two states of a match in a flood


def costs() -> dict[str, float]:
    """By the step's name."""
    frames = Match("STAGES", EVENTS).frames
    timed: dict[str, float] = {}

    def step(name: str, work: Callable[[Any], Any], items: list[Any]) -> list[Any]:
        began = time.process_time()
        done = [work(item) for item in items]
        timed[name] = round((time.process_time() - began) / EVENTS * 1e6, 2)
        return done

    gc.disable()  # what is kept here for the next step is not kept by a server
    payloads = step("read the frame", _payload, frames)
    events = step("parse the packet", _event, payloads)
    match = live_match(group_code="STAGES")
    entries = [Entry(match, event, "observer", START_MS) for event in events]
    step("make the rows", chunks_of, [entries])
    states = step("fold", _fold(match.state), events)
    step("make and encode the states", _encoded, states[::STATES_EVERY])
    gc.enable()
    return timed


def _payload(frame: bytes) -> bytes:
    whole = read_whole(frame, 0)
    assert whole
    return whole.payload


def _event(payload: bytes) -> Event:
    found = read_obs_data(payload)
    assert found
    return parse_observer(found[1])


def _fold(state: Any) -> Callable[[Event], Any]:
    def fold(event: Event) -> Any:
        nonlocal state
        state = apply(state, event, START_MS)
        return state

    return fold


def _encoded(state: Any) -> bytes:
    return msgspec.json.encode(public_view(state))
