"""Which state it was that each viewer got, and how long it took."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from bench import scenario
from bench.systems.kind import System
from bench.viewers.crowd import Crowd
from bench.viewers.sample import Sample
from bench.viewers.viewer import Viewer


@dataclass(frozen=True)
class Window:
    """From when to when we looked, on the monotonic clock."""

    began: float
    ended: float

    @property
    def length(self) -> float:
        return self.ended - self.began

    def count(self, viewer: Viewer) -> int:
        """States that this viewer got meanwhile."""
        return bisect_left(viewer.times, self.ended) - bisect_left(viewer.times, self.began)


class Arrivals:
    """Which state it was that each viewer got, from what the samples of its match were shown.

    The nth state of a viewer is the nth of its match's sample, as long as none is skipped. A
    viewer that has got fewer may be behind still, or have skipped some: from a server that skips,
    it is left out.
    """

    def __init__(self, crowd: Crowd, system: System, sent: list[list[float]]) -> None:
        self.samples = [one for one in crowd.viewers if isinstance(one, Sample)]
        self._viewers = crowd.viewers
        self._may_skip = system.may_skip
        self._sent = dict(zip(system.codes, sent, strict=True))
        fed = list(scenario.states(max(map(len, sent)) - 1))
        self._numbers: dict[str, list[int]] = {}
        for sample in self.samples:
            found = sample.numbers(fed)
            if len(found) > len(self._numbers.get(sample.code, [])):
                self._numbers[sample.code] = found

    def complete(self) -> int:
        """How many viewers got each state that was shown to anybody."""
        return sum(len(one.times) == len(self._numbers[one.code]) for one in self._viewers)

    def latencies(self, window: Window) -> Iterator[float]:
        """Seconds from the sending of a change to the last byte of its state, for each state
        that was sent in the window."""
        for viewer in self._viewers:
            numbers, sent = self._numbers[viewer.code], self._sent[viewer.code]
            if self._may_skip and len(viewer.times) != len(numbers):
                continue
            for number, arrived in zip(numbers, viewer.times, strict=False):
                if window.began <= sent[number] < window.ended:
                    yield arrived - sent[number]
