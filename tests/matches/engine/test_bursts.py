"""After a break of the line: better no clock than a wrong one."""

from typing import Any

from tests.support.events import ALICE, BOB, round_info, score, scoreboard
from tests.support.game import Game, game_in_combat


def boards(count: int) -> list[Any]:
    return [scoreboard(ALICE if number % 2 else BOB, money=number) for number in range(count)]


def from_other(packet: dict[str, Any]) -> dict[str, Any]:
    return {**packet, "obsName": "second desk"}


def after_a_break() -> Game:
    """Round 1's combat, and 20 s without a line."""
    return game_in_combat().wait(20)


def burst_of_three_phases(game: Game) -> Game:
    """12 events that a client held back, the last of them no phase."""
    return game.send(
        *boards(4),
        round_info(1, "end"),
        score(1, 0),
        *boards(2),
        round_info(2, "shopping"),
        round_info(2, "combat"),
        *boards(2),
    )


def test_a_burst_of_three_phases_starts_no_clock() -> None:
    view = burst_of_three_phases(after_a_break()).view
    assert (view["roundNumber"], view["roundPhase"]) == (2, "combat")
    assert "roundTimeoutTime" not in view


def test_the_next_event_that_starts_a_clock_starts_it_after_a_burst() -> None:
    game = burst_of_three_phases(after_a_break()).press("spike_planted", after=30)
    assert game.view["spikeDetonationTime"] == game.now + 45_000
    game.send(round_info(2, "end"), after=45).send(round_info(3, "shopping"), after=7)
    game.send(round_info(3, "combat"), after=30)
    assert game.view["roundTimeoutTime"] == game.now + 99_000


def test_a_phase_that_is_the_newest_of_its_burst_starts_its_clock() -> None:
    game = after_a_break().send(
        round_info(1, "end"), round_info(2, "shopping"), round_info(2, "combat")
    )
    assert game.wait(5).view["roundTimeoutTime"] == game.now - 5_000 + 99_000


def test_a_clock_that_an_earlier_phase_of_the_burst_started_goes_with_the_next_phase() -> None:
    game = after_a_break().send(round_info(2, "combat"), round_info(3, "shopping"))
    assert "roundTimeoutTime" not in game.view


def test_a_plant_and_a_timeout_in_a_burst_run_no_clock_either() -> None:
    game = after_a_break().send(round_info(2, "shopping"), round_info(2, "combat"))
    game.press("spike_planted", "left_timeout").send(*boards(1))
    assert game.view["spikeState"]["planted"] is True
    assert "spikeDetonationTime" not in game.view
    assert game.view["timeoutState"]["leftTeam"] is False
    assert game.view["tools"]["timeoutCounter"]["left"] == 2


def test_a_clock_from_before_the_burst_goes_on() -> None:
    game = after_a_break().press("left_timeout")
    game.send(round_info(2, "shopping"), round_info(2, "other"), *boards(2), after=3)
    assert game.view["timeoutState"]["leftTeam"] is True


def test_phases_of_two_observers_are_no_burst() -> None:
    game = after_a_break().send(round_info(2, "shopping"))
    game.send(from_other(round_info(2, "combat")), *boards(2), after=0.1)
    assert game.view["roundTimeoutTime"] == game.now + 99_000


def test_phases_201_ms_apart_are_no_burst() -> None:
    game = after_a_break().send(round_info(2, "shopping"))
    game.send(round_info(2, "combat"), after=0.201).send(*boards(2))
    assert game.view["roundTimeoutTime"] == game.now + 99_000


def test_events_201_ms_after_a_burst_leave_its_newest_clock() -> None:
    game = after_a_break().send(round_info(2, "shopping"), round_info(2, "combat"))
    runs_out = game.now + 99_000
    assert game.send(*boards(2), after=0.201).view["roundTimeoutTime"] == runs_out


def test_a_phase_told_twice_by_one_observer_is_no_burst() -> None:
    game = after_a_break().send(round_info(2, "combat"), round_info(2, "combat"), *boards(2))
    assert game.view["roundTimeoutTime"] == game.now + 99_000
