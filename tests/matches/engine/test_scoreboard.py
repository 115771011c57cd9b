from typing import Any

import pytest

from tests.support.events import (
    ALICE,
    BOB,
    CHARLIE,
    DANA,
    ERIN,
    Packet,
    aux_scoreboard,
    aux_scoreboard_team,
    auxiliary,
    board,
    round_info,
    scoreboard,
)
from tests.support.game import Game, game_in_combat, game_with_cast


@pytest.fixture
def game() -> Game:
    return game_with_cast().send(round_info(1, "shopping"))


def test_it_takes_over_what_the_scoreboard_says(game: Game) -> None:
    game.send(
        scoreboard(
            kills=4,
            deaths=2,
            assists=3,
            money=1_200,
            currUltPoints=5,
            maxUltPoints=7,
            hasSpike=True,
            initialArmor=2,
            scoreboardWeaponInternal="TX_Hud_Rifles_Volcano",
            agentInternal="Clay_PC_C",
        )
    )
    player = game.player(ALICE)
    assert (player["kills"], player["deaths"], player["assists"]) == (4, 2, 3)
    assert (player["currUltPoints"], player["maxUltPoints"]) == (5, 7)
    assert (player["money"], player["hasSpike"]) == (1_200, True)
    assert (player["armorName"], player["highestWeapon"]) == ("Heavy", "Vandal")
    assert (player["agentInternal"], player["agentProper"]) == ("Clay_PC_C", "Raze")
    assert player["scoreboardAvailable"]


def test_the_ratio_is_kills_by_deaths(game: Game) -> None:
    assert game.send(scoreboard(kills=3, deaths=2)).player(ALICE)["kdRatio"] == 1.5


def test_a_ratio_without_deaths_is_null(game: Game) -> None:
    assert game.send(scoreboard(kills=3)).player(ALICE)["kdRatio"] is None


def test_a_rise_however_large_counts_one_for_the_round(game: Game) -> None:
    game.send(scoreboard(kills=5, deaths=2))
    player = game.send(scoreboard(kills=6, deaths=2)).player(ALICE)
    assert (player["killsThisRound"], player["deathsThisRound"]) == (2, 1)


def test_a_fall_counts_nothing_for_the_round(game: Game) -> None:
    player = game.send(scoreboard(kills=5), scoreboard(kills=3)).player(ALICE)
    assert (player["kills"], player["killsThisRound"]) == (3, 1)


@pytest.mark.parametrize(("points", "most", "ready"), [(6, 7, False), (7, 7, True), (0, 0, False)])
def test_the_ultimate_is_ready_at_its_maximum(
    game: Game, points: int, most: int, ready: bool
) -> None:
    game.send(scoreboard(currUltPoints=points, maxUltPoints=most))
    assert game.player(ALICE)["ultReady"] is ready


def test_ultimate_points_never_exceed_their_maximum(game: Game) -> None:
    player = game.send(scoreboard(currUltPoints=9, maxUltPoints=7)).player(ALICE)
    assert (player["currUltPoints"], player["ultReady"]) == (7, True)


def test_the_first_drop_starts_the_spending_and_a_refund_lowers_it(game: Game) -> None:
    game.send(scoreboard(money=800))
    assert not game.player(ALICE)["spentMoneyThisRound"]
    game.send(scoreboard(money=500), scoreboard(money=100), scoreboard(money=500))
    assert game.player(ALICE)["moneySpent"] == 300
    assert game.player(ALICE)["spentMoneyThisRound"]


def test_money_earned_before_the_first_drop_is_no_refund(game: Game) -> None:
    game.send(scoreboard(money=800), scoreboard(money=1_100), scoreboard(money=900))
    assert game.player(ALICE)["moneySpent"] == 200


def test_the_teams_spending_is_the_sum_of_its_players(game: Game) -> None:
    game.send(scoreboard(money=800), scoreboard(money=500))
    game.send(scoreboard(BOB, money=800), scoreboard(BOB, money=700))
    assert game.team(0)["spentThisRound"] == 400
    assert game.team(1)["spentThisRound"] == 0


def test_the_teams_spending_counts_auxiliary_scoreboards_too(game: Game) -> None:
    game.send(aux_scoreboard(money=800), aux_scoreboard(money=500))
    assert game.team(0)["spentThisRound"] == 300


@pytest.mark.parametrize(
    ("index", "name"), [(0, "None"), (1, "Light"), (2, "Heavy"), (3, "None"), (4, "Regen")]
)
def test_armour_is_named_by_its_index(game: Game, index: int, name: str) -> None:
    assert game.send(scoreboard(initialArmor=index)).player(ALICE)["armorName"] == name


