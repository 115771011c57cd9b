import pytest

from matches.engine.events import AuxDisconnect
from tests.support.events import ALICE, BOB, ERIN, Packet, aux_scoreboard, auxiliary
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


def test_booleans_are_charges_and_a_null_ability_keeps_its_value(game: Game) -> None:
    odd = {"grenade": True, "ability_1": False, "ability_2": None}
    game.send(auxiliary(ALICE, "aux_abilities", odd))
    assert game.player(ALICE)["abilities"] == {"grenade": 1, "ability1": 0, "ability2": 3}


def test_what_was_told_is_marked_available(game: Game) -> None:
    marks = {"health": True, "abilities": True, "scoreboard": True}
    assert game.player(ALICE)["auxiliaryAvailable"] == marks
    assert not any(game.player(BOB)["auxiliaryAvailable"].values())


def test_a_client_that_leaves_takes_all_marks_with_it(game: Game) -> None:
    game.send(AuxDisconnect(player_id=ALICE.player_id))
    assert not any(game.player(ALICE)["auxiliaryAvailable"].values())
    assert game.player(ALICE)["health"] == 75


@pytest.mark.parametrize(
    "event",
    [
        auxiliary(ERIN, "aux_health", 10),
        auxiliary(ERIN, "aux_abilities", {"grenade": 1}),
        auxiliary(ERIN, "aux_astra_targeting", True),
        auxiliary(ERIN, "aux_cypher_cam", True),
    ],
)
def test_somebody_who_does_not_play_changes_nothing(game: Game, event: Packet) -> None:
    before = game.state
    assert game.send(event).state is before


def test_nor_does_the_leaving_of_somebody_who_does_not_play(game: Game) -> None:
    before = game.state
    assert game.send(AuxDisconnect(player_id=ERIN.player_id)).state is before
