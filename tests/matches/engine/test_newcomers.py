"""A player whose roster entry was lost is known from the second scoreboard on."""

from tests.support.events import ALICE, BOB, ERIN, Member, roster, scoreboard
from tests.support.events import round_info as phase
from tests.support.game import Game, game_in_combat

from .test_seats import FIVE, full_team, names


def test_a_lost_roster_entry_is_made_good_by_two_scoreboards() -> None:
    game = game_in_combat().send(scoreboard(ERIN, money=100))
    assert names(game) == ["alice", "bob"]
    game.send(scoreboard(ERIN, money=200))
    assert names(game) == ["alice", "bob", "erin"]
    player = game.player(ERIN)
    assert (player["money"], player["agentInternal"], player["tagline"]) == (200, "Rift", "ER")


def test_the_only_gap_in_the_positions_is_the_players() -> None:
    game = Game().send(*(roster(member) for member in FIVE if member.position != 2))
    game.send(scoreboard(FIVE[2]), scoreboard(FIVE[2]))
    assert names(game) == [member.name for member in FIVE]
    assert game.player(FIVE[2])["position"] == 2


def test_with_several_gaps_the_player_stands_last() -> None:
    game = Game().send(roster(FIVE[1]), roster(FIVE[3]))
    game.send(scoreboard(FIVE[0]), scoreboard(FIVE[0]))
    assert names(game) == ["player1", "player3", "player0"]


def test_the_roster_entry_then_gives_the_position() -> None:
    game = Game().send(roster(BOB), scoreboard(ALICE), scoreboard(ALICE), roster(ALICE))
    assert names(game) == ["alice", "bob"]


def test_two_scoreboards_move_a_player_to_the_other_team() -> None:
    game = game_in_combat().send(scoreboard(ALICE, startTeam=1, money=5))
    assert (names(game, 0), game.player(ALICE)["money"]) == (["alice", "bob"], 5)
    game.send(scoreboard(ALICE, startTeam=1))
    assert (names(game, 0), len(names(game, 1))) == (["bob"], 3)


def test_one_stray_scoreboard_of_each_id_adds_nobody() -> None:
    strays = (Member(f"stray{number}", 0, "", 0) for number in range(50))
    game = game_in_combat().send(*map(scoreboard, strays))
    assert names(game) == ["alice", "bob"]
    assert len(game.state.claims) <= 20


def test_a_substitute_takes_the_seat_of_the_only_one_who_does_not_play() -> None:
    substitute = Member("player9", 0, "Clay", 9)
    game = full_team().send(phase(1, "shopping"))
    game.send(*(scoreboard(member, money=1) for member in FIVE if member.position != 1))
    game.send(scoreboard(substitute), scoreboard(substitute))
    assert "player9" not in names(game)
    game.send(phase(1, "combat"), scoreboard(substitute), scoreboard(substitute))
    assert names(game) == ["player0", "player9", "player2", "player3", "player4"]


def test_a_full_team_keeps_its_players_while_two_are_silent() -> None:
    substitute = Member("player9", 0, "Clay", 9)
    game = full_team().send(phase(1, "shopping"), phase(1, "combat"))
    game.send(*(scoreboard(member, money=1) for member in FIVE[:3]))
    game.send(*(scoreboard(substitute) for _ in range(4)))
    assert names(game) == [member.name for member in FIVE]
