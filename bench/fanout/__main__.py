"""What a delivered state costs, and when it is there: ``python -m bench.fanout``.

Servers take turns on one core, the viewers are on the other. A state is 15 to 18 KB of JSON, in
which about four values change ten times a second. Ours carries its whole path, from an observer's
``obs_data`` through the database to the overlays; the others have their states ready, and only
broadcast. CPU is the server's user and system time. Latencies are of each state at each viewer,
from the sending of the change (with ours) or the call to broadcast (with the others) to the last
byte received.

With --join, so many overlays log on to a live match of ours within a second. Prints a table, then
one JSON object on the last line.
"""

import argparse
import json
import sys
from typing import Any

from bench.fanout import report
from bench.fanout.contenders import CONTENDERS, PLAIN, USUAL, Contender, started
from bench.fanout.join import storms
from bench.fanout.measure import measure
from bench.systems.process import pin_ourselves
from bench.viewers.connection import BROWSERS_OFFER

GENERATOR_LIMIT = 0.85  # of its core: above this, it is the generator that is measured


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--viewers", type=int, default=1_000, help="over all matches")
    parser.add_argument("--matches", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=10, help="to look on, for each system")
    parser.add_argument("--no-deflate", action="store_true", help="viewers offer no compression")
    parser.add_argument("--offer", default=BROWSERS_OFFER, help="Sec-WebSocket-Extensions")
    parser.add_argument("--systems", nargs="+", choices=CONTENDERS, help="these only")
    parser.add_argument("--tls", action="store_true", help="ours over TLS as well")
    parser.add_argument("--proxy", action="store_true", help="ours behind nginx as well")
    parser.add_argument("--join", action="store_true", help="a join storm, ours only")
    return parser.parse_args()


def chosen(options: argparse.Namespace) -> list[str]:
    names = options.systems or (PLAIN if options.no_deflate else USUAL)
    more = {"ours-tls": options.tls, "ours-proxy": options.proxy}
    return [*names, *(name for name, is_wanted in more.items() if is_wanted)]


def offer_of(contender: Contender, options: argparse.Namespace) -> str:
    return str(options.offer) if contender.deflate and not options.no_deflate else ""


def compare(options: argparse.Namespace) -> dict[str, Any]:
    """Every system in its turn."""
    found = {}
    for name in chosen(options):
        contender = CONTENDERS[name]
        print(f"{contender.label} …", file=sys.stderr)
        with started(contender, options.matches, options.seconds) as (crowd, system):
            offer = offer_of(contender, options)
            found[name] = measure(crowd, system, options.viewers, options.seconds, offer)
    print(report.comparison(found))
    return report.summary(found, deflate=not options.no_deflate)


def join(options: argparse.Namespace) -> dict[str, Any]:
    """Both storms."""
    contender = CONTENDERS["ours-plain" if options.no_deflate else "ours"]
    with started(contender, 1, options.seconds) as (crowd, system):
        found = storms(crowd, system, options.viewers, offer_of(contender, options))
    print(report.joins(found))
    return report.join_summary(found)


def main() -> int:
    options = arguments()
    pin_ourselves()
    told = {"viewers": options.viewers} | (join if options.join else compare)(options)
    print(json.dumps(told))
    if told["generator_percent"] > GENERATOR_LIMIT * 100:
        print("The generator was at its limit: these figures are no good.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
