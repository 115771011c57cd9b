"""At once when it rests no more, once more for what changed meanwhile, and never too often."""

import pytest

from guilds.live.throttle import INTERVAL, MARGIN, RETRY, Throttle

HARBOUR, LANTERN = 1, 2


@pytest.fixture
def throttle() -> Throttle:
    return Throttle()


def counted(throttle: Throttle, at: float) -> None:
    """The guild was due, was counted, and its analytics went out."""
    assert throttle.wait(HARBOUR, at) == 0.0
    throttle.begin(HARBOUR)
    throttle.sent(HARBOUR, at)


def test_without_a_change_nothing_is_due(throttle: Throttle) -> None:
    assert throttle.wait(HARBOUR, 0.0) is None


def test_the_first_change_is_due_at_once(throttle: Throttle) -> None:
    throttle.changed(HARBOUR, 100.0)
    assert throttle.wait(HARBOUR, 100.0) == 0.0


def test_what_changes_in_the_rest_is_due_when_it_is_over(throttle: Throttle) -> None:
    throttle.changed(HARBOUR, 100.0)
    counted(throttle, 100.0)
    assert throttle.wait(HARBOUR, 101.0) is None
    throttle.changed(HARBOUR, 101.0)
    throttle.changed(HARBOUR, 110.0)
    assert throttle.wait(HARBOUR, 110.0) == INTERVAL - 10.0
    counted(throttle, 130.0)
    assert throttle.wait(HARBOUR, 170.0) is None


def test_a_change_while_they_are_counted_is_not_lost(throttle: Throttle) -> None:
    throttle.changed(HARBOUR, 100.0)
    throttle.begin(HARBOUR)
    throttle.changed(HARBOUR, 101.0)
    assert throttle.wait(HARBOUR, 101.0) is None
    throttle.sent(HARBOUR, 102.0)
    assert throttle.wait(HARBOUR, 102.0) == INTERVAL


def test_guilds_rest_each_for_itself(throttle: Throttle) -> None:
    throttle.changed(HARBOUR, 100.0)
    counted(throttle, 100.0)
    throttle.changed(LANTERN, 101.0)
    assert throttle.wait(LANTERN, 101.0) == 0.0


def test_where_it_is_not_our_turn_we_ask_again_soon(throttle: Throttle) -> None:
    throttle.changed(HARBOUR, 100.0)
    throttle.begin(HARBOUR)
    throttle.not_ours(HARBOUR, 100.0)
    assert throttle.wait(HARBOUR, 100.0) == RETRY


def test_what_came_while_we_asked_makes_us_wait_the_whole_rest(throttle: Throttle) -> None:
    throttle.changed(HARBOUR, 100.0)
    throttle.begin(HARBOUR)
    throttle.came(HARBOUR, 100.0)
    throttle.not_ours(HARBOUR, 100.0)
    assert throttle.wait(HARBOUR, 100.0) == INTERVAL


def test_what_comes_from_elsewhere_has_what_changed_before_but_for_the_last(
    throttle: Throttle,
) -> None:
    throttle.changed(HARBOUR, 100.0)
    throttle.came(HARBOUR, 100.0 + MARGIN + 1)
    assert throttle.wait(HARBOUR, 200.0) is None
    throttle.changed(HARBOUR, 300.0)
    throttle.came(HARBOUR, 300.5)
    assert throttle.wait(HARBOUR, 300.5) == INTERVAL


def test_a_guild_rests_until_shortly_before_others_may_come(throttle: Throttle) -> None:
    assert not throttle.rests(HARBOUR, 100.0)
    throttle.changed(HARBOUR, 100.0)
    counted(throttle, 100.0)
    assert throttle.rests(HARBOUR, 120.0)
    assert not throttle.rests(HARBOUR, 100.0 + INTERVAL - MARGIN)


def test_a_forgotten_guild_begins_anew(throttle: Throttle) -> None:
    throttle.changed(HARBOUR, 100.0)
    counted(throttle, 100.0)
    throttle.changed(HARBOUR, 101.0)
    throttle.forget(HARBOUR)
    assert throttle.wait(HARBOUR, 102.0) is None
    throttle.changed(HARBOUR, 102.0)
    assert throttle.wait(HARBOUR, 102.0) == 0.0
