"""What viewers cost in memory: ``python -m bench.memory --minutes 10``.

One match that changes ten times a second, and 1,000 overlays, of which 200 read nothing once they
have logged on. The server may drop those: they come back, to read nothing again. Its resident
memory is looked at all the while: it must not grow.

Prints a table, then one JSON object on the last line.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from statistics import linear_regression, mean
from time import monotonic
from typing import Any

from bench.fanout.contenders import CONTENDERS, started
from bench.fanout.numbers import table
from bench.systems.kind import System
from bench.systems.process import pin_ourselves
from bench.viewers.connection import BROWSERS_OFFER
from bench.viewers.crowd import Crowd
from bench.viewers.viewer import Viewer
from tests.support.processes import memory_kb

SETTLE_S = 5.0
COME_BACK_AFTER_S = 0.5
RECEIVE_BUFFER = 4_096  # of those who stall: what the kernel holds for them is soon full
LOOKS = 20  # at the memory, in a run of any length
QUARTER = LOOKS // 4


class Stalled(Viewer):
    """Reads nothing once its logon was answered."""

    is_stalled = False

    def welcome(self) -> None:
        self.is_stalled = True
        # No event is asked for, but the poll still tells when the connection is gone.
        self.watch.watch(self.socket, 0, lambda _: self.close())


class Stalling:
    """Keeps so many stalled viewers there."""

    def __init__(self, crowd: Crowd, system: System, how_many: int) -> None:
        self._crowd = crowd
        self._system = system
        self._present = [self._arrival() for _ in range(how_many)]
        self.drops = 0

    def are_stalled(self) -> bool:
        return all(one.is_stalled for one in self._present)

    def come_back(self) -> None:
        """A new viewer for each that was dropped; to be called now and then."""
        self.drops += sum(one.closed for one in self._present)
        self._present = [self._arrival() if one.closed else one for one in self._present]

    def _arrival(self) -> Stalled:
        one = self._crowd.connect(
            self._system.port, BROWSERS_OFFER, Stalled, receive_buffer=RECEIVE_BUFFER
        )
        one.bound_for = self._system.codes[0]
        return one


@dataclass(frozen=True)
class Look:
    """At the server's memory, so many seconds after some had stalled."""

    second: int
    memory_kb: int
    drops: int


class Watch:
    """Looks at the memory from time to time; ``peak_kb`` is the most before the first drop."""

    def __init__(self, crowd: Crowd, system: System, stalling: Stalling) -> None:
        self._crowd = crowd
        self._system = system
        self._stalling = stalling
        self.peak_kb = 0
        self.looks: list[Look] = []

    def run(self, seconds: float) -> None:
        began = monotonic()
        while len(self.looks) < LOOKS:
            self._until(began + seconds * (len(self.looks) + 1) / LOOKS)
            look = Look(
                round(monotonic() - began), memory_kb(self._system.pid), self._stalling.drops
            )
            self.looks.append(look)
            print(f"{look.second} s: {look.memory_kb / 1024:.1f} MB", file=sys.stderr)

    def _until(self, due: float) -> None:
        while monotonic() < due:
            self._crowd.run_for(min(COME_BACK_AFTER_S, max(due - monotonic(), 0)))
            self._stalling.come_back()
            if not self._stalling.drops:
                self.peak_kb = max(self.peak_kb, memory_kb(self._system.pid))

    def settled_kb(self) -> float:
        """In the second quarter of the time."""
        return mean(look.memory_kb for look in self.looks[QUARTER : 2 * QUARTER])

    def at_last_kb(self) -> float:
        """In the last quarter."""
        return mean(look.memory_kb for look in self.looks[-QUARTER:])

    def kb_per_minute(self) -> float:
        """How steep the line is that comes closest to all looks but the first quarter's."""
        looks = self.looks[QUARTER:]
        line = linear_regression(
            [look.second for look in looks], [look.memory_kb for look in looks]
        )
        return line.slope * 60


def measure(crowd: Crowd, system: System, options: argparse.Namespace) -> dict[str, Any]:
    """The memory before anybody came, with those who read, and with those who don't."""
    system.go()
    crowd.run_for(SETTLE_S)
    alone = memory_kb(system.pid)
    reading = options.viewers - options.stalled
    crowd.log_on(crowd.open(reading, system.port, BROWSERS_OFFER, samples=1), system.codes)
    crowd.run_for(SETTLE_S)
    watched = memory_kb(system.pid)
    stalling = Stalling(crowd, system, options.stalled)
    crowd.run(stalling.are_stalled, "the logons of those who are to stall")
    watch = Watch(crowd, system, stalling)
    watch.run(options.minutes * 60)
    system.stop()
    print(table(("second", "RSS MB", "drops"), [_row(look) for look in watch.looks]))
    return {
        "viewers": options.viewers,
        "stalled": options.stalled,
        "minutes": options.minutes,
        "server_alone_mb": round(alone / 1024, 1),
        "kb_per_idle_viewer": round((watched - alone) / reading, 1),
        "kb_per_stalled_viewer": round((watch.peak_kb - watched) / options.stalled, 1),
        "settled_mb": round(watch.settled_kb() / 1024, 1),
        "at_last_mb": round(watch.at_last_kb() / 1024, 1),
        "kb_per_minute": round(watch.kb_per_minute()),
        "drops": stalling.drops,
    }


def _row(look: Look) -> tuple[str, str, str]:
    return f"{look.second}", f"{look.memory_kb / 1024:.1f}", f"{look.drops}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--viewers", type=int, default=1_000)
    parser.add_argument("--stalled", type=int, default=200, help="of the viewers")
    parser.add_argument("--minutes", type=float, default=10)
    options = parser.parse_args()
    pin_ourselves()
    with started(CONTENDERS["ours"], matches=1, seconds=0) as (crowd, system):
        told = measure(crowd, system, options)
    for name, value in told.items():
        print(f"{name:<24} {value}")
    print(json.dumps(told))


if __name__ == "__main__":
    main()
