from tests.support.events import (
    ALICE,
    BOB,
    CHARLIE,
    aux_scoreboard,
    round_info,
    score,
    scoreboard,
)
from tests.support.game import Game, game_in_combat, game_with_cast


def test_a_plant_in_combat_starts_the_fuse_and_stops_the_clock() -> None:
    game = game_in_combat().press("spike_planted", after=20)
    assert game.view["spikeState"] == {"planted": True, "detonated": False, "defused": False}
    assert game.view["spikeDetonationTime"] == game.now + 45_000
    assert "roundTimeoutTime" not in game.view


def test_a_plant_outside_combat_does_nothing() -> None:
    game = game_with_cast().send(round_info(1, "shopping")).press("spike_planted")
    assert not game.view["spikeState"]["planted"]
    assert "spikeDetonationTime" not in game.view


def test_a_second_plant_does_not_lengthen_the_fuse() -> None:
    game = game_in_combat().press("spike_planted")
    planted = game.now
    assert game.press("spike_planted", after=3).view["spikeDetonationTime"] == planted + 45_000


def test_a_detonation_ends_the_fuse() -> None:
    game = game_in_combat().press("spike_planted").press("spike_detonated", after=45)
    assert game.view["spikeState"]["detonated"]
    assert "spikeDetonationTime" not in game.view


def test_a_defuse_shows_and_keeps_the_time_of_the_fuse() -> None:
    game = game_in_combat().press("spike_planted").press("spike_defused", after=10)
    assert game.view["spikeState"]["defused"]
    assert "spikeDetonationTime" in game.view


class TestBonus:
    """300 credits more in combat tell of a plant."""

    def game(self, money: int = 1_000) -> Game:
        """alice, who attacks, and charlie, who defends, have had a scoreboard this round."""
        game = game_with_cast().send(round_info(5, "shopping"))
        game.send(scoreboard(ALICE, money=money), scoreboard(CHARLIE, money=money))
        return game.send(round_info(5, "combat"), after=30)

    def is_planted(self, game: Game) -> bool:
        is_planted = bool(game.view["spikeState"]["planted"])
        assert is_planted == ("spikeDetonationTime" in game.view)
        return is_planted

    def test_an_attackers_bonus_is_a_plant(self) -> None:
        assert self.is_planted(self.game().send(scoreboard(ALICE, money=1_300)))

    def test_an_attackers_bonus_by_auxiliary_scoreboards_is_one(self) -> None:
        game = self.game().send(aux_scoreboard(BOB, money=500), aux_scoreboard(BOB, money=800))
        assert self.is_planted(game)

    def test_a_first_scoreboard_with_300_credits_is_none(self) -> None:
        game = game_with_cast().send(round_info(5, "combat"), scoreboard(ALICE, money=300))
        assert not self.is_planted(game)
        assert "roundTimeoutTime" in game.view

    def test_a_scoreboard_of_the_last_round_does_not_count(self) -> None:
        game = self.game().send(round_info(6, "shopping"), round_info(6, "combat"))
        assert not self.is_planted(game.send(scoreboard(ALICE, money=1_300)))

    def test_an_empty_scoreboard_does_not_count_as_the_earlier_one(self) -> None:
        nothing = {"maxUltPoints": 0, "scoreboardWeaponInternal": "", "initialArmor": 0}
        game = game_in_combat().send(scoreboard(ALICE, money=0, **nothing))
        assert not self.is_planted(game.send(scoreboard(ALICE, money=300)))

    def test_defenders_never_plant(self) -> None:
        assert not self.is_planted(self.game().send(scoreboard(CHARLIE, money=1_300)))

    def test_another_sum_is_no_bonus(self) -> None:
        assert not self.is_planted(self.game().send(scoreboard(ALICE, money=1_200)))

    def test_a_bonus_counts_once_a_round(self) -> None:
        game = self.game().send(scoreboard(ALICE, money=1_300), score(1, 0), after=1)
        game.send(scoreboard(ALICE, money=1_000), scoreboard(ALICE, money=1_300), after=1)
        assert not game.view["spikeState"]["planted"]

    def test_where_the_clock_is_stopped_nothing_was_planted(self) -> None:
        game = self.game().send(round_info(5, "end"), round_info(5, "combat"))
        assert "roundTimeoutTime" not in game.view
        assert not self.is_planted(game.send(scoreboard(ALICE, money=1_300)))
