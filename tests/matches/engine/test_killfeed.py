import pytest

from matches.engine.state import TEAM_SIZE
from tests.support.events import (
    ALICE,
    BOB,
    CHARLIE,
    DANA,
    LEFT_TEAM,
    aux_scoreboard,
    killfeed,
    new_state,
    roster,
    round_info,
    scoreboard,
)
from tests.support.game import Game, game_in_combat


def test_it_counts_by_weapon_enemy_and_victim() -> None:
    game = game_in_combat().send(killfeed(ALICE, CHARLIE)).send(killfeed(ALICE, CHARLIE), after=30)
    player = game.player(ALICE)
    assert player["killsByWeaponsAndAbilities"] == {"TX_Hud_Volcano": 2}
    assert player["killsOnEnemyPlayer"] == {"charlie": 2}
    assert player["killedPlayerNames"] == ["charlie", "charlie"]
    assert player["killsOnTeammatePlayer"] == {}


def test_a_team_kill_counts_for_the_teammate() -> None:
    player = game_in_combat().send(killfeed(ALICE, BOB, isTeamkill=True)).player(ALICE)
    assert player["killsOnTeammatePlayer"] == {"bob": 1}
    assert (player["teamKills"], player["killsOnEnemyPlayer"]) == (1, {})


@pytest.mark.parametrize("flag", [True, False, None])
def test_the_teams_decide_between_enemy_and_teammate(flag: bool | None) -> None:
    game = game_in_combat().send(killfeed(ALICE, CHARLIE, isTeamkill=flag))
    game.send(killfeed(ALICE, BOB, isTeamkill=flag))
    player = game.player(ALICE)
    assert player["killsOnEnemyPlayer"] == {"charlie": 1}
    assert (player["killsOnTeammatePlayer"], player["teamKills"]) == ({"bob": 1}, 1)


@pytest.mark.parametrize(("flag", "team_kills"), [(True, 1), (False, 0), (None, 0)])
def test_the_flag_decides_where_a_player_is_unknown(flag: bool | None, team_kills: int) -> None:
    game = game_in_combat().send(killfeed(ALICE, "somebody", isTeamkill=flag))
    assert game.player(ALICE)["teamKills"] == team_kills


def test_counts_are_kept_also_for_names_that_nobody_has() -> None:
    player = game_in_combat().send(killfeed(ALICE, "somebody")).player(ALICE)
    assert player["killsOnEnemyPlayer"] == {"somebody": 1}
    assert player["killedPlayerNames"] == ["somebody"]


def test_headshots_are_counted_against_all_kills() -> None:
    game = game_in_combat().send(killfeed(ALICE, CHARLIE, headshotKill=True))
    assert game.player(ALICE)["headshotRatio"] == 1
    game.send(killfeed(ALICE, DANA, weaponKillfeedInternal="TX_Hud_Operator"))
    assert (game.player(ALICE)["headshotKills"], game.player(ALICE)["headshotRatio"]) == (1, 0.5)


def test_without_a_scoreboard_it_stands_in_for_kill_and_death() -> None:
    game = game_in_combat().send(killfeed(ALICE, CHARLIE))
    attacker, victim = game.player(ALICE), game.player(CHARLIE)
    assert (attacker["kills"], attacker["killsThisRound"]) == (1, 1)
    assert (victim["deaths"], victim["deathsThisRound"]) == (1, 1)
    assert (victim["isAlive"], victim["health"]) == (False, 0)


def test_it_never_touches_the_ratio() -> None:
    game = game_in_combat().send(killfeed(ALICE, CHARLIE))
    assert game.player(ALICE)["kdRatio"] == game.player(CHARLIE)["kdRatio"] == 0


@pytest.mark.parametrize(("seconds", "kills"), [(0, 1), (2, 1), (2.001, 2)])
def test_a_kill_told_twice_within_2_seconds_counts_once(seconds: float, kills: int) -> None:
    game = game_in_combat().send(killfeed(ALICE, CHARLIE))
    game.send(killfeed(ALICE, CHARLIE) | {"obsName": "other"}, after=seconds)
    assert (game.player(ALICE)["kills"], game.player(CHARLIE)["deaths"]) == (kills, kills)
    assert game.player(ALICE)["killsByWeaponsAndAbilities"] == {"TX_Hud_Volcano": kills}


def test_the_same_two_with_another_weapon_are_another_kill() -> None:
    game = game_in_combat().send(killfeed(ALICE, CHARLIE))
    game.send(killfeed(ALICE, CHARLIE, weaponKillfeedInternal="knife"))
    assert game.player(ALICE)["kills"] == 2


def test_a_feed_of_invented_kills_is_remembered_for_moments_only() -> None:
    game = game_in_combat().send(*(killfeed(f"a{number}", "b") for number in range(200)))
    assert len(game.state.kills_told) <= 64
    game.send(killfeed(ALICE, CHARLIE), after=3)
    assert len(game.state.kills_told) == 1


