"""One system, measured: what each viewer got, when, and what that cost."""

from dataclasses import dataclass
from statistics import median
from time import monotonic

from bench.fanout.arrivals import Arrivals, Window
from bench.fanout.numbers import quantile
from bench.systems.kind import System
from bench.systems.process import SERVER_CORE, Cost, core_busy_seconds
from bench.viewers.crowd import Crowd, OwnCost
from tests.support.processes import memory_kb

WARM_UP_S = 2.0
DRAINED_AFTER_S = 0.5  # of silence
SAMPLES = 5


@dataclass(frozen=True)
class Figures:
    """What one system did with so many viewers.

    Shares are of one core. The others are who else worked on the server's core meanwhile: where
    it is not quiet, figures are worth little.
    """

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
    proxy_share: float
    others_share: float


@dataclass(frozen=True)
class Spent:
    """What was used while we looked on."""

    window: Window
    cpu_s: float
    proxy_cpu_s: float
    others_cpu_s: float
    memory_mb: float
    generator_share: float


def measure(crowd: Crowd, system: System, viewers: int, seconds: float, offer: str) -> Figures:
    """Bring so many viewers, broadcast, and look on for so long."""
    samples = max(SAMPLES, len(system.codes))
    crowd.log_on(crowd.open(viewers, system.port, offer, samples), system.codes)
    system.go()
    crowd.run(lambda: crowd.have_states(crowd.viewers), "a first state for everybody")
    crowd.run_for(WARM_UP_S)
    spent = look_on(crowd, system, seconds)
    sent = system.stop()
    drain(crowd)
    return figures(crowd, Arrivals(crowd, system, sent), spent)


def look_on(crowd: Crowd, system: System, seconds: float) -> Spent:
    cost, own, began = Cost(system.pid), OwnCost(), monotonic()
    proxy = Cost(system.proxy_pid) if system.proxy_pid else None
    busy = core_busy_seconds(SERVER_CORE)
    crowd.run_for(seconds)
    cpu_s, proxy_cpu_s = cost.cpu_s(), proxy.cpu_s() if proxy else 0.0
    return Spent(
        window=Window(began, monotonic()),
        cpu_s=cpu_s,
        proxy_cpu_s=proxy_cpu_s,
        others_cpu_s=max(core_busy_seconds(SERVER_CORE) - busy - cpu_s - proxy_cpu_s, 0.0),
        memory_mb=memory_kb(system.pid) / 1024,
        generator_share=own.share(),
    )


def drain(crowd: Crowd) -> None:
    """Wait for what is still on its way."""
    before = -1
    while (now := sum(len(viewer.times) for viewer in crowd.viewers)) != before:
        before = now
        crowd.run_for(DRAINED_AFTER_S)


def figures(crowd: Crowd, arrivals: Arrivals, spent: Spent) -> Figures:
    delivered = [spent.window.count(viewer) for viewer in crowd.viewers]
    late = sorted(arrivals.latencies(spent.window))
    return Figures(
        viewers=len(delivered),
        states_per_s=sum(delivered) / len(delivered) / spent.window.length,
        slowest_per_s=min(delivered) / spent.window.length,
        cpu_share=spent.cpu_s / spent.window.length,
        us_per_state=spent.cpu_s / sum(delivered) * 1e6,
        p50_ms=quantile(late, 0.5) * 1000,
        p99_ms=quantile(late, 0.99) * 1000,
        memory_mb=spent.memory_mb,
        bytes_per_state=median(size for one in arrivals.samples for size in one.sizes[1:]),
        complete=arrivals.complete(),
        generator_share=spent.generator_share,
        proxy_share=spent.proxy_cpu_s / spent.window.length,
        others_share=spent.others_cpu_s / spent.window.length,
    )
