"""How late the event loop is: what everything that happens in it has to wait."""

import asyncio
import time
from collections import deque
from typing import NamedTuple

EVERY = 0.05  # seconds between two looks
WINDOW = 600  # looks that are kept: half a minute


class Lag(NamedTuple):
    """Milliseconds, over the last half minute."""

    p50: float
    p99: float
    max: float


class LagMeter:
    """Measures the loop in which it runs."""

    def __init__(self) -> None:
        self._late: deque[float] = deque(maxlen=WINDOW)

    async def run(self) -> None:
        """Measure until cancelled."""
        while True:
            before = time.perf_counter()
            await asyncio.sleep(EVERY)
            self.note(time.perf_counter() - before - EVERY)

    def note(self, seconds: float) -> None:
        self._late.append(max(0.0, seconds))

    def read(self) -> Lag:
        """Zeros where nothing was measured yet."""
        late = sorted(self._late) or [0.0]
        p50, p99 = (late[min(len(late) - 1, len(late) * percent // 100)] for percent in (50, 99))
        return Lag(*(round(seconds * 1000, 1) for seconds in (p50, p99, late[-1])))
