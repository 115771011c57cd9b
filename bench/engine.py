"""What the engine costs an event: ``python -m bench.engine``.

Folds a simulated match as the server does, packet by packet, and times each step of the way.
Prints a table, then the same figures as one JSON object on the last line.
"""

import json
from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter_ns
from typing import ParamSpec, TypeVar

from matches.engine.events import Scoreboard, canonical, parse_observer
from matches.engine.reducer import apply
from matches.engine.setup import MatchSetup, TeamSetup, new_match
from matches.engine.state import MatchState
from matches.engine.view import public_view
from matches.simulator.logon import logon
from matches.simulator.script import simulate

SEED = 1
GROUP_CODE = "BENCH"
START_MS = 1_760_000_000_000
PASSES = 5
STEPS = ("parse", "canonical", "apply scoreboard", "apply other", "public view")

P = ParamSpec("P")
T = TypeVar("T")

Figures = dict[str, dict[str, float]]


class Times:
    """Nanoseconds a call, by the step of the way."""

    def __init__(self) -> None:
        self._taken: dict[str, list[int]] = {step: [] for step in STEPS}

    def of(self, step: str, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        began = perf_counter_ns()
        result = work(*args, **kwargs)
        self._taken[step].append(perf_counter_ns() - began)
        return result

    def figures(self) -> Figures:
        """Calls, and the median and 99th percentile in microseconds."""
        return {
            step: {
                "calls": len(taken),
                "median_us": round(median(taken) / 1000, 1),
                "p99_us": round(quantiles(taken, n=100)[98] / 1000, 1),
            }
            for step, taken in self._taken.items()
        }


def start() -> MatchState:
    """The simulated match as its logon opens it."""
    packet = logon(GROUP_CODE, "", SEED)
    left, right = (
        TeamSetup(team["name"], team["tricode"], team["url"], team["attackStart"])
        for team in (packet["leftTeam"], packet["rightTeam"])
    )
    setup = MatchSetup(
        group_code=GROUP_CODE, left_team=left, right_team=right, tools=packet["toolsData"]
    )
    return new_match(setup)


def measure(packets: list[tuple[int, str]], times: Times) -> None:
    """Fold the packets, (time of receipt in ms, JSON), and note what each step takes."""
    state = start()
    for at_ms, packet in packets:
        event = times.of("parse", parse_observer, packet)
        times.of("canonical", canonical, event)
        step = "apply scoreboard" if isinstance(event, Scoreboard) else "apply other"
        state = times.of(step, apply, state, event, at_ms)
        times.of("public view", public_view, state)


def main(passes: int = PASSES) -> None:
    packets = [
        (START_MS + step.at_ms, json.dumps(step.packet))
        for step in simulate(SEED, group_code=GROUP_CODE)
    ]
    times = Times()
    for _ in range(passes):
        measure(packets, times)
    _show(len(packets), times.figures())


def _show(events: int, figures: Figures) -> None:
    print(f"{events:,} events of a simulated match")
    print(f"{'':<18}{'calls':>8}{'median µs':>12}{'p99 µs':>10}")
    for step, row in figures.items():
        print(f"{step:<18}{row['calls']:>8,}{row['median_us']:>12.1f}{row['p99_us']:>10.1f}")
    print(json.dumps({"events": events, **figures}))


if __name__ == "__main__":
    main()
