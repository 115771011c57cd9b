"""What a delivered state costs, and when it is there: ``python -m bench.fanout``.

Servers take turns on one core, the viewers are on the other. A state is 15 to 18 KB of JSON, in
which about four values change ten times a second. Ours carries its whole path, from an observer's
``obs_data`` through the database to the overlays; the others have their states ready, and only
broadcast. CPU is the server's user and system time. Latencies are of each state at each viewer,
from the sending of the change (with ours) or the call to broadcast (with the others) to the last
byte received.

Prints a table, then one JSON object on the last line.
"""

import argparse
import json
import sys

from bench.fanout.contenders import CONTENDERS, PLAIN, USUAL, started
from bench.fanout.measure import Figures, measure
from bench.fanout.numbers import table
from bench.systems.process import pin_ourselves
from bench.viewers.connection import BROWSERS_OFFER

GENERATOR_LIMIT = 0.85  # of its core: above this, it is the generator that is measured
HEADS = (
    *("", "states/s", "slowest", "CPU %", "µs/state", "p50 ms", "p99 ms"),
    *("RSS MB", "bytes", "complete", "generator %"),
)


def row(name: str, figures: Figures) -> tuple[str, ...]:
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
        f"{figures.generator_share * 100:.0f}",
    )


def summary(found: dict[str, Figures], *, deflate: bool) -> dict[str, float | None]:
    """The figures of ours, and others' CPU for a delivered state against it."""
    ours = found.get("ours" if deflate else "ours-plain")
    floor = found.get("bare" if deflate else "bare-plain")

    def ratio(above: Figures | None, below: Figures | None) -> float | None:
        return round(above.us_per_state / below.us_per_state, 2) if above and below else None

    told: dict[str, float | None] = {
        "cpu_ratio_node_deflate": ratio(found.get("node"), ours),
        "cpu_ratio_node_plain": ratio(found.get("node-plain"), ours),
        "cpu_ratio_daphne": ratio(found.get("daphne") or found.get("daphne-plain"), ours),
        "cpu_ratio_floor": ratio(ours, floor),
    }
    if ours:
        told |= {
            "states_per_s": round(ours.states_per_s, 2),
            "slowest_per_s": round(ours.slowest_per_s, 2),
            "cpu_percent": round(ours.cpu_share * 100, 1),
            "us_per_state": round(ours.us_per_state, 2),
            "p50_ms": round(ours.p50_ms, 1),
            "p99_ms": round(ours.p99_ms, 1),
            "bytes_per_state": ours.bytes_per_state,
            "memory_mb": round(ours.memory_mb),
            "complete": ours.complete,
        }
    return told


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--viewers", type=int, default=1_000, help="over all matches")
    parser.add_argument("--matches", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=10, help="to look on, for each system")
    parser.add_argument("--no-deflate", action="store_true", help="viewers offer no compression")
    parser.add_argument("--offer", default=BROWSERS_OFFER, help="Sec-WebSocket-Extensions")
    parser.add_argument("--systems", nargs="+", choices=CONTENDERS, help="these only")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    pin_ourselves()
    found: dict[str, Figures] = {}
    for name in options.systems or (PLAIN if options.no_deflate else USUAL):
        contender = CONTENDERS[name]
        print(f"{contender.label} …", file=sys.stderr)
        with started(contender, options.matches, options.seconds) as (crowd, system):
            offer = options.offer if contender.deflate else ""
            found[name] = measure(crowd, system, options.viewers, options.seconds, offer)
    print(table(HEADS, [row(name, figures) for name, figures in found.items()]))
    busiest = max(figures.generator_share for figures in found.values())
    told = summary(found, deflate=not options.no_deflate)
    told |= {"viewers": options.viewers, "matches": options.matches, "seconds": options.seconds}
    told["generator_percent"] = round(busiest * 100)
    print(json.dumps(told))
    if busiest > GENERATOR_LIMIT:
        print("The generator was at its limit: these figures are no good.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
