"""Figures as they are told: a table for people, an object for programs."""

from typing import Any

from bench.fanout.contenders import CONTENDERS
from bench.fanout.join import Storm
from bench.fanout.measure import Figures
from bench.fanout.numbers import table

HEADS = (
    *("", "states/s", "slowest", "CPU %", "µs/state", "p50 ms", "p99 ms"),
    *("RSS MB", "bytes", "complete", "proxy %", "others %", "generator %"),
)
JOIN_HEADS = (
    *("", "p50 ms", "p99 ms", "slowest ms", "extra states", "retries"),
    *("RSS before", "RSS after", "generator %"),
)

Told = dict[str, Any]


def comparison(found: dict[str, Figures]) -> str:
    """``complete`` are the viewers that got every state that was shown to anybody."""
    return table(HEADS, [_row(name, figures) for name, figures in found.items()])


def _row(name: str, figures: Figures) -> tuple[str, ...]:
    return (
        CONTENDERS[name].label,
        f"{figures.states_per_s:.2f}",
        f"{figures.slowest_per_s:.2f}",
        f"{figures.cpu_share * 100:.1f}",
        f"{figures.us_per_state:.2f}",
        f"{figures.p50_ms:.1f}",
        f"{figures.p99_ms:.1f}",
        f"{figures.memory_mb:.0f}",
        f"{figures.bytes_per_state:.0f}",
        f"{figures.complete}/{figures.viewers}",
        f"{figures.proxy_share * 100:.1f}" if figures.proxy_share else "",
        f"{figures.others_share * 100:.0f}",
        f"{figures.generator_share * 100:.0f}",
    )


def summary(found: dict[str, Figures], *, deflate: bool) -> Told:
    """The figures of ours, and the others' CPU for a delivered state against it."""
    ours = found.get("ours" if deflate else "ours-plain")
    floor = found.get("bare" if deflate else "bare-plain")
    daphne = found.get("daphne") or found.get("daphne-plain")
    return {
        **(_of(ours) if ours else {}),
        "cpu_ratio_node_deflate": _ratio(found.get("node"), ours),
        "cpu_ratio_node_plain": _ratio(found.get("node-plain"), ours),
        "cpu_ratio_daphne": _ratio(daphne, ours),
        "cpu_ratio_floor": _ratio(ours, floor),
        "generator_percent": round(max(one.generator_share for one in found.values()) * 100),
        "systems": {name: _of(figures) for name, figures in found.items()},
    }


def _ratio(above: Figures | None, below: Figures | None) -> float | None:
    return round(above.us_per_state / below.us_per_state, 2) if above and below else None


def _of(figures: Figures) -> Told:
    return {
        "states_per_s": round(figures.states_per_s, 2),
        "slowest_per_s": round(figures.slowest_per_s, 2),
        "cpu_percent": round(figures.cpu_share * 100, 1),
        "us_per_state": round(figures.us_per_state, 2),
        "p50_ms": round(figures.p50_ms, 1),
        "p99_ms": round(figures.p99_ms, 1),
        "bytes_per_state": round(figures.bytes_per_state),
        "memory_mb": round(figures.memory_mb),
        "complete": figures.complete,
        "proxy_percent": round(figures.proxy_share * 100, 1),
        "others_percent": round(figures.others_share * 100, 1),
    }


def joins(found: list[Storm]) -> str:
    return table(JOIN_HEADS, [_join_row(storm) for storm in found])


def _join_row(storm: Storm) -> tuple[str, ...]:
    return (
        storm.name,
        f"{storm.p50_ms:.0f}",
        f"{storm.p99_ms:.0f}",
        f"{storm.slowest_ms:.0f}",
        f"{storm.extra_states:.2f}",
        f"{storm.retries}",
        f"{storm.before_mb:.0f}",
        f"{storm.after_mb:.0f}",
        f"{storm.generator_share * 100:.0f}",
    )


def join_summary(found: list[Storm]) -> Told:
    """``join_`` for overlays that were connected, ``connect_`` for those that weren't."""
    told: Told = {"generator_percent": round(max(one.generator_share for one in found) * 100)}
    for name, storm in zip(("join", "connect"), found, strict=True):
        told |= {
            f"{name}_p50_ms": round(storm.p50_ms),
            f"{name}_p99_ms": round(storm.p99_ms),
            f"{name}_slowest_ms": round(storm.slowest_ms),
            f"{name}_extra_states": round(storm.extra_states, 2),
            f"{name}_retries": storm.retries,
            f"{name}_memory_mb": [round(storm.before_mb), round(storm.after_mb)],
        }
    return told
