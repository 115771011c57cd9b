"""How the status of one member went over time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from .window import Window


@dataclass(frozen=True, slots=True)
class StatusChange:
    """From ``at`` on; ``platforms`` as stored: "desktop,web"."""

    at: datetime
    status: str
    platforms: str


@dataclass(frozen=True, slots=True)
class Span:
    """One status on the same clients, from ``since`` until ``until``."""

    since: datetime
    until: datetime
    status: str
    platforms: Sequence[str]


def timeline(changes: Iterable[StatusChange], window: Window) -> list[Span]:
    """The changes, in their order, as spans within the window.

    A change before the window holds until the next one. The last span goes on to the window's
    end. Before the first change nothing is known, and there is no span.
    """
    steps = list(changes)
    ends = [*(step.at for step in steps[1:]), window.end]
    spans = (_span(step, end, window) for step, end in zip(steps, ends, strict=False))
    return [span for span in spans if span.since < span.until]


def _span(change: StatusChange, until: datetime, window: Window) -> Span:
    platforms = change.platforms.split(",") if change.platforms else []
    since = max(change.at, window.start)
    return Span(since, until, change.status, platforms)
