"""At a glance: is this match being fed?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from matches.live.board import LiveRow
from matches.live.feed import ago, feed_of

NOW = datetime(2026, 3, 14, 18, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ROW = LiveRow(
    pk=1,
    group_code="CUP",
    organisation="Harbour",
    teams=("Harbour", "Lantern"),
    score=(3, 2),
    round_number=6,
    phase="combat",
    observers=1,
    auxiliaries=0,
    viewers=4,
    events_per_second=8.0,
    last_event_at=NOW,
)


@pytest.mark.parametrize(
    ("seconds", "level", "word"),
    [
        (-1, "good", "receiving"),
        (0, "good", "receiving"),
        (4.9, "good", "receiving"),
        (5, "doubtful", "quiet"),
        (59.9, "doubtful", "quiet"),
        (60, "bad", "silent"),
        (90_000, "bad", "silent"),
    ],
)
def test_it_goes_by_the_age_of_the_last_event(seconds: float, level: str, word: str) -> None:
    feed = feed_of(replace(ROW, last_event_at=NOW - seconds * SECOND), NOW)
    assert (feed.level, feed.word) == (level, word)


def test_without_an_observer_nothing_can_come_however_young_the_last_event_is() -> None:
    feed = feed_of(replace(ROW, observers=0), NOW)
    assert (feed.level, feed.word) == ("bad", "no observer")


def test_a_match_of_which_no_process_knows_is_as_bad() -> None:
    feed = feed_of(replace(ROW, observers=None), NOW)
    assert (feed.level, feed.word) == ("bad", "no report")


def test_what_is_on_air_but_not_in_the_log_comes_before_everything_else() -> None:
    feed = feed_of(replace(ROW, unsaved=1_204, observers=0), NOW)
    assert (feed.level, feed.word) == ("bad", "1,204 unsaved")


def test_two_games_under_one_code_are_shown_to_the_operator() -> None:
    feed = feed_of(replace(ROW, rival="bob"), NOW)
    assert (feed.level, feed.word) == ("bad", "two games")
    assert "bob" in feed.why


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (-3 * SECOND, "0 s ago"),
        (0.4 * SECOND, "0 s ago"),
        (119 * SECOND, "119 s ago"),
        (120 * SECOND, "2 min ago"),
        (timedelta(minutes=119, seconds=59), "119 min ago"),
        (timedelta(hours=2), "2 h ago"),
        (timedelta(hours=47), "47 h ago"),
        (timedelta(days=2), "2 d ago"),
        (timedelta(days=400), "400 d ago"),
    ],
)
def test_ages_stay_short(age: timedelta, words: str) -> None:
    assert ago(age) == words