def test_a_scoreboard_of_this_round_is_trusted_instead() -> None:
    game = game_in_combat().send(scoreboard(ALICE), aux_scoreboard(CHARLIE))
    game.send(killfeed(ALICE, CHARLIE))
    assert (game.player(ALICE)["kills"], game.player(ALICE)["killsThisRound"]) == (0, 0)
    assert game.player(ALICE)["killsOnEnemyPlayer"] == {"charlie": 1}
    assert (game.player(CHARLIE)["deaths"], game.player(CHARLIE)["isAlive"]) == (0, True)


def test_a_scoreboard_of_the_last_round_is_not() -> None:
    game = game_in_combat().send(scoreboard(ALICE), round_info(2, "shopping"))
    assert game.send(killfeed(ALICE, CHARLIE)).player(ALICE)["kills"] == 1


def test_a_stranger_kills_and_is_killed_all_the_same() -> None:
    game = game_in_combat().send(killfeed("stranger", CHARLIE), killfeed(ALICE, "stranger"))
    assert not game.player(CHARLIE)["isAlive"]
    assert game.player(ALICE)["kills"] == 1


@pytest.mark.parametrize("weapon", ["", "TX_Gren_Icon"])
def test_killing_oneself_is_a_death_and_nobodys_kill(weapon: str) -> None:
    game = game_in_combat()
    game.send(killfeed(ALICE, ALICE, isTeamkill=True, weaponKillfeedInternal=weapon))
    player = game.player(ALICE)
    assert (player["kills"], player["deaths"], player["teamKills"]) == (0, 1, 0)
    assert (player["killsOnEnemyPlayer"], player["killsByWeaponsAndAbilities"]) == ({}, {})
    assert not player["isAlive"]


def test_an_empty_weapon_within_a_team_is_a_death() -> None:
    game = game_in_combat().send(killfeed(ALICE, BOB, weaponKillfeedInternal=""))
    assert (game.player(ALICE)["kills"], game.player(ALICE)["teamKills"]) == (0, 0)
    assert (game.player(BOB)["deaths"], game.player(BOB)["isAlive"]) == (1, False)


def test_an_empty_weapon_between_opponents_is_a_kill() -> None:
    game = game_in_combat().send(killfeed(ALICE, CHARLIE, weaponKillfeedInternal=""))
    assert game.player(ALICE)["killsOnEnemyPlayer"] == {"charlie": 1}


def test_a_death_without_a_killer_is_one() -> None:
    game = game_in_combat().send(killfeed("", CHARLIE))
    assert (game.player(CHARLIE)["deaths"], game.player(CHARLIE)["isAlive"]) == (1, False)


def test_helping_a_fallen_teammate_up_is_no_death() -> None:
    game = game_in_combat().send(scoreboard(BOB), killfeed(CHARLIE, BOB))
    game.send(killfeed(ALICE, BOB, weaponKillfeedInternal=""), after=5)
    game.send(killfeed(ALICE, BOB, weaponKillfeedInternal="TX_Thorne_Heal"), after=5)
    assert (game.player(ALICE)["teamKills"], game.player(BOB)["isAlive"]) == (0, True)
    assert game.player(ALICE)["killsOnTeammatePlayer"] == {}


class TestTwoOfOneName:
    """TenZ#NA1 on the left, TenZ#EU1 on the right."""

    def game(self) -> Game:
        game = game_in_combat().send(roster(ALICE, name="TenZ", tagline="NA1"))
        return game.send(roster(CHARLIE, name="TenZ", tagline="EU1"))

    def test_the_victim_of_a_left_player_is_the_right_tenz(self) -> None:
        game = self.game().send(killfeed(BOB, "TenZ"))
        assert (game.player(ALICE)["isAlive"], game.player(CHARLIE)["isAlive"]) == (True, False)

    def test_the_killer_of_a_left_player_is_the_right_tenz(self) -> None:
        game = self.game().send(killfeed("TenZ", BOB))
        assert (game.player(ALICE)["kills"], game.player(CHARLIE)["kills"]) == (0, 1)

    def test_of_two_in_one_team_the_one_alive_is_meant(self) -> None:
        game = self.game().send(roster(DANA, name="TenZ", tagline="BR1"))
        game.send(scoreboard(CHARLIE, isAlive=False), killfeed(BOB, "TenZ"))
        assert (game.player(DANA)["deaths"], game.player(CHARLIE)["deaths"]) == (1, 0)

    def test_where_both_live_no_card_changes_but_the_count_by_name(self) -> None:
        game = self.game().send(roster(DANA, name="TenZ", tagline="BR1"))
        game.send(killfeed(BOB, "TenZ"))
        assert [game.player(who)["deaths"] for who in (ALICE, CHARLIE, DANA)] == [0, 0, 0]
        assert game.player(BOB)["killsOnEnemyPlayer"] == {"TenZ": 1}


