"""One system, measured: what each viewer got, when, and what that cost."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from time import monotonic
from typing import Protocol

from bench import scenario
from bench.fanout.numbers import quantile
from bench.systems.process import Cost, memory_kb
from bench.viewers.crowd import Crowd, OwnCost
from bench.viewers.sample import Sample
from bench.viewers.viewer import Viewer

WARM_UP_S = 2.0
DRAIN_S = 3.0
SAMPLES = 5


class System(Protocol):
    """A server that was started, and can be told to broadcast."""

    port: int
    pid: int
    codes: list[str]
    may_skip: bool

    def go(self) -> None: ...

    def stop(self) -> list[list[float]]: ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class Figures:
    """What one system did with so many viewers. Shares are of one core."""

    viewers: int
    states_per_s: float
    slowest_per_s: float
    cpu_share: float
    us_per_state: float
    p50_ms: float
    p99_ms: float
    memory_mb: float
    bytes_per_state: float
    complete: int
    generator_share: float


def measure(crowd: Crowd, system: System, viewers: int, seconds: float, offer: str) -> Figures:
    """Bring so many viewers, broadcast, and look on for so long."""
    samples = max(SAMPLES, len(system.codes))
    crowd.log_on(crowd.open(viewers, system.port, offer, samples), system.codes)
    crowd.run_for(WARM_UP_S / 2)
    system.go()
    crowd.run_for(WARM_UP_S)
    cost, own, began = Cost(system.pid), OwnCost(), monotonic()
    crowd.run_for(seconds)
    ended, cpu_s, share = monotonic(), cost.cpu_s(), cost.share()
    generator_share, memory_mb = own.share(), memory_kb(system.pid) / 1024
    sent = system.stop()
    crowd.run_for(DRAIN_S)
    window = Window(began, ended)
    delivered = [window.count(viewer) for viewer in crowd.viewers]
    arrivals = Arrivals(crowd, system, sent)
    late = sorted(arrivals.latencies(window))
    return Figures(
        viewers=viewers,
        states_per_s=sum(delivered) / viewers / window.length,
        slowest_per_s=min(delivered) / window.length,
        cpu_share=share,
        us_per_state=cpu_s / sum(delivered) * 1e6,
        p50_ms=quantile(late, 0.5) * 1000,
        p99_ms=quantile(late, 0.99) * 1000,
        memory_mb=memory_mb,
        bytes_per_state=median(size for one in arrivals.samples for size in one.sizes[1:]),
        complete=arrivals.complete(),
        generator_share=generator_share,
    )


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
        fed = list(scenario.states(max(map(len, sent))))
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
