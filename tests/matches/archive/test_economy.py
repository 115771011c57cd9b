"""Money, spending and loadouts when combat begins."""

from typing import Any

import pytest

from matches.archive import Economy, RoundPlayerFacts
from tests.matches.archive.told import Told, told
from tests.support.events import (
    ALICE,
    BOB,
    CAST,
    CHARLIE,
    Member,
    aux_scoreboard,
    round_info,
    scoreboard,
)

VANDAL, SHERIFF = "TX_Hud_Rifles_Volcano", "TX_Hud_Pistol_Revolver_S"
BANDIT = "TX_Hud_Pistol_Compact"


def shopping() -> Told:
    return told().send(round_info(2, "shopping"))


def combat(story: Told) -> Told:
    return story.send(round_info(2, "combat"), after=30)


def of(member: Member, story: Told) -> RoundPlayerFacts:
    players = story.round(2).players
    (found,) = (one for one in players if one.riot_id == member.player_id)
    return found


def test_a_player_s_economy_is_what_the_last_scoreboard_before_combat_told() -> None:
    story = shopping().send(scoreboard(ALICE, money=4_000))
    story.send(scoreboard(ALICE, money=1_100, scoreboardWeaponInternal=VANDAL), after=3)
    story.send(
        scoreboard(ALICE, money=100, scoreboardWeaponInternal=VANDAL, initialArmor=2), after=3
    )
    combat(story).send(scoreboard(ALICE, money=300, kills=1), after=5)
    assert of(ALICE, story) == RoundPlayerFacts(
        round_number=2,
        team=0,
        riot_id="id-alice",
        money=100,
        spent=3_900,
        weapon="Vandal",
        armor="Heavy",
        loadout=3_900,
    )


def test_a_refund_lowers_what_was_spent() -> None:
    story = shopping()
    for money in (4_000, 1_100, 4_000, 3_200):
        story.send(scoreboard(ALICE, money=money), after=2)
    assert of(ALICE, combat(story)).spent == 800


def test_an_auxiliary_scoreboard_will_do() -> None:
    assert of(ALICE, combat(shopping().send(aux_scoreboard(ALICE, money=700)))).money == 700


def test_without_a_scoreboard_this_round_nothing_is_known() -> None:
    story = told().send(round_info(1, "shopping"), scoreboard(ALICE, money=500))
    story.send(round_info(1, "combat"), round_info(2, "shopping"), after=90)
    one = of(ALICE, combat(story))
    assert (one.money, one.spent, one.weapon, one.armor, one.loadout) == (None,) * 5


def test_a_repeated_combat_does_not_read_the_economy_again() -> None:
    story = combat(shopping().send(scoreboard(ALICE, money=700)))
    story.send(scoreboard(ALICE, money=900), round_info(2, "combat"), after=3)
    assert of(ALICE, story).money == 700


@pytest.mark.parametrize(
    ("armor", "value"), [(0, 800), (1, 1_200), (2, 1_800), (3, 800), (4, 1_450), (9, None)]
)
def test_the_loadout_is_the_weapon_and_the_armour(armor: int, value: int | None) -> None:
    board = scoreboard(ALICE, scoreboardWeaponInternal=SHERIFF, initialArmor=armor)
    assert of(ALICE, combat(shopping().send(board))).loadout == value


@pytest.mark.parametrize("weapon", ["unknown", "TX_Something_New", BANDIT])
def test_a_weapon_without_a_known_price_leaves_the_loadout_unknown(weapon: str) -> None:
    board = scoreboard(ALICE, scoreboardWeaponInternal=weapon)
    assert of(ALICE, combat(shopping().send(board))).loadout is None


def with_boards(**of_bob: Any) -> Told:
    story = shopping().send(*map(scoreboard, CAST))
    story.send(scoreboard(ALICE, money=300, scoreboardWeaponInternal=SHERIFF))
    return combat(story.send(scoreboard(BOB, money=750, **of_bob), after=2))


def test_a_team_s_economy_is_the_sum_of_its_players() -> None:
    assert with_boards().round(2).teams == (Economy(1_050, 550, 800), Economy(1_600, 0, 0))


def test_a_loadout_that_is_unknown_for_one_is_unknown_for_the_team() -> None:
    economy = with_boards(scoreboardWeaponInternal="unknown").round(2).teams[0]
    assert economy == Economy(1_050, 550, None)


def test_who_had_no_scoreboard_does_not_count_for_the_team() -> None:
    story = combat(shopping().send(scoreboard(CHARLIE, money=900)))
    assert story.round(2).teams == (Economy(), Economy(900, 0, 0))


def test_players_who_left_nothing_behind_make_a_round_without_an_economy() -> None:
    story = told().send(round_info(2, "end"))
    assert story.round(2).teams == (Economy(), Economy())
    assert story.round(2).players == ()
