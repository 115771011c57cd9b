"""How cost grows with matches and with viewers: ``python -m bench.scale``.

1 to 200 matches of five viewers each, every one changing ten times a second; then one match with
100 to 5,000 viewers. A match costs what the server uses above its idle self, divided by the
matches; a delivered state what it uses above a match that nobody watches, divided by the states.

Prints tables, then one JSON object on the last line; draws the picture that --picture names.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.fanout.contenders import CONTENDERS, started
from bench.fanout.measure import WARM_UP_S, look_on
from bench.fanout.numbers import table
from bench.picture import Panel, picture
from bench.systems.kind import System
from bench.systems.process import pin_ourselves
from bench.viewers.connection import BROWSERS_OFFER
from bench.viewers.crowd import Crowd

MATCHES = (1, 10, 50, 100, 200)
VIEWERS = (100, 500, 1_000, 2_000, 5_000)
WATCHING_EACH = 5
OURS = CONTENDERS["ours"]


@dataclass(frozen=True)
class Load:
    """What the server uses of its core, and how many states it delivers a second."""

    share: float
    delivered: float
    generator_share: float


@dataclass(frozen=True)
class Point:
    """``count`` matches or viewers, and in µs of CPU what one match costs a second, or one
    delivered state."""

    count: int
    load: Load
    per_viewer: float
    cost_us: float


def by_matches(counts: Sequence[int], seconds: float) -> Iterator[Point]:
    """A server for each number of matches."""
    for count in counts:
        print(f"{count} matches …", file=sys.stderr)
        with started(OURS, count, seconds) as (crowd, system):
            viewers = count * WATCHING_EACH
            bring(crowd, system, viewers)
            idle = load(crowd, system, seconds)
            system.go()
            busy = load(crowd, system, seconds)
        cost_us = (busy.share - idle.share) / count * 1e6
        yield Point(count, busy, busy.delivered / viewers, cost_us)


def by_viewers(counts: Sequence[int], seconds: float) -> Iterator[Point]:
    """One match, to which more and more come."""
    with started(OURS, 1, seconds) as (crowd, system):
        system.go()
        unwatched = load(crowd, system, seconds)
        for count in counts:
            print(f"{count} viewers …", file=sys.stderr)
            bring(crowd, system, count - len(crowd.viewers))
            busy = load(crowd, system, seconds)
            cost_us = (busy.share - unwatched.share) / busy.delivered * 1e6
            yield Point(count, busy, busy.delivered / count, cost_us)


def bring(crowd: Crowd, system: System, more: int) -> None:
    crowd.log_on(crowd.open(more, system.port, BROWSERS_OFFER, samples=0), system.codes)
    crowd.run(lambda: crowd.have_states(crowd.viewers), "a first state for everybody")


def load(crowd: Crowd, system: System, seconds: float) -> Load:
    crowd.run_for(WARM_UP_S)
    spent = look_on(crowd, system, seconds)
    delivered = sum(map(spent.window.count, crowd.viewers))
    length = spent.window.length
    return Load(spent.cpu_s / length, delivered / length, spent.generator_share)


def shown(what: str, cost: str, points: list[Point]) -> str:
    rows = [
        (
            f"{point.count:,}",
            f"{point.load.share * 100:.1f}",
            f"{point.per_viewer:.2f}",
            f"{point.cost_us:,.1f}",
            f"{point.load.generator_share * 100:.0f}",
        )
        for point in points
    ]
    return table((what, "CPU %", "states/s per viewer", cost, "generator %"), rows)


def growth(points: list[Point]) -> float:
    """The highest cost, against that at the smallest count."""
    return round(max(point.cost_us for point in points) / points[0].cost_us, 2)


def panel(title: str, unit: str, points: list[Point]) -> Panel:
    return Panel(title, unit, [(point.count, point.load.share * 100) for point in points])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--matches", type=int, nargs="+", default=MATCHES)
    parser.add_argument("--viewers", type=int, nargs="+", default=VIEWERS)
    parser.add_argument("--seconds", type=float, default=10, help="to look on, at each point")
    parser.add_argument("--picture", type=Path, help="an SVG file to draw")
    options = parser.parse_args()
    pin_ourselves()
    matches = list(by_matches(options.matches, options.seconds))
    viewers = list(by_viewers(options.viewers, options.seconds))
    print(shown("matches", "µs per match and second", matches), end="\n\n")
    print(shown("viewers", "µs per delivered state", viewers))
    if options.picture:
        panels = [
            panel("CPU by matches, five viewers each", "matches", matches),
            panel("CPU by viewers of one match", "viewers", viewers),
        ]
        options.picture.write_text(picture(panels))
    told: dict[str, Any] = {
        "us_per_match_and_second": {point.count: round(point.cost_us, 1) for point in matches},
        "us_per_state": {point.count: round(point.cost_us, 2) for point in viewers},
        "match_cost_growth": growth(matches),
        "viewer_cost_growth": growth(viewers),
        "slowest_states_per_s": round(min(p.per_viewer for p in [*matches, *viewers]), 2),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
