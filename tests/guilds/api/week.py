"""A week in Harbour in which each of the lists has somebody to show."""

from datetime import datetime, timedelta

from guilds.values import Channel, Who
from tests.guilds.cast import ALICE, BOB, CHARLIE, CLIPS, DANA, GENERAL, NOW
from tests.guilds.happenings import Happening


def ago(**span: int) -> datetime:
    return NOW - timedelta(**span)


def several(kind: str, who: Who, times: int, channel: Channel = GENERAL) -> list[Happening]:
    """So many, a minute apart, the last an hour ago."""
    at = [ago(hours=1, minutes=number) for number in range(times)]
    return [Happening(kind, who, one, channel=channel) for one in at]


WEEK_IN_HARBOUR = [
    *several("typing", ALICE, 6),
    *several("message", ALICE, 2, CLIPS),
    *several("typing", BOB, 2),
    *several("message", BOB, 2),
    *several("presence", DANA, 5),
    Happening("reaction", DANA, ago(hours=2), channel=CLIPS),
    Happening("join", CHARLIE, ago(days=1), age=3),
    Happening("presence", CHARLIE, ago(hours=5), status="idle", platforms="desktop,web"),
    Happening("presence", CHARLIE, ago(hours=3), status="offline", platforms=""),
    Happening("roles", BOB, ago(days=2), added=("Moderator",), removed=("Guest",)),
    # Of the week before.
    Happening("typing", CHARLIE, ago(days=9)),
]
