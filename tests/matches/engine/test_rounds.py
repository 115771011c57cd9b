import pytest

from matches.engine.reducer import next_deadline
from tests.support.events import (
    ALICE,
    BOB,
    CHARLIE,
    auxiliary,
    killfeed,
    new_state,
    observer,
    roster,
    round_info,
    score,
    scoreboard,
    toast,
)
from tests.support.game import Game, game_in_combat, game_with_cast


def sides(game: Game) -> tuple[bool, bool]:
    return game.team(0)["isAttacking"], game.team(1)["isAttacking"]


def shopping(game: Game, *numbers: int) -> Game:
    return game.send(*(round_info(number, "shopping") for number in numbers))


def counters(game: Game) -> tuple[int, int]:
    counter = game.view["tools"]["timeoutCounter"]
    return counter["left"], counter["right"]


def test_number_and_phase_are_shown_as_sent() -> None:
    game = game_with_cast().send(round_info(3, "game_start"))
    assert (game.view["roundNumber"], game.view["roundPhase"]) == (3, "game_start")


class TestShopping:
    def test_players_start_the_round_afresh(self) -> None:
        game = game_in_combat().send(
            scoreboard(money=800), scoreboard(money=200, kills=1, deaths=1, isAlive=False)
        )
        player = shopping(game, 2).player(ALICE)
        assert (player["killsThisRound"], player["deathsThisRound"]) == (0, 0)
        assert (player["moneySpent"], player["spentMoneyThisRound"]) == (0, False)
        assert (player["isAlive"], player["health"]) == (True, 100)
        assert not player["scoreboardAvailable"]

    def test_what_belongs_to_the_match_stays(self) -> None:
        game = game_in_combat().send(scoreboard(money=650, kills=1, deaths=2))
        player = shopping(game, 2).player(ALICE)
        assert (player["kills"], player["deaths"], player["money"]) == (1, 2, 650)

    def test_the_names_of_the_killed_are_cleared(self) -> None:
        game = game_in_combat().send(killfeed(ALICE, CHARLIE))
        assert shopping(game, 2).player(ALICE)["killedPlayerNames"] == []

    def test_only_the_auxiliary_scoreboard_is_forgotten(self) -> None:
        game = game_in_combat().send(
            auxiliary(ALICE, "aux_health", 50),
            auxiliary(ALICE, "aux_abilities", {"grenade": 1}),
        )
        available = shopping(game, 2).player(ALICE)["auxiliaryAvailable"]
        assert available == {"health": True, "abilities": True, "scoreboard": False}

    def test_the_spike_is_cleared(self) -> None:
        game = game_in_combat().press("spike_planted", "spike_defused")
        assert set(shopping(game, 2).view["spikeState"].values()) == {False}

    def test_the_rounds_clock_stays(self) -> None:
        game = game_in_combat()
        runs_out = game.view["roundTimeoutTime"]
        assert shopping(game.wait(1), 2).view["roundTimeoutTime"] == runs_out


class TestSides:
    def test_they_switch_at_round_13_with_the_money_of_a_first_round(self) -> None:
        game = game_in_combat().send(scoreboard(money=4_000))
        assert sides(shopping(game, 12)) == (True, False)
        assert sides(shopping(game, 13)) == (False, True)
        assert game.player(ALICE)["money"] == 800

    def test_a_repeated_shopping_does_not_switch_back(self) -> None:
        game = shopping(game_in_combat(), 13).send(scoreboard(money=300))
        assert sides(shopping(game, 13)) == (False, True)
        assert game.player(ALICE)["money"] == 300

    def test_they_switch_at_every_round_of_overtime(self) -> None:
        game = game_in_combat()
        seen = [sides(shopping(game, number)) for number in (24, 25, 26, 27)]
        assert seen == [(True, False), (False, True), (True, False), (False, True)]

    def test_in_swift_they_switch_at_round_5(self) -> None:
        game = game_in_combat().send(observer("game_mode", "swift"))
        assert sides(shopping(game, 5)) == (False, True)
        assert sides(shopping(game, 13, 25)) == (False, True)

    def test_a_game_made_anew_begins_its_rounds_again(self) -> None:
        game = shopping(game_in_combat(), 13).send(observer("match_start", "match-2"))
        assert sides(shopping(game, 13)) == (True, False)

    def test_the_same_game_told_again_does_not(self) -> None:
        game = shopping(game_in_combat(), 13).send(observer("match_start", "match-1"))
        assert sides(shopping(game, 13)) == (False, True)


class TestOvertimeGrant:
    def spent(self, left: int, right: int) -> Game:
        """A match whose teams have spent so many of their two timeouts."""
        game = game_in_combat()
        for key, times in (("left_timeout", left), ("right_timeout", right)):
            for _ in range(times):
                game.press(key).press(key, after=20)
        return game

    @pytest.mark.parametrize(
        ("spent", "granted"), [((2, 1), (1, 2)), ((0, 0), (2, 2)), ((1, 2), (2, 1))]
    )
    def test_each_team_gets_one_more_up_to_two(
        self, spent: tuple[int, int], granted: tuple[int, int]
    ) -> None:
        game = shopping(self.spent(*spent), 25)
        assert counters(game) == granted
        assert game.view["hasEnteredOvertime"]

    def test_only_the_first_round_of_overtime_grants(self) -> None:
        assert counters(shopping(self.spent(2, 2), 25, 26, 27)) == (1, 1)

    def test_a_repeated_shopping_grants_nothing(self) -> None:
        assert counters(shopping(self.spent(2, 2), 25, 25)) == (1, 1)

    def test_overtime_entered_late_grants_too(self) -> None:
        assert counters(shopping(self.spent(2, 2), 31)) == (1, 1)

    @pytest.mark.parametrize(("maximum", "granted"), [(1, 1), (0, 0), (4, 4)])
    def test_never_above_the_maximum_nor_below_what_a_team_had(
        self, maximum: int, granted: int
    ) -> None:
        game = game_in_combat(new_state(tools={"timeoutCounter": {"max": maximum}}))
        assert counters(shopping(game, 25)) == (granted, granted)


