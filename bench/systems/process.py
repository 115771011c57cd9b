"""A process that is measured: on a core of its own, and what it has used of it."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import clock_gettime, monotonic

# Where there is only one core, they share it, and the figures are worth little.
_CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, OWN_CORE = _CORES[0], _CORES[-1]
OPEN_FILES = 20_000


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """What is started here stays on that core, with all threads that it makes."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def pin_ourselves() -> None:
    """Take the other core, and leave room for a socket per viewer, here and in servers."""
    os.sched_setaffinity(0, {OWN_CORE})
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


def cpu_seconds(pid: int) -> float:
    """User and system time of a process, all threads: as /proc/<pid>/stat, but in nanoseconds."""
    return clock_gettime((~pid << 3) | 2)  # how Linux numbers the CPU clocks of processes


def core_busy_seconds(core: int) -> float:
    """What a core has worked since the machine started, for whomever."""
    for line in Path("/proc/stat").read_text().splitlines():
        name, *ticks = line.split()
        if name == f"cpu{core}":
            user, nice, system, _idle, _waiting, interrupts, soft = map(int, ticks[:7])
            return (user + nice + system + interrupts + soft) / os.sysconf("SC_CLK_TCK")
    raise ValueError(f"no core {core}")


class Cost:
    """What a process has used since it was asked to look."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self.restart()

    def restart(self) -> None:
        """Forget what was used so far."""
        self._cpu, self._wall = cpu_seconds(self._pid), monotonic()

    def cpu_s(self) -> float:
        return cpu_seconds(self._pid) - self._cpu

    def share(self) -> float:
        """Of one core."""
        return self.cpu_s() / (monotonic() - self._wall)
