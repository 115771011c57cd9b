"""Alice plays whatever agent a test gives her."""

from typing import Any

import pytest

from matches.engine.names import ASTRA, CLOVE, CYPHER, VETO
from tests.support.events import (
    ALICE,
    BOB,
    CHARLIE,
    Packet,
    aux_scoreboard,
    auxiliary,
    killfeed,
    roster,
    round_info,
    scoreboard,
)
from tests.support.game import Game, game_in_combat


def playing(agent: str, **data: Any) -> Packet:
    usual = {"agentInternal": agent, "kills": 1, "currUltPoints": 8, "maxUltPoints": 8}
    return scoreboard(**{**usual, **data})


def suffix(game: Game) -> Any:
    return game.player(ALICE)["iconNameSuffix"]


def with_ultimate_used(agent: str) -> Game:
    return game_in_combat().send(playing(agent), playing(agent, currUltPoints=0))


def targeting(on: bool) -> Packet:
    return auxiliary(ALICE, "aux_astra_targeting", on)


def watching(on: bool) -> Packet:
    return auxiliary(ALICE, "aux_cypher_cam", on)


@pytest.mark.parametrize(
    ("agent", "expected"),
    [(CLOVE, "NotDeadYet"), (VETO, "Evolution"), ("Smonk_PC_C", "NotDeadYet"), ("Wushu", "")],
)
def test_a_ready_ultimate_that_drops_to_zero_shows(agent: str, expected: str) -> None:
    assert suffix(with_ultimate_used(agent)) == expected


def test_an_ultimate_that_was_not_ready_does_not_show() -> None:
    game = game_in_combat().send(playing(CLOVE, currUltPoints=7), playing(CLOVE, currUltPoints=0))
    assert suffix(game) == ""


def test_a_ready_ultimate_that_drops_to_some_points_does_not_show() -> None:
    game = game_in_combat().send(playing(CLOVE), playing(CLOVE, currUltPoints=1))
    assert suffix(game) == ""


def test_points_that_were_zero_before_are_no_drop() -> None:
    blank = playing(CLOVE, currUltPoints=0, maxUltPoints=0)
    assert suffix(game_in_combat().send(blank, blank)) == ""


def test_a_scoreboard_that_starts_afresh_shows_no_ultimate() -> None:
    game = game_in_combat().send(playing(CLOVE), playing(CLOVE, currUltPoints=0, kills=0))
    assert suffix(game) == ""


def test_an_auxiliary_scoreboard_shows_an_ultimate_too() -> None:
    ready = aux_scoreboard(agentInternal=VETO, kills=1, currUltPoints=8)
    used = aux_scoreboard(agentInternal=VETO, kills=1, currUltPoints=0)
    assert suffix(game_in_combat().send(ready, used)) == "Evolution"


@pytest.mark.parametrize("further", [{"kills": 2}, {"assists": 1}])
def test_cloves_goes_with_a_further_kill_or_assist(further: dict[str, int]) -> None:
    game = with_ultimate_used(CLOVE).send(playing(CLOVE, **{"currUltPoints": 0, **further}))
    assert suffix(game) == ""


@pytest.mark.parametrize("further", [{"kills": 2}, {"assists": 1}])
def test_vetos_stays_with_a_further_kill_or_assist(further: dict[str, int]) -> None:
    game = with_ultimate_used(VETO).send(playing(VETO, **{"currUltPoints": 0, **further}))
    assert suffix(game) == "Evolution"


def test_clearing_wins_over_an_ultimate_in_the_same_scoreboard() -> None:
    game = game_in_combat().send(playing(CLOVE), playing(CLOVE, currUltPoints=0, kills=2))
    assert suffix(game) == ""


def test_a_dead_clove_who_comes_back_keeps_it() -> None:
    dead = {"isAlive": False, "deaths": 1}
    game = game_in_combat().send(playing(CLOVE, **dead))
    game.send(playing(CLOVE, currUltPoints=0, **dead), playing(CLOVE, currUltPoints=0, deaths=1))
    assert suffix(game) == "NotDeadYet"


@pytest.mark.parametrize("agent", [CLOVE, VETO])
def test_death_clears_an_ultimates(agent: str) -> None:
    game = with_ultimate_used(agent)
    assert suffix(game.send(playing(agent, currUltPoints=0, isAlive=False))) == ""


def test_death_clears_astras_but_not_cyphers() -> None:
    astra = game_in_combat().send(playing(ASTRA), targeting(True))
    cypher = game_in_combat().send(playing(CYPHER), watching(True))
    assert suffix(astra.send(playing(ASTRA, isAlive=False))) == ""
    assert suffix(cypher.send(playing(CYPHER, isAlive=False))) == "Cam"


@pytest.mark.parametrize("agent", [CLOVE, VETO])
def test_a_death_from_the_kill_feed_clears_it(agent: str) -> None:
    game = with_ultimate_used(agent)
    game.send(round_info(2, "shopping"), round_info(2, "combat"), killfeed(CHARLIE, ALICE))
    assert suffix(game) == ""


@pytest.mark.parametrize(("agent", "expected"), [(CLOVE, ""), (VETO, "Evolution")])
def test_a_kill_from_the_kill_feed_clears_cloves(agent: str, expected: str) -> None:
    game = with_ultimate_used(agent)
    game.send(round_info(2, "shopping"), round_info(2, "combat"), killfeed(ALICE, CHARLIE))
    assert suffix(game) == expected


def test_an_assist_from_the_kill_feed_clears_cloves() -> None:
    game = with_ultimate_used(CLOVE).send(roster(BOB, agentInternal="Clay"))
    game.send(round_info(2, "shopping"), round_info(2, "combat"))
    game.send(killfeed(BOB, CHARLIE, assists=["TX_Killfeed_Clove"]))
    assert game.player(ALICE)["assists"] == 1
    assert suffix(game) == ""


@pytest.mark.parametrize("agent", [CLOVE, VETO])
def test_shopping_clears_none(agent: str) -> None:
    assert suffix(with_ultimate_used(agent).send(round_info(2, "shopping"))) != ""


def test_targeting_is_astras_and_ends_with_false() -> None:
    game = game_in_combat().send(playing(ASTRA), targeting(True))
    assert suffix(game) == "Targeting"
    assert suffix(game.send(targeting(False))) == ""


def test_the_camera_is_cyphers_and_ends_with_false() -> None:
    game = game_in_combat().send(playing(CYPHER), watching(True))
    assert suffix(game) == "Cam"
    assert suffix(game.send(watching(False))) == ""


def test_other_agents_neither_target_nor_watch() -> None:
    game = game_in_combat().send(playing("Wushu"), targeting(True), watching(True))
    assert suffix(game) == ""


def test_another_agents_false_clears_nothing() -> None:
    game = with_ultimate_used(CLOVE).send(targeting(False), watching(False))
    assert suffix(game) == "NotDeadYet"
