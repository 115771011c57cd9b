"""What it costs to tell dashboards what happens: ``python -m bench.guilds``.

A Discord of our own tells the unmodified library what happens in 50 communities, 200 events a
second; the bot stores each, and 1,000 dashboards, each in both rooms of one community, hear of it.
Every one of them is checked against what happened. The server, with the bot in the same process,
has a core of its own; Discord and the dashboards are on the other. Latencies are from the moment
before the gateway's frame is written to the last byte of the event at each dashboard.

Then what each question about a guild costs (``bench.guild_queries``): ``--events`` rows, 0 for
none. Prints two tables, then one JSON object on the last line.
"""

import argparse
import gc
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from bench.guild_queries import DATABASES, measured_on
from bench.guilds import report
from bench.guilds.audience import arrive, viewers
from bench.guilds.measure import measure
from bench.guilds.site import Discord, Site
from bench.systems.process import pin_ourselves
from bench.viewers.crowd import Crowd
from tests.support.processes import memory_kb

GENERATOR_LIMIT = 85  # percent of its core, with the gateway: above, these are what is measured
SETTLE_S = 2.0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--subscribers", type=int, default=1_000, help="over all guilds")
    parser.add_argument("--guilds", type=int, default=50)
    parser.add_argument("--rate", type=float, default=200, help="Discord's events a second")
    parser.add_argument("--seconds", type=float, default=30, help="to look on")
    parser.add_argument("--events", type=int, default=5_000_000, help="rows to ask about")
    return parser.parse_args()


@contextmanager
def started(guilds: int, rate: float, subscribers: int) -> Iterator[tuple[Crowd, Discord, Site]]:
    """All there is, without dashboards yet."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "data"
        crowd = stack.enter_context(closing(Crowd()))
        discord = stack.enter_context(closing(Discord(guilds, rate)))
        site = stack.enter_context(closing(Site(folder, discord)))
        site.admit(viewers(discord.guilds, subscribers))
        site.start()
        try:
            crowd.run(lambda: site.knows(guilds), "the bot to know its guilds")
            yield crowd, discord, site
        except Exception:
            print(f"What the server said last:\n{site.log()[-3000:]}", file=sys.stderr)
            raise


def rooms(options: argparse.Namespace) -> dict[str, Any]:
    """The dashboards' part."""
    gc.disable()  # the generator makes no cycles while it runs, and must not stop to look for them
    with started(options.guilds, options.rate, options.subscribers) as (crowd, discord, site):
        before_kb = memory_kb(site.pid)
        listeners = arrive(crowd, site, viewers(discord.guilds, options.subscribers))
        crowd.run_for(SETTLE_S)
        kb_per_connection = (memory_kb(site.pid) - before_kb) / len(listeners)
        figures = measure(crowd, discord, site, listeners, options.seconds)
        for listener in listeners:
            listener.close()
    gc.enable()
    return report.summary(figures, kb_per_connection)


def main() -> int:
    options = arguments()
    pin_ourselves()
    told = rooms(options)
    print(report.rooms(told), flush=True)
    queries = {}
    if options.events:
        queries = {name: measured_on(name, f"--events={options.events}") for name in DATABASES}
        print(f"\n{report.queries(queries)}")
    asked = {name: getattr(options, name) for name in ("subscribers", "guilds", "rate", "events")}
    print(json.dumps({**asked, **told, "queries": queries}))
    if told["generator_percent"] + told["gateway_percent"] > GENERATOR_LIMIT:
        print("The generator was at its limit: these figures are no good.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
