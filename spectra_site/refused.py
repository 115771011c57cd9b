"""Requests that were refused before a page saw them: counted by reason, logged once a minute.

A log line holds the reason and the count, and nothing that the client sent.
"""

import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Callable

logger = logging.getLogger(__name__)

QUIET_S = 60.0  # between two lines about one reason


class Refused:
    """Counts from any thread. `by_reason` is what `/readyz` shows."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.by_reason: Counter[str] = Counter()
        self._clock = clock
        self._quiet_until: dict[str, float] = {}
        self._lock = threading.Lock()

    def count(self, reason: str) -> None:
        """`reason` is a short slug out of a fixed set."""
        with self._lock:
            self.by_reason[reason] += 1
            so_far, now = self.by_reason[reason], self._clock()
            is_quiet = now < self._quiet_until.get(reason, now)
            if not is_quiet:
                self._quiet_until[reason] = now + QUIET_S
        if not is_quiet:
            logger.warning("requests refused: %s, %d since the start", reason, so_far)


refused = Refused()


class SecurityHandler(logging.Handler):
    """What Django says of suspicious requests: counted by kind, for its text quotes the client."""

    def emit(self, record: logging.LogRecord) -> None:
        kind = record.name.rpartition(".")[2]  # django.security.DisallowedHost
        refused.count(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).lower())
