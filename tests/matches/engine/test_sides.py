"""Sides follow from the round's number, whatever was told or lost before."""

import pytest

from tests.support.events import observer, round_info, score
from tests.support.game import Game, game_in_combat, game_with_cast


def left_attacks(game: Game) -> bool:
    left, right = (bool(game.team(place)["isAttacking"]) for place in (0, 1))
    assert left != right
    return left


def test_combat_of_13_turns_the_sides_where_its_shopping_was_lost() -> None:
    game = game_in_combat().send(round_info(12, "end"), round_info(13, "combat"))
    assert not left_attacks(game)
    assert not left_attacks(game.send(round_info(13, "shopping"), round_info(14, "shopping")))


@pytest.mark.parametrize("phase", ["game_start", "shopping", "combat", "end", "game_end", "other"])
def test_any_phase_of_a_round_sets_its_sides(phase: str) -> None:
    assert not left_attacks(game_with_cast().send(round_info(13, phase)))


def test_a_round_number_without_a_phase_sets_the_sides_and_begins_nothing() -> None:
    packet = observer("round_info", {"roundNumber": 13, "roundPhase": None})
    game = game_in_combat().send(round_info(12, "end"), packet)
    assert not left_attacks(game)
    assert (game.view["roundPhase"], game.state.rounds_begun) == ("end", (1, 12))


@pytest.mark.parametrize(
    ("number", "attacks"),
    [(0, True), (1, True), (12, True), (13, False), (24, False), (25, True), (26, False)],
)
def test_a_late_join_finds_the_sides_of_its_round(number: int, attacks: bool) -> None:
    assert left_attacks(game_with_cast().send(round_info(number, "combat"))) is attacks


@pytest.mark.parametrize(("number", "attacks"), [(4, True), (5, False), (9, False)])
def test_in_swift_the_sides_turn_once(number: int, attacks: bool) -> None:
    game = game_with_cast().send(observer("game_mode", "swift"), round_info(number, "end"))
    assert left_attacks(game) is attacks


def test_a_lost_round_of_overtime_changes_nothing() -> None:
    game = game_in_combat().send(round_info(25, "shopping"), round_info(27, "shopping"))
    assert left_attacks(game)


def test_a_round_number_that_goes_back_turns_the_sides_back() -> None:
    game = game_in_combat().send(round_info(13, "shopping"), round_info(12, "shopping"))
    assert left_attacks(game)


def test_a_swap_by_hand_lasts_for_all_rounds() -> None:
    game = game_in_combat().press("swap_attacker_defender")
    seen = [left_attacks(game.send(round_info(number, "combat"))) for number in (2, 13, 14, 25)]
    assert seen == [False, True, True, False]


def test_two_swaps_by_hand_are_none() -> None:
    game = game_in_combat().press("swap_attacker_defender", "swap_attacker_defender")
    assert left_attacks(game.send(round_info(2, "combat")))


def test_the_sides_go_with_the_teams_that_change_places() -> None:
    game = game_in_combat().press("swap_left_right").send(round_info(2, "combat"))
    assert not left_attacks(game)


def test_a_late_score_decides_for_the_side_of_its_own_round() -> None:
    game = game_in_combat().send(round_info(12, "end"), round_info(13, "shopping"))
    game.send(score(6, 5)).send(score(7, 5))
    assert game.view["attackersWon"]
    assert game.team(0)["roundRecord"][11] == {"type": "kills", "wasAttack": True, "round": 12}