@pytest.mark.parametrize("index", [-1, 5, 200])
def test_armour_outside_the_table_has_no_key(game: Game, index: int) -> None:
    assert "armorName" not in game.send(scoreboard(initialArmor=index)).player(ALICE)


def test_armour_may_be_called_shield(game: Game) -> None:
    packet = scoreboard()
    del packet["data"]["initialArmor"]
    packet["data"]["initialShield"] = 1
    assert game.send(packet).player(ALICE)["armorName"] == "Light"


@pytest.mark.parametrize("internal", ["TX_Hud_Rifles_Volcano", "TX_Hud_Volcano"])
def test_weapons_are_named_in_both_spellings(game: Game, internal: str) -> None:
    game.send(scoreboard(scoreboardWeaponInternal=internal))
    assert game.player(ALICE)["highestWeapon"] == "Vandal"


@pytest.mark.parametrize("internal", ["", None])
def test_a_scoreboard_without_a_weapon_leaves_it_as_it_was(game: Game, internal: str) -> None:
    game.send(scoreboard(), scoreboard(scoreboardWeaponInternal=internal))
    assert game.player(ALICE)["highestWeapon"] == "Classic"


def test_a_weapon_that_nobody_knows_keeps_the_games_own_name(game: Game) -> None:
    game.send(scoreboard(scoreboardWeaponInternal="TX_Hud_Laser"))
    assert game.player(ALICE)["highestWeapon"] == "TX_Hud_Laser"


def test_an_agent_that_nobody_knows_keeps_its_internal_name(game: Game) -> None:
    assert game.send(scoreboard(agentInternal="Newbie")).player(ALICE)["agentProper"] == "Newbie"


def test_dying_takes_the_health_and_reviving_gives_it_back(game: Game) -> None:
    game.send(scoreboard(isAlive=False))
    assert (game.player(ALICE)["isAlive"], game.player(ALICE)["health"]) == (False, 0)
    game.send(scoreboard(isAlive=True))
    assert (game.player(ALICE)["isAlive"], game.player(ALICE)["health"]) == (True, 100)


def test_living_on_leaves_the_health_alone(game: Game) -> None:
    game.send(auxiliary(ALICE, "aux_health", 40), scoreboard(isAlive=True))
    assert game.player(ALICE)["health"] == 40


@pytest.mark.parametrize("packet", [scoreboard(ERIN), scoreboard(startTeam=7)])
def test_an_unknown_player_or_team_is_ignored(game: Game, packet: dict[str, object]) -> None:
    before = game.view
    assert game.send(packet).view == before


@pytest.mark.parametrize("team", [1, None, -1])
def test_the_id_tells_whose_a_scoreboard_is(game: Game, team: int | None) -> None:
    game.send(scoreboard(startTeam=team, money=123))
    assert game.player(ALICE)["money"] == 123


@pytest.mark.parametrize("player_id", ["", None])
def test_without_an_id_the_name_tells_whose_a_scoreboard_is(
    game: Game, player_id: str | None
) -> None:
    game.send(scoreboard(playerId=player_id, money=123))
    assert game.player(ALICE)["money"] == 123


MEMBERS = [name for name in board() if name != "playerId"]


@pytest.mark.parametrize("odd", [None, "odd", -7, {}])
@pytest.mark.parametrize("name", MEMBERS)
def test_an_odd_member_stays_as_it_was_and_the_rest_counts(
    game: Game, name: str, odd: object
) -> None:
    told: Packet = {"money": 4_000, "kills": 3, "deaths": 2, "assists": 1, "hasSpike": True}
    full = {**told, "currUltPoints": 6, "maxUltPoints": 7, "initialArmor": 2}
    game.send(scoreboard(**full))
    before = game.player(ALICE)
    if odd == "odd" and name in ("agentInternal", "scoreboardWeaponInternal"):
        odd = "x" * 65  # any shorter text is a name
    assert game.send(scoreboard(**{**full, name: odd})).player(ALICE) == before


def test_a_board_without_a_tagline_counts(game: Game) -> None:
    packet = scoreboard(money=123)
    del packet["data"]["tagline"]
    assert game.send(packet).player(ALICE)["money"] == 123


@pytest.mark.parametrize("agent", [None, ""])
def test_a_board_without_an_agent_counts_and_keeps_the_agent(game: Game, agent: str | None) -> None:
    player = game.send(scoreboard(agentInternal=agent, money=123)).player(ALICE)
    assert (player["agentInternal"], player["money"]) == (ALICE.agent, 123)


EMPTY: Packet = {
    "isAlive": False,
    "initialArmor": 3,
    "scoreboardWeaponInternal": "",
    "maxUltPoints": 0,
    "currUltPoints": 0,
    "money": 0,
}


