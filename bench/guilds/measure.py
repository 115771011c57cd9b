"""Communities with dashboards: what each of them got, when, and what that cost."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic

from bench.fanout.numbers import quantile
from bench.guilds.listener import Listener, check
from bench.guilds.site import Discord, Site, Told
from bench.systems.process import SERVER_CORE, Cost, core_busy_seconds
from bench.viewers.crowd import Crowd, OwnCost
from tests.support.processes import memory_kb

WARM_UP_S = 3.0
SURPLUS_S = 0.5


@dataclass(frozen=True)
class Spent:
    """What was used, and sent, from one moment to another. Shares are of one core."""

    began: float
    ended: float
    cpu_s: float
    gateway_share: float
    generator_share: float
    others_share: float
    memory_mb: float
    analytics: int

    @property
    def length(self) -> float:
        return self.ended - self.began


@dataclass(frozen=True)
class Figures:
    """Latencies are from the gateway's frame to the whole event at each dashboard."""

    spent: Spent
    live_events_per_s: float
    delivered_per_s: float
    p50_ms: float
    p99_ms: float
    slowest_ms: float
    us_per_delivery: float


def measure(
    crowd: Crowd, discord: Discord, site: Site, listeners: list[Listener], seconds: float
) -> Figures:
    """Let things happen for so long, and check that every dashboard has heard all of it."""
    discord.go()
    crowd.run_for(WARM_UP_S)
    spent = _look_on(crowd, discord, site, listeners, seconds)
    told = discord.stop()
    _drain(crowd, listeners, told)
    for listener in listeners:
        check(told[listener.guild], listener.texts)
    delivered = sum(_within(listener, spent) for listener in listeners)
    late = sorted(_latencies(listeners, told, spent))
    lives = [moment for events in told.values() for moment, *_ in events]
    return Figures(
        spent=spent,
        live_events_per_s=sum(spent.began <= at < spent.ended for at in lives) / spent.length,
        delivered_per_s=delivered / spent.length,
        p50_ms=quantile(late, 0.5) * 1000,
        p99_ms=quantile(late, 0.99) * 1000,
        slowest_ms=late[-1] * 1000,
        us_per_delivery=spent.cpu_s / delivered * 1e6,
    )


def _look_on(
    crowd: Crowd, discord: Discord, site: Site, listeners: list[Listener], seconds: float
) -> Spent:
    analytics = sum(one.analytics for one in listeners)
    cost, gateway, own, began = Cost(site.pid), Cost(discord.pid), OwnCost(), monotonic()
    busy = core_busy_seconds(SERVER_CORE)
    crowd.run_for(seconds)
    cpu_s, ended = cost.cpu_s(), monotonic()
    others_s = max(core_busy_seconds(SERVER_CORE) - busy - cpu_s, 0.0)
    return Spent(
        began=began,
        ended=ended,
        cpu_s=cpu_s,
        gateway_share=gateway.share(),
        generator_share=own.share(),
        others_share=others_s / (ended - began),
        memory_mb=memory_kb(site.pid) / 1024,
        analytics=sum(one.analytics for one in listeners) - analytics,
    )


def _drain(crowd: Crowd, listeners: list[Listener], told: Told) -> None:
    """Wait for what is still on its way, and a little longer for what should not be."""
    crowd.run(
        lambda: all(len(one.times) >= len(told[one.guild]) for one in listeners),
        "every dashboard to hear all of it",
    )
    crowd.run_for(SURPLUS_S)


def _within(listener: Listener, spent: Spent) -> int:
    times = listener.times
    return bisect_left(times, spent.ended) - bisect_left(times, spent.began)


def _latencies(listeners: list[Listener], told: Told, spent: Spent) -> Iterator[float]:
    """Of what happened while we looked on, at each dashboard, in seconds."""
    for listener in listeners:
        for (moment, *_), at in zip(told[listener.guild], listener.times, strict=True):
            if spent.began <= moment < spent.ended:
                yield at - moment
