"""A join storm: so many overlays log on to a live match within a second."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic

from bench.fanout.numbers import quantile
from bench.systems.kind import System
from bench.systems.process import memory_kb
from bench.viewers.crowd import Crowd, OwnCost
from bench.viewers.viewer import Viewer

WITHIN_S = 1.0
AFTERWARDS_S = 3.0


@dataclass(frozen=True)
class Storm:
    """What joiners waited for their first state, and what the storm did to the server.

    ``extra_states`` is how many a joiner got beyond those which everybody got meanwhile, on
    average. Memory is the server's, just before and some seconds after.
    """

    name: str
    p50_ms: float
    p99_ms: float
    slowest_ms: float
    extra_states: float
    before_mb: float
    after_mb: float
    generator_share: float


def storms(crowd: Crowd, system: System, viewers: int, offer: str) -> list[Storm]:
    """First overlays whose connections stand already, then as many that connect as well."""
    witness = crowd.open(1, system.port, offer, samples=1)
    crowd.log_on(witness, system.codes)
    system.go()
    crowd.run(lambda: crowd.have_states(witness), "the first state")
    standing = crowd.open(viewers, system.port, offer, samples=0)
    storm = _Storm(crowd, system, witness[0])
    log_ons = [partial(one.log_on, system.codes[0]) for one in standing]
    logged_on = storm.run("log on", log_ons, standing, lambda one: one.logged_on_at)
    for viewer in standing:
        viewer.close()
    crowd.run_for(AFTERWARDS_S)
    arriving: list[Viewer] = []

    def arrive() -> None:
        viewer = crowd.connect(system.port, offer, Viewer)
        viewer.bound_for = system.codes[0]
        arriving.append(viewer)

    connected = storm.run(
        "connect and log on", [arrive] * viewers, arriving, lambda one: one.dialled_at
    )
    system.stop()
    return [logged_on, connected]


class _Storm:
    def __init__(self, crowd: Crowd, system: System, witness: Viewer) -> None:
        self._crowd = crowd
        self._system = system
        self._witness = witness

    def run(
        self,
        name: str,
        steps: Sequence[Callable[[], None]],
        joiners: list[Viewer],
        began: Callable[[Viewer], float],
    ) -> Storm:
        """Take the steps within a second; what came of it for the joiners."""
        before_kb = memory_kb(self._system.pid)
        start, own = monotonic(), OwnCost()
        for place, step in enumerate(steps):
            self._crowd.at(start + WITHIN_S * place / len(steps), step)
        self._crowd.run(
            lambda: len(joiners) == len(steps) and self._crowd.have_states(joiners),
            "a first state for every joiner",
        )
        share = own.share()
        self._crowd.run_for(AFTERWARDS_S)
        waits = sorted(one.times[0] - began(one) for one in joiners)
        return Storm(
            name=name,
            p50_ms=quantile(waits, 0.5) * 1000,
            p99_ms=quantile(waits, 0.99) * 1000,
            slowest_ms=waits[-1] * 1000,
            extra_states=sum(map(self._extra, joiners)) / len(joiners),
            before_mb=before_kb / 1024,
            after_mb=memory_kb(self._system.pid) / 1024,
            generator_share=share,
        )

    def _extra(self, joiner: Viewer) -> int:
        """States that the joiner got beyond those that came to the witness after it."""
        times = self._witness.times
        return len(joiner.times) - (len(times) - bisect_right(times, joiner.times[0]))
