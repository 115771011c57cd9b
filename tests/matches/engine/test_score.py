from tests.support.events import observer, round_info, score
from tests.support.game import Game, game_in_combat


def won(game: Game) -> tuple[int, int]:
    return game.team(0)["roundsWon"], game.team(1)["roundsWon"]


def test_rounds_go_to_the_teams_by_the_games_numbers() -> None:
    game = game_in_combat().send(score(3, 5))
    assert won(game) == (3, 5)
    assert won(game.press("swap_left_right").send(score(4, 6))) == (6, 4)


def test_the_team_that_grew_decides_whether_attackers_won() -> None:
    game = game_in_combat()
    assert game.send(score(1, 0)).view["attackersWon"]
    assert not game.send(score(1, 1)).view["attackersWon"]


def test_where_both_grew_the_first_attackers_decide() -> None:
    game = game_in_combat().send(score(0, 1))
    assert game.send(score(1, 2)).view["attackersWon"]
    assert game.press("swap_left_right").send(score(2, 3)).view["attackersWon"]


def test_where_none_grew_the_last_round_still_stands() -> None:
    game = game_in_combat().send(score(1, 0), score(1, 0))
    assert game.view["attackersWon"]


def test_the_spike_counts_as_planted_no_more() -> None:
    game = game_in_combat().press("spike_planted", "spike_detonated").send(score(1, 0))
    spike = game.view["spikeState"]
    assert (spike["planted"], spike["detonated"]) == (False, True)


class TestTimeout:
    def test_a_clock_that_has_run_out_is_a_timeout(self) -> None:
        assert game_in_combat().send(score(0, 1), after=99).view["wasTimeout"]

    def test_a_clock_that_still_runs_is_none(self) -> None:
        assert not game_in_combat().send(score(0, 1), after=98.999).view["wasTimeout"]

    def test_after_a_plant_there_is_no_clock(self) -> None:
        game = game_in_combat().press("spike_planted").send(score(1, 0), after=200)
        assert not game.view["wasTimeout"]

    def test_it_is_remembered_when_end_comes_first(self) -> None:
        game = game_in_combat().send(round_info(1, "end"), after=99)
        assert game.send(score(0, 1), after=1).view["wasTimeout"]

    def test_an_end_before_the_time_is_no_timeout_however_late_the_score(self) -> None:
        game = game_in_combat().send(round_info(1, "end"), after=50)
        assert not game.send(score(0, 1), after=100).view["wasTimeout"]

    def test_a_second_observers_messages_do_not_take_it_back(self) -> None:
        game = game_in_combat().send(round_info(1, "end"), after=99)
        game.send(score(0, 1), round_info(1, "end"), score(0, 1))
        assert game.view["wasTimeout"]

    def test_the_next_round_starts_without_it(self) -> None:
        game = game_in_combat().send(round_info(1, "end"), score(0, 1), after=99)
        game.send(round_info(2, "shopping"), round_info(2, "combat"), after=7)
        assert not game.send(score(1, 1), after=20).view["wasTimeout"]

    def test_nor_does_it_leak_where_no_shopping_came(self) -> None:
        game = game_in_combat().send(round_info(1, "end"), after=99)
        game.send(round_info(2, "combat"), observer("spike_planted"))
        assert not game.send(score(1, 0)).view["wasTimeout"]

    def test_nor_where_no_combat_came(self) -> None:
        game = game_in_combat().send(round_info(1, "end"), after=99)
        game.send(round_info(2, "shopping"))
        assert not game.send(score(1, 0)).view["wasTimeout"]
