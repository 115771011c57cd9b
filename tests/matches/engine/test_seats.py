"""Who plays: an id is in one team, a team has five seats, and positions give the order."""

from typing import Any

from tests.support.events import ALICE, BOB, CHARLIE, Member, observer, roster, scoreboard
from tests.support.events import round_info as phase
from tests.support.game import Game, game_in_combat

FIVE = tuple(Member(f"player{number}", 0, "Wushu", number) for number in range(5))
SIXTH = Member("player9", 0, "Clay", 2)


def names(game: Game, place: int = 0) -> list[str]:
    players: list[dict[str, Any]] = game.team(place)["players"]
    return [player["name"] for player in players]


def full_team() -> Game:
    return Game().send(*map(roster, FIVE), observer("match_start", "m1"))


class TestSixth:
    def test_the_sixth_of_a_position_takes_the_place_of_its_holder(self) -> None:
        game = full_team().send(roster(SIXTH))
        assert names(game) == ["player0", "player1", "player9", "player3", "player4"]

    def test_without_a_match_for_the_position_the_oldest_scoreboard_gives_way(self) -> None:
        game = full_team().send(phase(1, "shopping"))
        for member in (FIVE[3], FIVE[0], FIVE[1], FIVE[2], FIVE[4]):
            game.send(scoreboard(member, money=1), after=1)
        game.send(phase(2, "shopping")).send(roster(SIXTH, position=8))
        assert names(game) == ["player0", "player1", "player2", "player4", "player9"]

    def test_a_player_with_a_scoreboard_this_round_keeps_the_seat(self) -> None:
        game = full_team().send(phase(1, "shopping"), scoreboard(FIVE[2], money=1))
        game.send(roster(SIXTH))
        assert names(game) == ["player1", "player2", "player9", "player3", "player4"]

    def test_a_team_whose_five_all_play_takes_no_sixth(self) -> None:
        game = full_team().send(phase(1, "shopping"))
        game.send(*(scoreboard(member, money=1) for member in FIVE), roster(SIXTH))
        assert names(game) == [member.name for member in FIVE]

    def test_scoreboards_of_agent_select_hold_no_seat(self) -> None:
        game = full_team().send(*(scoreboard(member, money=1) for member in FIVE))
        assert "player9" in names(game.send(phase(1, "game_start"), roster(SIXTH)))


class TestTeams:
    def test_an_id_is_in_the_team_that_was_told_last(self) -> None:
        game = Game().send(roster(ALICE, startTeam=0), roster(ALICE, startTeam=1))
        assert (names(game, 0), names(game, 1)) == ([], ["alice"])

    def test_a_player_keeps_the_figures_when_moved(self) -> None:
        game = game_in_combat().send(scoreboard(ALICE, kills=7), roster(ALICE, startTeam=1))
        assert game.player(ALICE)["kills"] == 7
        assert len(names(game, 1)) == 3

    def test_a_team_that_has_no_seat_left_leaves_the_player_where_it_is(self) -> None:
        game = full_team().send(phase(1, "shopping"), roster(CHARLIE))
        game.send(*(scoreboard(member, money=1) for member in FIVE), roster(CHARLIE, startTeam=0))
        assert names(game, 1) == ["charlie"]

    def test_another_match_id_empties_both_rosters(self) -> None:
        game = game_in_combat().send(observer("match_start", "match-2"))
        assert (names(game, 0), names(game, 1)) == ([], [])

    def test_the_same_match_id_keeps_them(self) -> None:
        game = game_in_combat().send(observer("match_start", "match-1"))
        assert names(game) == ["alice", "bob"]


class TestOrder:
    def test_players_of_positions_3_0_and_1_stand_2_3_1(self) -> None:
        members = (Member("P1", 0, "", 3), Member("P2", 0, "", 0), Member("P3", 0, "", 1))
        assert names(Game().send(*map(roster, members))) == ["P2", "P3", "P1"]

    def test_a_newer_position_moves_the_player(self) -> None:
        game = Game().send(roster(ALICE), roster(BOB), roster(ALICE, position=9))
        assert names(game) == ["bob", "alice"]

    def test_those_of_one_position_stand_as_they_came(self) -> None:
        game = Game().send(roster(BOB, position=4), roster(ALICE, position=4))
        assert names(game) == ["bob", "alice"]

    def test_a_player_without_a_position_stands_last(self) -> None:
        game = Game().send(roster(ALICE, position=None), roster(BOB, position=4))
        assert names(game) == ["bob", "alice"]


def test_a_player_without_a_tagline_is_one() -> None:
    game = game_in_combat().send(roster(ALICE, tagline=""), scoreboard(ALICE, money=123))
    assert game.player(ALICE)["money"] == 123
    assert names(Game().send(roster(BOB, tagline=""))) == ["bob"]