def test_a_player_is_found_by_the_shown_and_by_the_full_name() -> None:
    state = new_state(tools={"playercamsInfo": {"removeTricodes": True}})
    full = f"{LEFT_TEAM.tricode} alice"
    game = game_in_combat(state).send(roster(name=full))
    assert game.player(ALICE)["name"] == "alice"
    game.send(killfeed("alice", CHARLIE), killfeed(full, CHARLIE), killfeed(CHARLIE, full))
    assert game.player(ALICE)["kills"] == 2
    assert game.player(CHARLIE)["killsOnEnemyPlayer"] == {full: 1}


class TestAssists:
    def test_they_name_agents_with_or_without_a_digit(self) -> None:
        game = game_in_combat()
        game.send(killfeed(DANA, ALICE, assists=["TX_Killfeed_Sage"]))
        game.send(killfeed(CHARLIE, BOB, assists=["TX_Killfeed_Sova1"]))
        assert (game.player(CHARLIE)["assists"], game.player(DANA)["assists"]) == (1, 1)

    def test_they_go_to_the_attackers_team_only(self) -> None:
        game = game_in_combat().send(killfeed(ALICE, CHARLIE, assists=["TX_Killfeed_Sova"]))
        assert game.player(DANA)["assists"] == 0

    def test_a_strangers_kill_gives_none(self) -> None:
        game = game_in_combat().send(killfeed("stranger", ALICE, assists=["TX_Killfeed_Sova"]))
        assert game.player(DANA)["assists"] == 0

    @pytest.mark.parametrize(
        "name",
        ["TX_Killfeed_Hunter", "TX_Killfeed_Hunter1", "TX_Killfeed_Sova2", "tx_killfeed_sova"],
    )
    def test_an_agent_is_named_in_either_way(self, name: str) -> None:
        game = game_in_combat().send(killfeed(CHARLIE, ALICE, assists=[name]))
        assert game.player(DANA)["assists"] == 1

    def test_an_assist_by_mage_is_harbors_without_any_board(self) -> None:
        game = game_in_combat().send(roster(DANA, agentInternal="Mage"))
        game.send(killfeed(CHARLIE, ALICE, assists=["TX_Killfeed_Mage"]))
        assert game.player(DANA)["assists"] == 1

    def test_an_agent_that_no_table_has_is_found_by_the_games_word(self) -> None:
        game = game_in_combat().send(roster(DANA, agentInternal="Newbie_PC_C"))
        game.send(killfeed(CHARLIE, ALICE, assists=["TX_Killfeed_newbie1"]))
        assert game.player(DANA)["assists"] == 1

    def test_an_agent_named_twice_in_one_kill_helped_once(self) -> None:
        names = ["TX_Killfeed_Hunter", "TX_Killfeed_Sova"]
        game = game_in_combat().send(killfeed(CHARLIE, ALICE, assists=names))
        assert game.player(DANA)["assists"] == 1

    def test_a_name_that_is_no_agents_gives_none(self) -> None:
        names = ["Killfeed_Hunter", "TX_Killfeed_", "TX_Killfeed_Newbie", ""]
        game = game_in_combat().send(killfeed(CHARLIE, ALICE, assists=names))
        assert game.player(DANA)["assists"] == 0

    def test_a_player_with_a_scoreboard_this_round_gets_none(self) -> None:
        game = game_in_combat().send(scoreboard(DANA))
        game.send(killfeed(CHARLIE, ALICE, assists=["TX_Killfeed_Sova"]))
        assert game.player(DANA)["assists"] == 0

    def test_a_team_with_duplicate_agents_gets_none(self) -> None:
        game = game_in_combat().send(roster(CHARLIE, agentInternal="Hunter_PC_C"))
        game.send(round_info(2, "combat"))
        assert game.team(1)["hasDuplicateAgents"]
        game.send(killfeed(CHARLIE, ALICE, assists=["TX_Killfeed_Sova"]))
        assert game.player(DANA)["assists"] == 0


class TestBounds:
    def flooded(self) -> Game:
        game = game_in_combat()
        for number in range(300):
            weapon = f"weapon-{number}"
            game.send(killfeed(ALICE, f"victim-{number}", weaponKillfeedInternal=weapon))
        return game

    def test_invented_names_do_not_make_the_state_grow_for_ever(self) -> None:
        player = self.flooded().player(ALICE)
        assert len(player["killsByWeaponsAndAbilities"]) == 64
        assert len(player["killsOnEnemyPlayer"]) == 20
        assert len(player["killedPlayerNames"]) == 50

    def test_names_that_are_known_still_count(self) -> None:
        game = self.flooded().send(killfeed(ALICE, "victim-3", weaponKillfeedInternal="weapon-3"))
        assert game.player(ALICE)["killsOnEnemyPlayer"]["victim-3"] == 2
        assert game.player(ALICE)["killsByWeaponsAndAbilities"]["weapon-3"] == 2

    def test_the_caps_leave_room_for_every_opponent(self) -> None:
        game = game_in_combat()
        for number in range(TEAM_SIZE):
            game.send(killfeed(ALICE, f"enemy-{number}"))
        assert len(game.player(ALICE)["killsOnEnemyPlayer"]) == TEAM_SIZE
