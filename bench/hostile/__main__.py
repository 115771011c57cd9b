"""What strangers can do to a live show: ``python -m bench.hostile [--matches 10]``.

A real server on one core, calm matches beside, and a canary: a match whose overlay is timed. Then
one attack after the other, from the other core. For each: how it was answered, how late the canary
was meanwhile, and what the server holds more than before. At the end: what the matches lost.

Prints a table, then one JSON object on the last line.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from bench.fanout.numbers import table
from bench.hostile.attacks import ATTACKS, Attack
from bench.site import prepared
from bench.systems.process import SERVER_CORE, on_core, pin_ourselves
from tests.support.processes import descriptors, memory_kb
from tests.support.served import Served

SETTLE_S = 5.0
HEADINGS = ("attack", "answered", "s", "p50 ms", "p99 ms", "max ms", "MB more", "fds more", "log B")


class Canary:
    """How long its overlay took for each event, of late."""

    def __init__(self, served: Served, key: str) -> None:
        ports = [str(served.ports[role]) for role in ("ingest", "broadcast")]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.canary", *ports, key], stdout=subprocess.PIPE, text=True
        )
        self._seen: list[float] = []
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout
        self._seen.extend(float(line) for line in self._process.stdout)

    def taken(self) -> list[float]:
        """Milliseconds for each event since the last call, sorted."""
        seen, self._seen[:] = sorted(self._seen), []
        return seen

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()


@contextmanager
def scene(matches: int) -> Iterator[tuple[Served, Canary, "subprocess.Popen[str]"]]:
    """A server with its canary, and the process that feeds the matches beside."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "data"
        key = prepared(folder)
        with on_core(SERVER_CORE):
            served = Served(folder).start()
        canary = Canary(served, key)
        feeding = [sys.executable, "-m", "bench.hostile.matches", str(served.ports["ingest"]), key]
        beside = subprocess.Popen(
            [*feeding, str(matches)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        try:
            yield served, canary, beside
        finally:
            beside.kill()
            canary.close()
            served.close()


def measure(served: Served, canary: Canary, attack: Attack | None) -> dict[str, Any]:
    """One attack, or as long a time without one."""
    canary.taken()
    memory, open_files, written = memory_kb(served.pid), descriptors(served.pid), len(served.log())
    began = time.monotonic()
    answered = attack(served) if attack else "nothing is tried"
    seconds = time.monotonic() - began
    time.sleep(SETTLE_S)
    taken = canary.taken()
    return {
        "answered": answered,
        "seconds": round(seconds, 1),
        "p50_ms": taken[len(taken) // 2],
        "p99_ms": taken[len(taken) * 99 // 100],
        "max_ms": taken[-1],
        "mb_more": round((memory_kb(served.pid) - memory) / 1024, 1),
        "descriptors_more": descriptors(served.pid) - open_files,
        "log_bytes": len(served.log()) - written,
    }


def run(matches: int) -> dict[str, Any]:
    with scene(matches) as (served, canary, beside):
        time.sleep(SETTLE_S)
        attacks: dict[str, Attack | None] = {"none": None, **ATTACKS}
        figures = {}
        for name, attack in attacks.items():
            print(f"{name} …", file=sys.stderr, flush=True)
            figures[name] = measure(served, canary, attack)
        told = json.loads(beside.communicate("")[0])
    return {"matches": matches, **told, "attacks": figures}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--matches", type=int, default=10)
    options = parser.parse_args()
    pin_ourselves()
    told = run(options.matches)
    rows = [(name, *map(str, one.values())) for name, one in told["attacks"].items()]
    print(table(HEADINGS, rows))
    lost = told["sent"] - told["acknowledged"]
    print(f"{told['sent']} events of {told['matches']} matches: {lost} lost")
    print(json.dumps(told))


if __name__ == "__main__":
    main()
