"""Figures as they are told: tables for people, an object for programs."""

from typing import Any

from bench.fanout.numbers import table
from bench.guild_queries import Figures as Answers
from bench.guilds.measure import Figures

Told = dict[str, Any]


def summary(figures: Figures, kb_per_connection: float) -> Told:
    spent = figures.spent
    return {
        "live_events_per_s": round(figures.live_events_per_s, 1),
        "delivered_per_s": round(figures.delivered_per_s),
        "p50_ms": round(figures.p50_ms, 1),
        "p99_ms": round(figures.p99_ms, 1),
        "slowest_ms": round(figures.slowest_ms, 1),
        "cpu_percent": round(spent.cpu_s / spent.length * 100, 1),
        "us_per_delivery": round(figures.us_per_delivery, 1),
        "analytics_per_s": round(spent.analytics / spent.length, 1),
        "memory_mb": round(spent.memory_mb),
        "kb_per_connection": round(kb_per_connection, 1),
        "gateway_percent": round(spent.gateway_share * 100),
        "generator_percent": round(spent.generator_share * 100),
        "others_percent": round(spent.others_share * 100),
    }


def rooms(told: Told) -> str:
    return table(("", "figure"), [(name, f"{value:,}") for name, value in told.items()])


def queries(told: dict[str, Answers]) -> str:
    """Milliseconds: of the first answer and the median, by database."""
    heads = ("", *(f"{database} {kind}" for database in told for kind in ("first", "median")))
    names = [name for name in next(iter(told.values())) if name != "filling"]
    return table(heads, [(name, *_cells(name, told)) for name in names])


def _cells(name: str, told: dict[str, Answers]) -> list[str]:
    answers = [of_database[name] for of_database in told.values()]
    return [f"{one[kind]:,.1f}" for one in answers for kind in ("first_ms", "median_ms")]
