"""Whatever happened in two guilds, the one query counts what a walk over all rows counts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings

from guilds import selectors
from tests.guilds import reference
from tests.guilds.cast import ALICE, HARBOUR
from tests.guilds.happenings import WEEK, Happening, happenings, store

pytestmark = pytest.mark.django_db
Happened = Sequence[Happening]

whatever_happened = settings(max_examples=100, deadline=None)


@contextmanager
def stored(happened: Happened) -> Iterator[None]:
    """The rows are there for the length of the block, in which there is one query."""
    with transaction.atomic():
        store(happened)
        with CaptureQueriesContext(connection) as queries:
            yield
        transaction.set_rollback(True)
    assert len(queries) == 1


@whatever_happened
@given(happenings())
def test_ghosts(happened: Happened) -> None:
    with stored(happened):
        found = selectors.ghosts(HARBOUR, WEEK)
    assert [(one.user_id, one.score) for one in found] == reference.ghosts(happened, WEEK)


@whatever_happened
@given(happenings())
def test_lurkers(happened: Happened) -> None:
    with stored(happened):
        found = selectors.lurkers(HARBOUR, WEEK)
    rows = [(one.user_id, one.score, one.channel_count) for one in found]
    assert rows == reference.lurkers(happened, WEEK)


@whatever_happened
@given(happenings())
def test_channel_diversity(happened: Happened) -> None:
    with stored(happened):
        found = selectors.channel_diversity(HARBOUR, WEEK)
    rows = [(one.user_id, one.channel_count) for one in found]
    assert rows == reference.channel_diversity(happened, WEEK)


@whatever_happened
@given(happenings())
def test_heatmap(happened: Happened) -> None:
    with stored(happened):
        found = selectors.heatmap(HARBOUR, WEEK)
    cells = {
        (channel.channel_id, weekday, hour): count
        for channel in found.channels
        for weekday, hours in enumerate(channel.week)
        for hour, count in enumerate(hours)
        if count
    }
    assert cells == reference.heat(happened, WEEK)
    assert sum(map(sum, found.week)) == found.messages == sum(cells.values())
    assert all(type(count) is int for hours in found.week for count in hours)


@whatever_happened
@given(happenings())
def test_multi_client_logins(happened: Happened) -> None:
    with stored(happened):
        found = selectors.multi_client_logins(HARBOUR, WEEK)
    rows = [(one.user_id, one.platforms, one.times, one.last_at) for one in found]
    assert rows == reference.multi_clients(happened, WEEK)


@whatever_happened
@given(happenings())
def test_drift(happened: Happened) -> None:
    with stored(happened):
        found = selectors.drift(HARBOUR, WEEK)
    rows = [(one.user_id, one.changes, one.added, one.removed) for one in found]
    assert rows == reference.drift(happened, WEEK)


@whatever_happened
@given(happenings())
def test_new_accounts(happened: Happened) -> None:
    with stored(happened):
        found = selectors.new_accounts(HARBOUR, WEEK)
    rows = [(one.user_id, one.account_age_days, one.joined_at, one.joins) for one in found]
    assert rows == reference.new_accounts(happened, WEEK)


@whatever_happened
@given(happenings())
def test_presence_timeline(happened: Happened) -> None:
    """At any moment that matters the spans say what the newest row before it says."""
    with stored(happened):
        spans = selectors.presence_timeline(HARBOUR, ALICE.discord_id, WEEK)
    moments = {one.at for one in happened if one.at in WEEK} | {WEEK.start}
    for moment in moments - {WEEK.end}:
        said: list[Any] = [
            (span.status, span.platforms) for span in spans if span.since <= moment < span.until
        ]
        expected = reference.status_at(happened, ALICE.discord_id, moment)
        assert said == ([expected] if expected else [])
    for span, after in pairwise(spans):
        assert span.until == after.since
    assert all(WEEK.start <= span.since < span.until <= WEEK.end for span in spans)
