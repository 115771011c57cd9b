"""Whether a match is being fed, as an operator wants to know it at a glance."""

from datetime import datetime, timedelta
from typing import NamedTuple

from matches.live.board import LiveRow

ALIVE_FOR = timedelta(seconds=5)
QUIET_FOR = timedelta(seconds=60)


class Feed(NamedTuple):
    """``level`` is good, doubtful, bad or over; ``word`` says it, ``why`` explains it."""

    level: str
    word: str
    why: str


def feed_of(row: LiveRow, now: datetime) -> Feed:
    """The feed of a live match."""
    if row.observers is None:
        return Feed("bad", "no report", "No process of this site reports this match at the moment.")
    if row.unsaved:
        why = "The database is away: what is on air is not in the log yet."
        return Feed("bad", f"{row.unsaved:,} unsaved", why)
    if row.rival:
        why = f"{row.rival} was refused: it plays another game than the other observers."
        return Feed("bad", "two games", why)
    if row.observers == 0:
        return Feed("bad", "no observer", "No observer is connected.")
    age = now - row.last_event_at
    if age < ALIVE_FOR:
        return Feed("good", "receiving", "The last event came less than 5 seconds ago.")
    if age < QUIET_FOR:
        return Feed("doubtful", "quiet", "No event for 5 seconds or more.")
    return Feed("bad", "silent", "An observer is connected, but no event came for a minute.")


def ago(age: timedelta) -> str:
    """How long ago, in the largest unit of which there are at least two."""
    seconds = max(0, round(age.total_seconds()))
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit} ago"
    return f"{seconds} s ago"
