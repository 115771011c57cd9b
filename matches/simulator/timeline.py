"""The match's own clock, what is due on it, and the packets that come of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import Any

Action = Callable[[], None]

OBSERVER = "Simulator#OBS"


@dataclass(frozen=True, slots=True)
class Step:
    """One packet of the observer's client, ``at_ms`` after the start of the match."""

    at_ms: int
    event: str
    packet: dict[str, Any]


class Timeline:
    """Runs actions in order of time; each may send packets and plan further actions."""

    def __init__(self, group_code: str) -> None:
        self.now_ms = 0
        self._group_code = group_code
        self._due: list[tuple[int, int, Action]] = []
        self._order = count()
        self._sent: list[Step] = []

    def after(self, delay_ms: float, action: Action) -> None:
        """Plan an action; two of the same millisecond run in the order of planning."""
        heappush(self._due, (self.now_ms + round(delay_ms), next(self._order), action))

    def send(self, kind: str, data: Any) -> None:
        packet = {"obsName": OBSERVER, "groupCode": self._group_code, "type": kind, "data": data}
        self._sent.append(Step(self.now_ms, "obs_data", packet))

    def play(self) -> Iterator[Step]:
        """All steps until nothing is due any more."""
        while self._due:
            self.now_ms, _, action = heappop(self._due)
            action()
            yield from self._sent
            self._sent.clear()