class TestCombat:
    def test_it_winds_the_clock(self) -> None:
        game = game_in_combat()
        assert game.view["roundTimeoutTime"] == game.now + 99_000

    def test_a_repeated_combat_keeps_the_clock(self) -> None:
        game = game_in_combat()
        started = game.now
        game.send(round_info(1, "combat"), after=5)
        assert game.view["roundTimeoutTime"] == started + 99_000

    def test_a_repeated_combat_does_not_undo_a_plant(self) -> None:
        game = game_in_combat().press("spike_planted").send(round_info(1, "combat"), after=1)
        assert "roundTimeoutTime" not in game.view

    def test_a_round_played_again_winds_it_anew(self) -> None:
        game = game_in_combat().send(round_info(1, "shopping"), after=50)
        game.send(round_info(1, "combat"), after=30)
        assert game.view["roundTimeoutTime"] == game.now + 99_000

    def test_the_next_rounds_combat_winds_it_anew(self) -> None:
        game = game_in_combat().send(round_info(2, "combat"), after=50)
        assert game.view["roundTimeoutTime"] == game.now + 99_000

    def test_it_takes_the_toast_down_timer_and_all(self) -> None:
        game = game_with_cast().send(toast(duration=5_000), round_info(1, "combat"))
        assert not game.view["toastInfo"]["active"]
        game.send(toast("sticky", None)).wait(10)
        assert game.view["toastInfo"]["active"]

    def test_duplicate_agents_are_found_by_their_base_names(self) -> None:
        game = game_with_cast().send(roster(ALICE, agentInternal="Smonk_PC_C"))
        assert not game.team(0)["hasDuplicateAgents"]
        game.send(round_info(1, "combat"))
        assert game.team(0)["hasDuplicateAgents"]
        assert not game.team(1)["hasDuplicateAgents"]
        game.send(roster(ALICE, agentInternal="Wushu"), round_info(2, "combat"))
        assert not game.team(0)["hasDuplicateAgents"]

    def test_players_without_an_agent_are_no_duplicates(self) -> None:
        game = game_with_cast().send(roster(agentInternal=""), roster(BOB, agentInternal=""))
        assert not game.send(round_info(1, "combat")).team(0)["hasDuplicateAgents"]


class TestEnd:
    def test_it_stops_the_rounds_clock(self) -> None:
        assert "roundTimeoutTime" not in game_in_combat().send(round_info(1, "end")).view

    def test_it_stops_the_fuse(self) -> None:
        game = game_in_combat().press("spike_planted").send(round_info(1, "end"))
        assert "spikeDetonationTime" not in game.view


class TestGameEnd:
    def ended(self, *before: dict[str, object]) -> Game:
        return game_in_combat().send(*before, round_info(1, "game_end"))

    def test_the_match_runs_no_more(self) -> None:
        game = self.ended()
        assert game.state.is_over
        assert (game.view["isRunning"], game.view["roundPhase"]) == (False, "game_end")

    def test_nothing_changes_a_match_that_is_over(self) -> None:
        game = self.ended()
        final = game.state
        game.send(scoreboard(kills=9), score(5, 5), round_info(2, "shopping")).wait(600)
        assert game.state is final

    def test_its_timers_are_off(self) -> None:
        game = game_with_cast().send(toast(), observer("left_timeout"))
        assert next_deadline(game.state) is not None
        assert next_deadline(game.send(round_info(1, "game_end")).state) is None

    def test_the_last_round_is_recorded(self) -> None:
        game = self.ended(score(1, 0), round_info(1, "end"))
        assert game.team(0)["roundRecord"][0]["type"] == "kills"
        assert game.team(1)["roundRecord"][0]["type"] == "lost"
        assert len(game.team(0)["roundRecord"]) == 25

    def test_a_last_round_that_nobody_won_stays_upcoming(self) -> None:
        assert self.ended().team(0)["roundRecord"][0]["type"] == "upcoming"

    def test_a_match_that_ends_in_shopping_keeps_the_round_before(self) -> None:
        game = game_in_combat().send(score(1, 0), round_info(2, "shopping"))
        record = game.send(round_info(2, "game_end")).team(0)["roundRecord"]
        assert [entry["type"] for entry in record[:2]] == ["kills", "upcoming"]

    def test_it_keeps_the_side_of_a_round_that_was_recorded_before_the_switch(self) -> None:
        game = game_in_combat().send(round_info(12, "combat"), score(1, 0))
        game.send(round_info(13, "shopping"), round_info(13, "game_end"))
        assert game.team(0)["roundRecord"][11]["wasAttack"]
