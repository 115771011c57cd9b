"""What the rooms are told has exactly the contract's fields."""

from datetime import datetime, timedelta, timezone

from guilds import news
from guilds.analytics.diversity import ChannelCount
from guilds.analytics.ghosts import Ghost
from guilds.analytics.lurkers import Lurker
from guilds.analytics.summary import Summary
from tests.guilds.cast import HARBOUR, NOW


def test_analytics_are_told_with_ids_as_text() -> None:
    summary = Summary(
        [Ghost(7, "alice", 2.5)], [Lurker(8, "bob", 1, 3)], [ChannelCount(9, "dana", 4)]
    )
    time = "2026-03-14T15:09:26.000Z"
    assert news.analytics(HARBOUR, summary, NOW) == {
        "guildId": str(HARBOUR),
        "data": {
            "ghosts": [{"userId": "7", "username": "alice", "ghostScore": 2.5}],
            "lurkers": [
                {"userId": "8", "username": "bob", "lurkerScore": 1, "channelCount": 3},
            ],
            "channelDiversity": [{"userId": "9", "username": "dana", "channelCount": 4}],
            "timestamp": time,
        },
        "timestamp": time,
    }


def test_times_are_utc_wherever_they_come_from() -> None:
    there = timezone(timedelta(hours=5, minutes=30))
    at = datetime(2026, 3, 1, 2, 0, 0, 999_999, tzinfo=there)
    assert news.wire_time(at) == "2026-02-28T20:30:00.999Z"
