"""A round has a result only if its own was told; a score that goes back takes results back."""

from typing import Any

from tests.support.events import round_info as phase
from tests.support.events import score
from tests.support.game import Game, game_in_combat, game_with_cast


def results(game: Game, rounds: int) -> list[str]:
    """How the first rounds ended for the left team."""
    record: list[dict[str, Any]] = game.team(0)["roundRecord"]
    return [entry["type"] for entry in record[:rounds]]


def played(game: Game, number: int, *won: int) -> Game:
    return game.send(phase(number, "shopping"), phase(number, "combat"), phase(number, "end")).send(
        score(*won)
    )


def four_rounds() -> Game:
    """Rounds 1 to 4 won by team 0."""
    game = game_with_cast()
    for number in (1, 2, 3, 4):
        played(game, number, number, 0)
    return game.send(phase(5, "shopping"))


class TestRollback:
    def test_a_score_that_goes_back_takes_back_the_results_behind_it(self) -> None:
        game = four_rounds()
        assert results(game, 5) == ["kills"] * 4 + ["upcoming"]
        assert results(game.send(score(2, 0)), 5) == ["kills"] * 2 + ["upcoming"] * 3

    def test_rounds_3_and_4_played_again_are_recorded_anew(self) -> None:
        game = four_rounds().send(score(2, 0))
        played(played(game, 3, 2, 1), 4, 2, 2).send(phase(5, "shopping"))
        assert [game.team(place)["roundsWon"] for place in (0, 1)] == [2, 2]
        assert results(game, 5) == ["kills", "kills", "lost", "lost", "upcoming"]

    def test_the_round_may_be_begun_again_before_the_score_goes_back(self) -> None:
        game = four_rounds().send(phase(3, "shopping"), score(2, 0), phase(3, "combat"))
        game.send(phase(3, "end"), score(2, 1), phase(4, "shopping"))
        assert results(game, 4) == ["kills", "kills", "lost", "upcoming"]
        assert game.view["roundNumber"] == 4

    def test_a_lost_score_of_the_rollback_is_made_good_by_the_next(self) -> None:
        game = played(four_rounds(), 3, 2, 1).send(phase(4, "shopping"))
        assert results(game, 4) == ["kills", "kills", "lost", "upcoming"]

    def test_a_match_begun_anew_keeps_no_result_that_its_score_rules_out(self) -> None:
        game = played(four_rounds(), 1, 0, 1)
        assert results(game, 4) == ["upcoming"] * 4

    def test_a_decided_round_that_is_taken_back_is_not_recorded(self) -> None:
        game = four_rounds().send(phase(5, "combat"), score(5, 0), score(4, 0))
        assert results(game.send(phase(5, "shopping"), phase(6, "shopping")), 5)[4] == "upcoming"

    def test_the_overtime_grant_is_taken_back_with_its_round(self) -> None:
        game = game_in_combat().press("left_timeout").press("left_timeout", after=20)
        game.send(score(12, 11), score(12, 12), phase(25, "shopping"))
        counter = game.view["tools"]["timeoutCounter"]
        assert (counter["left"], game.view["hasEnteredOvertime"]) == (2, True)
        game.send(score(12, 11))
        counter = game.view["tools"]["timeoutCounter"]
        assert (counter["left"], game.view["hasEnteredOvertime"]) == (1, False)
        game.send(phase(24, "shopping"), score(12, 12), phase(25, "shopping"))
        assert game.view["tools"]["timeoutCounter"]["left"] == 2

    def test_a_rollback_within_overtime_leaves_the_grant(self) -> None:
        game = game_in_combat().send(score(12, 12), phase(25, "shopping"), score(13, 12))
        assert game.send(score(12, 12)).view["hasEnteredOvertime"]

    def test_a_round_that_is_played_again_has_a_clock_of_its_own(self) -> None:
        game = game_in_combat().wait(50).send(score(1, 0), score(0, 0), phase(1, "combat"))
        assert game.view["roundTimeoutTime"] == game.now + 99_000


class TestJumps:
    def test_round_8_of_a_fresh_match_leaves_7_rounds_upcoming(self) -> None:
        game = game_with_cast().send(phase(8, "shopping"))
        assert results(game, 9) == ["upcoming"] * 9

    def test_a_jump_of_both_scores_decides_no_round(self) -> None:
        game = game_with_cast().send(phase(8, "combat"), score(4, 3), phase(9, "shopping"))
        assert results(game, 9) == ["upcoming"] * 9
        assert not game.view["attackersWon"]

    def test_a_jump_of_both_scores_leaves_who_won_as_it_was(self) -> None:
        game = game_in_combat().send(score(1, 0))
        assert game.send(phase(8, "combat"), score(3, 5)).view["attackersWon"]

    def test_the_round_after_a_late_join_is_recorded(self) -> None:
        game = game_with_cast().send(phase(8, "combat"), score(4, 3))
        played(game, 8, 4, 4).send(phase(9, "shopping"))
        assert results(game, 9) == ["upcoming"] * 7 + ["lost", "upcoming"]

    def test_a_lost_shopping_costs_no_result(self) -> None:
        game = played(game_with_cast(), 1, 1, 0).send(phase(2, "combat"))
        assert results(game, 2) == ["kills", "upcoming"]

    def test_rounds_told_by_their_score_alone_are_recorded(self) -> None:
        game = played(game_with_cast(), 1, 1, 0).send(score(1, 1), phase(3, "shopping"))
        assert results(game, 3) == ["kills", "lost", "upcoming"]

    def test_one_teams_jump_tells_who_won_the_last_round(self) -> None:
        game = played(game_with_cast(), 1, 1, 0)
        played(game, 3, 3, 0).send(phase(4, "shopping"))
        assert results(game, 4) == ["kills", "upcoming", "kills", "upcoming"]

    def test_a_repeated_score_does_not_take_the_spike_away(self) -> None:
        game = played(game_with_cast(), 1, 1, 0).send(phase(2, "shopping"), phase(2, "combat"))
        game.press("spike_planted").send(score(1, 0))
        assert game.view["spikeState"]["planted"]
