"""What the crew sets on its page is in the public state."""

import json

from matches.engine.events import Playercams
from tests.support.events import new_state
from tests.support.game import Game, game_with_cast


def crew(revision: int, *overrides: tuple[str, str], cameras: tuple[str, ...] = ()) -> Playercams:
    return Playercams(
        identifier="room1", revision=revision, overrides=overrides, enabled_players=cameras
    )


def test_names_and_cameras_of_the_crew_are_in_the_public_tools() -> None:
    sent = {"playercamsInfo": {"removeTricodes": True}, "nameOverrides": {"overrides": "[]"}}
    game = game_with_cast(new_state(tools=sent))
    game.send(crew(1, ("alice#AL", 'Al "A" Äh'), cameras=("bob#BO",)))
    tools = game.view["tools"]
    assert tools["playercamsInfo"] == {
        "enable": True,
        "removeTricodes": True,
        "identifier": "room1",
        "enabledPlayers": ["bob#BO"],
    }
    assert json.loads(tools["nameOverrides"]["overrides"]) == [["alice#AL", 'Al "A" Äh']]


def test_the_newest_word_of_the_crew_replaces_the_one_before() -> None:
    game = game_with_cast().send(crew(1, ("alice#AL", "A"), cameras=("bob#BO",)))
    tools = game.send(crew(2, ("dana#DA", "D"))).view["tools"]
    assert tools["playercamsInfo"]["enabledPlayers"] == []
    assert tools["nameOverrides"] == {"overrides": '[["dana#DA","D"]]'}


def test_without_a_crew_the_client_s_own_overrides_are_shown() -> None:
    sent = {"nameOverrides": {"overrides": '[["alice#AL","A"]]'}}
    assert Game(new_state(tools=sent)).view["tools"]["nameOverrides"] == sent["nameOverrides"]
