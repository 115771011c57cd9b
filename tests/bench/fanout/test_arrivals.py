"""Which state it was that a viewer got is known from what its match's samples were shown."""

from array import array
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bench.fanout.arrivals import Arrivals, Window
from bench.scenario import State
from bench.viewers.crowd import Crowd
from bench.viewers.sample import Sample
from bench.viewers.viewer import Viewer

SENT = [0.0, 1.0, 1.1, 1.2, 1.3]  # change 1 at one second, and so on


class ShownSample(Sample):
    """A sample that was shown these changes, 10 ms after they were sent."""

    def __init__(self, numbers: list[int]) -> None:
        self.code = "A"
        self.times = array("d", [SENT[number] + 0.01 for number in numbers])
        self._shown = numbers

    def numbers(self, fed: list[State]) -> list[int]:
        assert len(fed) == len(SENT)
        return self._shown


class Counting(Viewer):
    def __init__(self, times: list[float]) -> None:
        self.code = "A"
        self.times = array("d", times)


def arrivals(*viewers: Viewer, may_skip: bool) -> Arrivals:
    crowd: Any = SimpleNamespace(viewers=list(viewers))
    system: Any = SimpleNamespace(codes=["A"], may_skip=may_skip)
    return Arrivals(cast(Crowd, crowd), system, [SENT])


def test_a_latency_is_from_the_change_to_its_state() -> None:
    found = arrivals(ShownSample([1, 2]), Counting([1.02, 1.15]), may_skip=True)
    assert list(found.latencies(Window(1.0, 2.0))) == pytest.approx([0.01, 0.01, 0.02, 0.05])


def test_changes_that_were_shown_as_one_state_count_from_the_last_of_them() -> None:
    found = arrivals(ShownSample([1, 3]), Counting([1.02, 1.25]), may_skip=True)
    assert list(found.latencies(Window(1.0, 2.0))) == pytest.approx([0.01, 0.01, 0.02, 0.05])


def test_changes_sent_outside_the_window_are_left_out() -> None:
    found = arrivals(ShownSample([1, 2, 3]), may_skip=True)
    assert len(list(found.latencies(Window(1.05, 1.15)))) == 1


def test_a_viewer_that_a_server_may_have_passed_over_is_left_out() -> None:
    found = arrivals(ShownSample([1, 2, 3]), Counting([1.02, 1.25]), may_skip=True)
    assert len(list(found.latencies(Window(1.0, 2.0)))) == 3
    assert found.complete() == 1


def test_a_viewer_that_is_only_behind_counts_as_far_as_it_has_got() -> None:
    found = arrivals(ShownSample([1, 2, 3]), Counting([1.02, 1.25]), may_skip=False)
    assert len(list(found.latencies(Window(1.0, 2.0)))) == 5


def test_states_are_counted_that_arrived_in_the_window() -> None:
    assert Window(1.0, 1.2).count(Counting([0.9, 1.0, 1.1, 1.2])) == 2
