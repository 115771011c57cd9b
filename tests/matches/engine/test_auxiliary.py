import pytest

from matches.engine.events import AuxDisconnect, AuxReturn
from tests.support.events import (
    ALICE,
    BOB,
    ERIN,
    Packet,
    aux_scoreboard,
    auxiliary,
    roster,
    round_info,
    scoreboard,
)
from tests.support.game import Game, game_with_cast

EVERYTHING = (
    auxiliary(ALICE, "aux_health", 75),
    auxiliary(ALICE, "aux_abilities", {"grenade": 1, "ability_1": 2, "ability_2": 3}),
    aux_scoreboard(ALICE),
)


@pytest.fixture
def game() -> Game:
    return game_with_cast().send(*EVERYTHING)


def test_health_is_shown_as_told(game: Game) -> None:
    assert game.player(ALICE)["health"] == 75
    assert game.send(auxiliary(ALICE, "aux_health", 12.5)).player(ALICE)["health"] == 12.5


def test_abilities_are_shown_as_told(game: Game) -> None:
    abilities = {"grenade": 1, "ability1": 2, "ability2": 3}
    assert game.player(ALICE)["abilities"] == abilities


def test_an_absent_ability_keeps_its_value(game: Game) -> None:
    game.send(auxiliary(ALICE, "aux_abilities", {"ability_1": 0}))
    assert game.player(ALICE)["abilities"] == {"grenade": 1, "ability1": 0, "ability2": 3}


def test_what_was_told_is_marked_available(game: Game) -> None:
    marks = {"health": True, "abilities": True, "scoreboard": True}
    assert game.player(ALICE)["auxiliaryAvailable"] == marks
    assert not any(game.player(BOB)["auxiliaryAvailable"].values())


def test_a_client_that_leaves_takes_all_marks_with_it(game: Game) -> None:
    game.send(AuxDisconnect(player_id=ALICE.player_id))
    assert not any(game.player(ALICE)["auxiliaryAvailable"].values())
    assert game.player(ALICE)["health"] == 75


LEFT, BACK = AuxDisconnect(player_id=ALICE.player_id), AuxReturn(player_id=ALICE.player_id)


def test_a_client_that_comes_back_brings_its_marks_at_once() -> None:
    game = game_with_cast().send(*EVERYTHING[:2], LEFT, BACK)
    marks = {"health": True, "abilities": True, "scoreboard": False}
    assert game.player(ALICE)["auxiliaryAvailable"] == marks


def test_a_client_that_comes_back_in_another_round_has_no_scoreboard_yet(game: Game) -> None:
    assert game.send(LEFT, BACK).player(ALICE)["auxiliaryAvailable"]["scoreboard"] is True
    game.send(LEFT, round_info(1, "shopping"), BACK)
    marks = {"health": True, "abilities": True, "scoreboard": False}
    assert game.player(ALICE)["auxiliaryAvailable"] == marks


def test_a_new_client_of_the_player_brings_back_nothing_of_the_old_one(game: Game) -> None:
    game.send(LEFT, auxiliary(ALICE, "aux_health", 50), BACK)
    marks = {"health": True, "abilities": False, "scoreboard": False}
    assert game.player(ALICE)["auxiliaryAvailable"] == marks


@pytest.mark.parametrize(
    ("agent", "kind"), [("Gumshoe", "aux_cypher_cam"), ("Rift", "aux_astra_targeting")]
)
def test_a_client_that_leaves_takes_cam_and_targeting_with_it(agent: str, kind: str) -> None:
    game = game_with_cast().send(roster(ALICE, agentInternal=agent), auxiliary(ALICE, kind, True))
    assert game.player(ALICE)["iconNameSuffix"]
    assert game.send(LEFT).player(ALICE)["iconNameSuffix"] == ""


def test_a_client_that_leaves_does_not_take_an_ultimate_with_it() -> None:
    game = game_with_cast()
    game.send(scoreboard(BOB, currUltPoints=8, kills=1), scoreboard(BOB, kills=1))
    assert game.player(BOB)["iconNameSuffix"] == "NotDeadYet"
    game.send(AuxDisconnect(player_id=BOB.player_id))
    assert game.player(BOB)["iconNameSuffix"] == "NotDeadYet"


@pytest.mark.parametrize(
    "event",
    [
        AuxReturn(player_id=ERIN.player_id),
        auxiliary(ERIN, "aux_health", 10),
        auxiliary(ERIN, "aux_abilities", {"grenade": 1}),
        auxiliary(ERIN, "aux_astra_targeting", True),
        auxiliary(ERIN, "aux_cypher_cam", True),
    ],
)
def test_somebody_who_does_not_play_changes_nothing(game: Game, event: Packet | AuxReturn) -> None:
    before = game.state
    assert game.send(event).state is before


def test_nor_does_the_leaving_of_somebody_who_does_not_play(game: Game) -> None:
    before = game.state
    assert game.send(AuxDisconnect(player_id=ERIN.player_id)).state is before
