"""What happens in the first and in the last instant of a window counts, and nothing beside it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from guilds import selectors
from tests.guilds.cast import (
    ALICE,
    BOB,
    CHARLIE,
    CLIPS,
    DANA,
    GENERAL,
    HARBOUR,
    LANTERN,
    LOUNGE,
)
from tests.guilds.happenings import TABLES, WEEK, Happening, store

pytestmark = pytest.mark.django_db

INSTANT = timedelta(microseconds=1)
at_each_edge = pytest.mark.parametrize(
    "at", [WEEK.start + INSTANT, WEEK.end], ids=["first instant", "last instant"]
)


def scene(at: datetime) -> list[Happening]:
    """alice is a ghost, bob a lurker; charlie types and dana writes, so they are none."""
    return [
        *[Happening("typing", ALICE, at)] * 4,
        *[Happening("message", ALICE, at, channel=CLIPS)] * 2,
        *[Happening("presence", BOB, at, platforms="desktop,web")] * 5,
        Happening("voice", BOB, at, channel=LOUNGE),
        Happening("reaction", BOB, at, channel=LOUNGE),
        Happening("reaction", BOB, at, channel=CLIPS),
        Happening("roles", BOB, at, added=("Moderator",), removed=("Guest",)),
        Happening("presence", CHARLIE, at),
        Happening("typing", CHARLIE, at),
        Happening("join", CHARLIE, at, age=3),
        Happening("presence", DANA, at),
        Happening("message", DANA, at, channel=GENERAL),
    ]


def beside() -> list[Happening]:
    """Everything that everybody could do, just before and after the window or elsewhere."""
    places = [(WEEK.start, HARBOUR), (WEEK.end + INSTANT, HARBOUR), (WEEK.end, LANTERN)]
    return [
        Happening(kind, who, at, guild, channel, "idle", "mobile,web", ("Guest",), ("Regular",), 0)
        for kind in TABLES
        for who in (ALICE, BOB, CHARLIE, DANA)
        for channel in (GENERAL, CLIPS, LOUNGE)
        for at, guild in places
    ]


def answers() -> dict[str, list[Any]]:
    """Each row without the names."""
    about = HARBOUR, WEEK
    heat = selectors.heatmap(*about)
    return {
        "ghosts": [(one.user_id, one.score) for one in selectors.ghosts(*about)],
        "lurkers": [
            (one.user_id, one.score, one.channel_count) for one in selectors.lurkers(*about)
        ],
        "diversity": [
            (one.user_id, one.channel_count) for one in selectors.channel_diversity(*about)
        ],
        "heat": [(one.channel_id, one.messages) for one in heat.channels],
        "clients": [
            (one.user_id, one.platforms, one.times) for one in selectors.multi_client_logins(*about)
        ],
        "drift": [(one.user_id, one.added, one.removed) for one in selectors.drift(*about)],
        "joins": [
            (one.user_id, one.account_age_days, one.joins) for one in selectors.new_accounts(*about)
        ],
    }


@at_each_edge
def test_only_what_is_in_the_window_and_the_guild_counts(at: datetime) -> None:
    store([*beside(), *scene(at)])
    alice, bob, charlie, dana = (who.discord_id for who in (ALICE, BOB, CHARLIE, DANA))
    once = sorted([(charlie, 1), (dana, 1)])
    assert answers() == {
        "ghosts": [(alice, 2.0), (charlie, 1.0)],
        "lurkers": [(bob, 1, 2)],
        "diversity": [(alice, 2), *once],
        "heat": [(CLIPS.discord_id, 2), (GENERAL.discord_id, 1)],
        "clients": [(bob, ["desktop", "web"], 5)],
        "drift": [(bob, ["Moderator"], ["Guest"])],
        "joins": [(charlie, 3, 1)],
    }


def test_a_timeline_begins_with_the_status_at_the_start_and_ends_with_the_window() -> None:
    changes = {
        WEEK.start - INSTANT: "dnd",
        WEEK.start: "online",
        WEEK.end - INSTANT: "idle",
        WEEK.end: "offline",
    }
    store([Happening("presence", ALICE, at, status=status) for at, status in changes.items()])
    spans = selectors.presence_timeline(HARBOUR, ALICE.discord_id, WEEK)
    assert [(span.status, span.since, span.until) for span in spans] == [
        ("online", WEEK.start, WEEK.end - INSTANT),
        ("idle", WEEK.end - INSTANT, WEEK.end),
    ]
