"""The match that benchmarks broadcast is like a real one, and tells which change it shows."""

import itertools
import json
from collections.abc import Iterator
from typing import Any

from bench import scenario


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for name, part in items:
            yield from leaves(part, f"{path}/{name}")
    else:
        yield path, value


def test_a_state_on_the_wire_has_15_to_18_kb() -> None:
    (state,) = scenario.states(0)
    text = json.dumps(state, separators=(",", ":"))
    assert 15_000 <= len(json.dumps(["match_data", text])) <= 18_000


def test_each_state_tells_which_change_it_shows() -> None:
    assert [scenario.number_of(state) for state in scenario.states(30)] == list(range(31))


def test_a_change_alters_about_four_values() -> None:
    states = list(scenario.states(200))
    for before, after in itertools.pairwise(states):
        old = dict(leaves(before))
        assert 3 <= sum(old.get(path) != value for path, value in leaves(after)) <= 6


def test_the_clock_and_the_server_s_own_fields_are_not_compared() -> None:
    (state,) = scenario.states(0)
    later = state | {"roundTimeoutTime": 1, "organizationId": "x"}
    assert scenario.settled(later) == scenario.settled(state)
    assert scenario.settled(state | {"map": "x"}) != scenario.settled(state)


def test_nothing_in_the_opening_moves_by_itself_later() -> None:
    kinds = {packet["type"] for packet in scenario.opening("A")}
    assert not kinds & {"toast", "tech_pause", "left_timeout", "right_timeout"}