@pytest.mark.parametrize("send", [scoreboard, aux_scoreboard])
def test_an_empty_board_changes_the_agent_at_most(game: Game, send: Any) -> None:
    before = game.player(ALICE)
    player = game.send(send(**EMPTY, agentInternal="Clay")).player(ALICE)
    assert player == {**before, "agentInternal": "Clay", "agentProper": "Raze"}
    assert (player["isAlive"], player["ultReady"], player["health"]) == (True, False, 100)


def test_an_empty_board_amid_the_match_changes_nothing(game: Game) -> None:
    game.send(scoreboard(money=4_000, kills=3, currUltPoints=7, maxUltPoints=7))
    before = game.player(ALICE)
    assert game.send(scoreboard(**EMPTY)).player(ALICE) == before
    odd: Packet = dict.fromkeys(("money", "kills", "deaths", "assists", "maxUltPoints"))
    nothing = {**odd, "scoreboardWeaponInternal": None, "isAlive": False}
    assert game.send(scoreboard(**nothing)).player(ALICE) == before


def test_an_empty_board_gives_way_to_the_observers(game: Game) -> None:
    game.send(scoreboard(money=4_000))
    before = game.player(ALICE)
    assert game.send(aux_scoreboard(**EMPTY, agentInternal="Clay")).player(ALICE) == before


def test_an_auxiliary_scoreboard_counts_while_the_observer_has_none(game: Game) -> None:
    player = game.send(aux_scoreboard(kills=2)).player(ALICE)
    assert (player["kills"], player["auxiliaryAvailable"]["scoreboard"]) == (2, True)
    assert not player["scoreboardAvailable"]


def test_an_auxiliary_scoreboard_gives_way_to_the_observers(game: Game) -> None:
    player = game.send(scoreboard(kills=1), aux_scoreboard(kills=9)).player(ALICE)
    assert (player["kills"], player["auxiliaryAvailable"]["scoreboard"]) == (1, False)


def test_in_the_next_round_an_auxiliary_scoreboard_counts_again(game: Game) -> None:
    game.send(scoreboard(kills=1), round_info(2, "shopping"), aux_scoreboard(kills=9))
    assert game.player(ALICE)["kills"] == 9


def test_a_teams_auxiliary_scoreboards_go_to_the_senders_team(game: Game) -> None:
    game.send(aux_scoreboard_team(CHARLIE, board(DANA, kills=3), board(ALICE, kills=7)))
    assert game.player(DANA)["kills"] == 3
    assert game.player(DANA)["auxiliaryAvailable"]["scoreboard"]
    assert game.player(ALICE)["kills"] == 0


def test_the_senders_team_is_found_after_a_swap_too(game: Game) -> None:
    game.press("swap_left_right").send(aux_scoreboard_team(CHARLIE, board(DANA, kills=3)))
    assert game.player(DANA)["kills"] == 3


def test_auxiliary_scoreboards_of_a_stranger_are_ignored(game: Game) -> None:
    game.send(aux_scoreboard_team(ERIN, board(ALICE, kills=3)))
    assert game.player(ALICE)["kills"] == 0


class TestPlantBonus:
    def test_exactly_300_more_in_combat_means_a_plant(self) -> None:
        game = game_in_combat().send(scoreboard(money=500), scoreboard(money=800))
        assert game.view["spikeState"]["planted"]
        assert game.view["spikeDetonationTime"] == game.now + 45_000
        assert "roundTimeoutTime" not in game.view

    @pytest.mark.parametrize("money", [799, 801, 200])
    def test_any_other_change_means_nothing(self, money: int) -> None:
        game = game_in_combat().send(scoreboard(money=500), scoreboard(money=money))
        assert not game.view["spikeState"]["planted"]

    def test_outside_combat_it_means_nothing(self, game: Game) -> None:
        game.send(scoreboard(money=500), scoreboard(money=800))
        assert not game.view["spikeState"]["planted"]

    def test_an_auxiliary_scoreboard_tells_of_it_also_when_it_gives_way(self) -> None:
        game = game_in_combat().send(scoreboard(money=500), aux_scoreboard(money=800))
        assert game.view["spikeState"]["planted"]
        assert game.player(ALICE)["money"] == 500

    def test_a_teams_auxiliary_scoreboards_tell_of_it(self) -> None:
        game = game_in_combat().send(scoreboard(money=500))
        game.send(aux_scoreboard_team(BOB, board(ALICE, money=800)))
        assert game.view["spikeState"]["planted"]

    def test_a_player_who_does_not_exist_tells_nothing(self) -> None:
        game = game_in_combat().send(scoreboard(ERIN, money=300))
        assert not game.view["spikeState"]["planted"]
