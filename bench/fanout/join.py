"""A join storm: so many overlays log on to a live match within a second."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from bench.fanout.numbers import quantile
from bench.systems.kind import System
from bench.viewers.crowd import Crowd, OwnCost
from bench.viewers.viewer import Viewer
from tests.support.processes import memory_kb

WITHIN_S = 1.0
AFTERWARDS_S = 3.0
AGAIN_AFTER_S = 0.5


@dataclass(frozen=True)
class Storm:
    """What joiners waited for their first state, and what the storm did to the server.

    ``extra_states`` is how many a joiner got beyond those which everybody got meanwhile, on
    average; ``retries`` how often one had to connect again, as clients do by themselves, because
    the server had ended its connection. Memory is the server's, just before and seconds after.
    """

    name: str
    p50_ms: float
    p99_ms: float
    slowest_ms: float
    extra_states: float
    retries: int
    before_mb: float
    after_mb: float
    generator_share: float


class Insistent(Viewer):
    """Connects again where the server ends its connection before it has a state."""

    again: Callable[[], None]

    def on_closed(self) -> None:
        if not self.times:
            self.again()


class Joiner:
    """An overlay that logs on, and first connects where it has no connection yet."""

    def __init__(self, crowd: Crowd, system: System, offer: str, viewer: Viewer | None) -> None:
        self._crowd = crowd
        self._port, self._code, self._offer = system.port, system.codes[0], offer
        self._viewer = viewer
        self._began = 0.0
        self.retries = 0

    def join(self) -> None:
        self._began = monotonic()
        if self._viewer:
            self._viewer.log_on(self._code)
        else:
            self._dial()

    def _dial(self) -> None:
        viewer = self._crowd.connect(self._port, self._offer, Insistent)
        viewer.bound_for, viewer.again = self._code, self._again
        self._viewer = viewer

    def _again(self) -> None:
        self.retries += 1
        self._crowd.at(monotonic() + AGAIN_AFTER_S, self._dial)

    @property
    def times(self) -> list[float]:
        """When it got its states."""
        return list(self._viewer.times) if self._viewer else []

    def has_state(self) -> bool:
        return bool(self._viewer and self._viewer.times)

    def waited(self) -> float:
        """Seconds from its first step to its first state."""
        return self.times[0] - self._began

    def leave(self) -> None:
        if self._viewer:
            self._viewer.close()


def storms(crowd: Crowd, system: System, viewers: int, offer: str) -> list[Storm]:
    """First overlays whose connections stand already, then as many that connect as well."""
    witness = crowd.open(1, system.port, offer, samples=1)
    crowd.log_on(witness, system.codes)
    system.go()
    crowd.run(lambda: crowd.have_states(witness), "the first state")
    found = []
    standing = crowd.open(viewers, system.port, offer, samples=0)
    for name, connections in (("log on", standing), ("connect and log on", [None] * viewers)):
        joiners = [Joiner(crowd, system, offer, connection) for connection in connections]
        found.append(storm(name, crowd, system, witness[0], joiners))
        for joiner in joiners:
            joiner.leave()
        crowd.run_for(AFTERWARDS_S)
    system.stop()
    return found


def storm(name: str, crowd: Crowd, system: System, witness: Viewer, joiners: list[Joiner]) -> Storm:
    """All join within a second; what came of it for them."""
    before_kb = memory_kb(system.pid)
    start, own = monotonic(), OwnCost()
    for place, joiner in enumerate(joiners):
        crowd.at(start + WITHIN_S * place / len(joiners), joiner.join)
    waiting = joiners[::-1]

    def are_in() -> bool:
        while waiting and waiting[-1].has_state():
            waiting.pop()
        return not waiting

    crowd.run(are_in, "a first state for every joiner")
    share = own.share()
    crowd.run_for(AFTERWARDS_S)
    waits = sorted(joiner.waited() for joiner in joiners)
    return Storm(
        name=name,
        p50_ms=quantile(waits, 0.5) * 1000,
        p99_ms=quantile(waits, 0.99) * 1000,
        slowest_ms=waits[-1] * 1000,
        extra_states=sum(extra(joiner.times, witness) for joiner in joiners) / len(joiners),
        retries=sum(joiner.retries for joiner in joiners),
        before_mb=before_kb / 1024,
        after_mb=memory_kb(system.pid) / 1024,
        generator_share=share,
    )


def extra(times: list[float], witness: Viewer) -> int:
    """How many states came beyond those that the witness got after the first of them."""
    return len(times) - (len(witness.times) - bisect_right(witness.times, times[0]))
