from typing import Any

import pytest

from matches.engine.reducer import next_deadline
from tests.support.events import new_state, observer
from tests.support.game import Game

DURATION, GRACE = 60, 10


def game_with(**tools: Any) -> Game:
    return Game(new_state(tools=tools))


def running(game: Game) -> tuple[bool, bool]:
    state = game.view["timeoutState"]
    return state["leftTeam"], state["rightTeam"]


def remaining(game: Game) -> Any:
    return game.view["timeoutState"]["timeRemaining"]


def left_over(game: Game) -> tuple[int, int]:
    counter = game.view["tools"]["timeoutCounter"]
    return counter["left"], counter["right"]


@pytest.mark.parametrize(
    ("key", "flags"), [("left_timeout", (True, False)), ("right_timeout", (False, True))]
)
def test_a_hotkey_starts_its_teams_timeout(key: str, flags: tuple[bool, bool]) -> None:
    game = Game().press(key)
    assert running(game) == flags
    assert remaining(game) == DURATION
    assert left_over(game) == (2, 2)


def test_it_counts_whole_seconds_since_the_start() -> None:
    game = Game().press("left_timeout")
    assert [remaining(game.wait(0.999)), remaining(game.wait(0.001))] == [60, 59]
    assert remaining(game.wait(30)) == 29


def test_at_zero_the_flag_falls_and_one_is_spent() -> None:
    game = Game().press("left_timeout").wait(DURATION)
    assert running(game) == (False, False)
    assert (remaining(game), left_over(game)) == (0, (1, 2))


def test_an_expiry_at_an_events_own_millisecond_comes_before_the_event() -> None:
    game = Game().press("left_timeout").press("left_timeout", after=DURATION)
    assert running(game) == (True, False)
    assert left_over(game) == (1, 2)


@pytest.mark.parametrize(("seconds", "left"), [(0, 2), (9.9, 2), (10, 1), (59.9, 1)])
def test_a_second_press_cancels_free_of_charge_within_the_grace_period(
    seconds: float, left: int
) -> None:
    game = Game().press("left_timeout").press("left_timeout", after=seconds)
    assert running(game) == (False, False)
    assert left_over(game) == (left, 2)


def test_a_cancelled_timeout_keeps_the_time_that_it_had() -> None:
    game = Game().press("left_timeout").press("left_timeout", after=20)
    assert remaining(game.wait(30)) == 40


def test_with_none_left_the_hotkey_does_nothing() -> None:
    game = game_with(timeoutCounter={"max": 0}).press("tech_pause", "left_timeout")
    assert running(game) == (False, False)
    assert game.view["timeoutState"]["techPause"]


def test_with_none_left_it_leaves_the_other_teams_running() -> None:
    game = game_with(timeoutCounter={"max": 1})
    game.press("left_timeout").wait(DURATION).press("right_timeout", "left_timeout")
    assert running(game) == (False, True)
    assert left_over(game) == (0, 1)


def test_starting_one_ends_the_others_with_nothing_spent() -> None:
    game = Game().press("left_timeout").press("right_timeout", after=30)
    assert (running(game), remaining(game)) == ((False, True), DURATION)
    assert left_over(game.wait(DURATION)) == (2, 1)


class TestTechPause:
    def test_it_toggles(self) -> None:
        game = Game().press("tech_pause")
        assert game.view["timeoutState"]["techPause"]
        assert not game.press("tech_pause").view["timeoutState"]["techPause"]

    def test_it_ends_a_running_timeout_with_nothing_spent(self) -> None:
        game = Game().press("left_timeout").press("tech_pause", after=30).wait(60)
        assert (running(game), remaining(game)) == ((False, False), 30)
        assert left_over(game) == (2, 2)

    def test_a_timeout_ends_it(self) -> None:
        game = Game().press("tech_pause", "right_timeout")
        assert not game.view["timeoutState"]["techPause"]
        assert running(game) == (False, True)

    def test_switching_it_off_starts_no_timeout(self) -> None:
        assert running(Game().press("left_timeout", "tech_pause", "tech_pause")) == (False, False)


class TestGracePeriod:
    def passed(self, game: Game) -> Any:
        return game.view["timeoutGracePeriodPassed"]

    def test_it_passes_at_its_whole_second(self) -> None:
        game = Game().press("left_timeout")
        assert not self.passed(game.wait(GRACE - 0.001))
        assert self.passed(game.wait(0.001))

    def test_it_stays_passed_after_cancel_and_expiry(self) -> None:
        assert self.passed(Game().press("left_timeout").press("left_timeout", after=20))
        assert self.passed(Game().press("left_timeout").wait(DURATION + 5))

    def test_a_start_begins_it_anew(self) -> None:
        game = Game().press("left_timeout").wait(20).press("right_timeout")
        assert not self.passed(game)

    def test_without_a_grace_period_it_passes_at_the_first_second(self) -> None:
        game = game_with(timeoutCancellationGracePeriod=0).press("left_timeout")
        assert not self.passed(game)
        assert self.passed(game.wait(1))

    def test_in_a_timeout_of_one_second_there_is_no_second_to_pass_it(self) -> None:
        game = game_with(timeoutDuration=1, timeoutCancellationGracePeriod=0)
        assert not self.passed(game.press("left_timeout").wait(1))

    def test_one_as_long_as_the_timeout_never_passes(self) -> None:
        game = game_with(timeoutCancellationGracePeriod=60).press("left_timeout")
        assert not self.passed(game.wait(DURATION))


class TestDeadlines:
    def test_the_next_one_is_the_next_whole_second(self) -> None:
        game = Game().press("left_timeout")
        started = game.now
        assert next_deadline(game.state) == started + 1_000
        assert next_deadline(game.wait(7.5).state) == started + 8_000

    def test_there_is_none_when_nothing_runs(self) -> None:
        assert next_deadline(Game().state) is None
        assert next_deadline(Game().press("left_timeout").wait(DURATION).state) is None

    def test_a_clock_that_goes_back_gives_no_time_back(self) -> None:
        game = Game().press("left_timeout").wait(20)
        assert remaining(game.wait(-15)) == 40

    def test_an_event_lets_the_countdown_catch_up(self) -> None:
        game = Game().press("left_timeout").send(observer("map", "Port"), after=12)
        assert remaining(game) == 48


def test_the_timeouts_of_swapped_teams_go_with_them() -> None:
    game = Game().press("left_timeout").wait(DURATION).press("right_timeout").wait(5)
    game.press("swap_left_right")
    assert (running(game), left_over(game)) == ((True, False), (2, 1))
    assert remaining(game) == 55
    assert left_over(game.wait(DURATION)) == (1, 1)


def test_the_counters_start_at_the_maximum_whatever_was_sent() -> None:
    assert left_over(game_with(timeoutCounter={"max": 3, "left": 0, "right": 1})) == (3, 3)
