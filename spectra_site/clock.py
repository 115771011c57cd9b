"""The one clock. Tests put another in its place."""

import time
from datetime import UTC, datetime


def now_ms() -> int:
    """The wall clock in whole ms since the epoch."""
    return time.time_ns() // 1_000_000


def now() -> datetime:
    """The wall clock, in UTC."""
    return datetime.now(UTC)
