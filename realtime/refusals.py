"""Counting what is refused, and noticing who sends too much of it."""

import logging
from collections import Counter, deque

logger = logging.getLogger(__name__)

STRIKES = 20  # refusals of one connection within WINDOW_MS, after which it is closed
WINDOW_MS = 60_000
NAMES = 100  # distinct unknown event types that are counted by name
OTHER = "(other)"


class Strikes:
    """The refusals of one connection."""

    __slots__ = ("_times",)

    def __init__(self) -> None:
        self._times: deque[int] = deque(maxlen=STRIKES)

    def add(self, now_ms: int) -> bool:
        """Note one; True when it was the 20th within a minute."""
        self._times.append(now_ms)
        return len(self._times) == STRIKES and now_ms - self._times[0] < WINDOW_MS


class Refusals:
    """One per port. ``by_reason`` and ``unknown_types`` are what the admin shows."""

    def __init__(self) -> None:
        self.by_reason: Counter[str] = Counter()
        self.unknown_types: Counter[str] = Counter()
        self._strikes: dict[str, Strikes] = {}

    def refuse(self, connection: str, reason: str, now_ms: int) -> bool:
        """Count a refusal; True when the connection is to be closed for it."""
        self.count(reason)
        return self._strikes.setdefault(connection, Strikes()).add(now_ms)

    def count(self, reason: str) -> None:
        """``reason`` is a short slug out of a fixed set, and all that is logged."""
        self.by_reason[reason] += 1
        if self.by_reason[reason] == 1:
            logger.warning("refused: %s (further ones are counted, not logged)", reason)

    def unknown_type(self, name: str) -> None:
        """Count an event type that nobody knows, by its name."""
        known = name in self.unknown_types or len(self.unknown_types) < NAMES
        self.unknown_types[name if known else OTHER] += 1

    def forget(self, connection: str) -> None:
        """The connection is gone."""
        self._strikes.pop(connection, None)
