"""How many events a second are accepted: ``python -m bench.ingest [--matches 100]``.

A real server on one core and a generator on the other. First as fast as it goes, over many
matches at once: accepted means in the log and folded, by the server's own acknowledgements.
Then a calm match beside it, one event at a time, for the latency of a commit. On SQLite, and on
PostgreSQL where DATABASE_URL names one (``python -m tests.support.on_postgres`` starts one).

Prints a table, then one JSON object on the last line.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from bench.frames import Client, connect, event
from bench.site import prepared
from matches.simulator.script import simulate
from tests.support import databases
from tests.support.served import Served
from tests.wire.crew import logon_packet

ACK_EVERY = 100
CALM_EVENTS = 300
PATIENCE_S = 60.0


class Match:
    """One match's connection: all of its frames, and when it is through."""

    def __init__(self, code: str, count: int) -> None:
        self.code = code
        packets = [step.packet for step in simulate(1, group_code=code)][:-1]
        self.frames = [
            event("obs_data", packets[n % len(packets)], ack=n if n % ACK_EVERY == 0 else None)
            for n in range(1, count + 1)
        ]
        self.count = count
        self.done = asyncio.Event()
        self.ready = asyncio.Event()
        self.acks: dict[int, float] = {}
        self._news = asyncio.Event()

    def on_text(self, text: bytes) -> None:
        if text.startswith(b"43"):
            number, _, answer = text[2:].partition(b"[")
            if b'"ok":true' not in answer:
                raise AssertionError(text.decode())
            self.acks[int(number)] = time.perf_counter()
            self._news.set()
            if int(number) == self.count:
                self.done.set()
        elif b"obs_logon_ack" in text:
            self.ready.set()

    async def acknowledged(self, number: int) -> None:
        while number not in self.acks:
            self._news.clear()
            await self._news.wait()

    async def log_on(self, port: int, key: str) -> Client:
        client = await connect(port, self.on_text)
        client.transport.write(event("obs_logon", logon_packet(key, self.code)))
        await self.ready.wait()
        return client

    async def feed(self, client: Client) -> None:
        for start in range(0, self.count, 50):
            await client.room.wait()
            client.transport.write(b"".join(self.frames[start : start + 50]))
            await asyncio.sleep(0)


async def flood(port: int, key: str, matches: int, events: int) -> float:
    """Accepted events a second, over all matches."""
    crowd = [Match(f"FLOOD{number}", events // matches) for number in range(matches)]
    clients = [await match.log_on(port, key) for match in crowd]
    began = time.perf_counter()
    feeding = [
        asyncio.create_task(match.feed(client))
        for match, client in zip(crowd, clients, strict=True)
    ]
    async with asyncio.timeout(PATIENCE_S):
        await asyncio.gather(*feeding, *(match.done.wait() for match in crowd))
    return sum(match.count for match in crowd) / (time.perf_counter() - began)


async def calm(port: int, key: str) -> list[float]:
    """Milliseconds from an event to its acknowledgement, one event at a time."""
    match = Match("CALM", 1)
    client = await match.log_on(port, key)
    packet = {"obsName": "b", "groupCode": "CALM", "type": "tech_pause", "data": True}
    taken = []
    for number in range(2, CALM_EVENTS + 2):
        began = time.perf_counter()
        client.transport.write(event("obs_data", packet, ack=number))
        await match.acknowledged(number)
        taken.append((match.acks[number] - began) * 1000)
        await asyncio.sleep(0.005)
    return sorted(taken)


def cpu_seconds(pid: int) -> float:
    """What the process has used so far, in all of its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(matches: int, events: int) -> dict[str, Any]:
    """One run on a server of its own."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "data"
        key = prepared(folder)
        served = Served(folder).start()
        os.sched_setaffinity(served.pid, {0})
        os.sched_setaffinity(0, {1})
        try:
            port = served.ports["ingest"]
            latency = asyncio.run(calm(port, key))
            before = cpu_seconds(served.pid)
            rate = asyncio.run(flood(port, key, matches, events))
            used = cpu_seconds(served.pid) - before
            with urllib.request.urlopen(f"{served.url('extras')}/readyz") as answer:
                lag = json.load(answer)["roles"]["ingest"]["loop_lag_ms"]
        except TimeoutError:
            sys.stderr.write(f"What the server said last:\n{served.log()[-3000:]}\n")
            raise
        finally:
            served.close()
    return {
        "database": "postgresql" if databases.POSTGRES else "sqlite",
        "matches": matches,
        "events": events,
        "events_per_s": round(rate),
        "events_per_cpu_s": round(events / used),
        "commit_p50_ms": round(latency[len(latency) // 2], 2),
        "commit_p99_ms": round(latency[len(latency) * 99 // 100], 2),
        "loop_lag_p99_ms": lag["p99"],
        "loop_lag_max_ms": lag["max"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--matches", type=int, default=100)
    parser.add_argument("--events", type=int, default=50_000, help="over all matches")
    options = parser.parse_args()
    figures = measure(options.matches, options.events)
    for name, value in figures.items():
        print(f"{name:<18} {value}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
