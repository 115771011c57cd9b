from tests.support.events import ALICE, score, scoreboard, toast
from tests.support.game import Game, game_in_combat


def names(game: Game) -> list[str]:
    return [team["teamName"] for team in game.view["teams"]]


class TestLeftRight:
    def test_the_teams_change_places_with_all_that_is_theirs(self) -> None:
        game = game_in_combat().send(score(1, 0))
        left, right = game.view["teams"]
        assert game.press("swap_left_right").view["teams"] == [right, left]

    def test_events_still_find_them_by_the_games_numbers(self) -> None:
        game = game_in_combat().press("swap_left_right").send(scoreboard(ALICE, kills=2))
        assert game.team(1)["players"][0]["kills"] == 2

    def test_the_series_and_a_toasts_team_stay(self) -> None:
        game = game_in_combat().send(toast(selectedTeam="left"))
        before = game.view
        after = game.press("swap_left_right").view
        assert after["toastInfo"] == before["toastInfo"]
        assert after["tools"] == before["tools"]

    def test_twice_is_as_before(self) -> None:
        game = game_in_combat().press("left_timeout", after=1)
        before = game.view
        assert game.press("swap_left_right", "swap_left_right").view == before


class TestAttackerDefender:
    def test_sides_scores_and_records_are_exchanged(self) -> None:
        game = game_in_combat().send(score(2, 1))
        before = game.view["teams"]
        after = game.press("swap_attacker_defender").view["teams"]
        for place in (0, 1):
            assert after[place]["isAttacking"] is not before[place]["isAttacking"]
            assert after[place]["roundsWon"] == before[1 - place]["roundsWon"]
            assert after[place]["roundRecord"] == before[1 - place]["roundRecord"]

    def test_names_numbers_and_players_stay(self) -> None:
        game = game_in_combat()
        before = game.view["teams"]
        after = game.press("swap_attacker_defender").view["teams"]
        for key in ("teamName", "ingameTeamId", "players"):
            assert [team[key] for team in after] == [team[key] for team in before]

    def test_the_next_score_is_by_the_games_numbers_again(self) -> None:
        game = game_in_combat().send(score(2, 1)).press("swap_attacker_defender")
        game.send(score(3, 1))
        assert [team["roundsWon"] for team in game.view["teams"]] == [3, 1]
