"""What is too old goes, a little at a time; all else stays."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guilds.models import EVENTS, Guild, Member, MessageEvent
from guilds.services import pruning, recording
from tests.guilds.cast import ALICE, BOB, GENERAL, HARBOUR, LANTERN, NOW
from tests.guilds.everything import does_everything

LONG_AGO = NOW - timedelta(days=91)
BEFORE = NOW - timedelta(days=90)


def test_events_from_before_go_in_every_guild_and_later_ones_stay(
    harbour: Guild, lantern: Guild
) -> None:
    for guild in (HARBOUR, LANTERN):
        does_everything(guild, ALICE, LONG_AGO)
        does_everything(guild, ALICE, BEFORE)
    assert pruning.prune(BEFORE) == 2 * len(EVENTS)
    for table in EVENTS:
        assert {event.at for event in table._default_manager.all()} == {BEFORE}


def test_members_stay_unless_they_left_before(harbour: Guild) -> None:
    recording.members_seen(HARBOUR, [ALICE, BOB])
    recording.message_sent(HARBOUR, ALICE, GENERAL, NOW)
    recording.member_left(HARBOUR, ALICE, LONG_AGO)
    recording.member_left(HARBOUR, BOB, BEFORE)
    assert pruning.prune(BEFORE) == 2
    assert [member.username for member in Member.objects.all()] == ["bob"]


def test_it_says_beforehand_what_would_go(harbour: Guild) -> None:
    does_everything(HARBOUR, ALICE, LONG_AGO)
    does_everything(HARBOUR, ALICE, NOW)
    assert sum(old.count() for old in pruning.outdated(BEFORE)) == len(EVENTS)


def test_no_statement_deletes_more_than_a_few(
    harbour: Guild, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, "AT_ONCE", 2)
    for _ in range(5):
        recording.message_sent(HARBOUR, ALICE, GENERAL, LONG_AGO)
    with CaptureQueriesContext(connection) as queries:
        assert pruning.prune(BEFORE) == 5
    deletions = [query for query in queries if 'DELETE FROM "guilds_messageevent"' in query["sql"]]
    assert len(deletions) == 4  # 2, 2, 1, and none left
    assert not MessageEvent.objects.exists()
