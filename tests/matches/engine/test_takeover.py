"""A later logon to a live match: what it takes over, and what stays."""

from typing import Any

import pytest
from msgspec.structs import replace

from matches.engine.events import LoggedOn
from tests.support.events import (
    ALICE,
    BOB,
    CHARLIE,
    LEFT_TEAM,
    RIGHT_TEAM,
    new_state,
    roster,
    score,
    setup,
)
from tests.support.game import game_in_combat, game_with_cast

NEW_LEFT = replace(
    LEFT_TEAM, name="Lanterns", tricode="LAN", url="https://example.org/n.png", color="#ff8800"
)


def logged_on(**changes: Any) -> LoggedOn:
    return LoggedOn(setup=setup(**changes))


def names(view: dict[str, Any]) -> list[str]:
    return [team["teamName"] for team in view["teams"]]


def test_a_later_logon_renames_teams_and_replaces_tools_at_once() -> None:
    tools = {"seedingInfo": {"left": "1", "right": "8"}, "playercamsInfo": {"secret": "hush"}}
    view = game_in_combat().send(logged_on(left_team=NEW_LEFT, tools=tools)).view
    left = view["teams"][0]
    assert (left["teamName"], left["teamTricode"], left["teamUrl"]) == (
        "Lanterns",
        "LAN",
        "https://example.org/n.png",
    )
    assert left["teamColor"] == "#ff8800"
    assert view["tools"]["seedingInfo"] == {"left": "1", "right": "8"}
    assert "hush" not in str(view)


def test_sides_stay_once_round_1_has_begun() -> None:
    turned = {
        "left_team": replace(NEW_LEFT, attack_start=False),
        "right_team": replace(RIGHT_TEAM, attack_start=True),
    }
    game = game_in_combat().send(score(3, 1))
    view = game.send(logged_on(**turned)).view
    assert [team["isAttacking"] for team in view["teams"]] == [True, False]
    assert [team["roundsWon"] for team in view["teams"]] == [3, 1]
    assert [player["name"] for player in view["teams"][0]["players"]] == ["alice", "bob"]


def test_sides_and_their_players_are_taken_over_before_round_1() -> None:
    turned = {
        "left_team": replace(LEFT_TEAM, attack_start=False),
        "right_team": replace(RIGHT_TEAM, attack_start=True),
    }
    view = game_with_cast().send(logged_on(**turned)).view
    left, right = view["teams"]
    assert (left["teamName"], left["ingameTeamId"], left["isAttacking"]) == (
        "Left Lanterns",
        1,
        False,
    )
    assert {entry["wasAttack"] for entry in left["roundRecord"]} == {False}
    assert [player["name"] for player in left["players"]] == ["charlie", "dana"]
    assert [player["name"] for player in right["players"]] == ["alice", "bob"]


def test_teams_that_changed_places_keep_them_under_the_same_set_up() -> None:
    game = game_in_combat().press("swap_left_right").send(logged_on(left_team=LEFT_TEAM))
    assert names(game.view) == ["Right Rivers", "Left Lanterns"]
    assert game.player(ALICE) in game.team(1)["players"]


def test_a_corrected_name_finds_its_team_after_a_change_of_places() -> None:
    corrected = replace(LEFT_TEAM, name="Left Lamps")
    game = game_in_combat().press("swap_left_right").send(logged_on(left_team=corrected))
    assert names(game.view) == ["Right Rivers", "Left Lamps"]


def test_players_lose_the_new_tricode_from_their_shown_names() -> None:
    cams = {"playercamsInfo": {"removeTricodes": True}}
    game = game_in_combat(new_state(tools=cams))
    game.send(roster(ALICE, name="LAN alice"))
    assert game.player(ALICE)["name"] == "LAN alice"
    game.send(logged_on(left_team=NEW_LEFT, tools=cams))
    assert game.player(ALICE)["name"] == "alice"
    assert game.player(ALICE)["fullName"] == "LAN alice#AL"
    assert game.player(BOB)["name"] == "bob"


@pytest.mark.parametrize(("maximum", "left"), [(2, [1, 2]), (3, [2, 3]), (1, [0, 1]), (0, [0, 0])])
def test_timeouts_that_were_used_stay_used(maximum: int, left: list[int]) -> None:
    game = game_in_combat().press("left_timeout", after=1).wait(61)
    tools = {"timeoutCounter": {"max": maximum}, "timeoutDuration": 30}
    shown = game.send(logged_on(tools=tools)).view["tools"]
    counter = shown["timeoutCounter"]
    assert [counter["left"], counter["right"]] == left
    assert shown["timeoutDuration"] == 30


def test_nothing_of_the_rosters_is_lost_by_a_later_logon() -> None:
    game = game_in_combat()
    before = [game.player(member) for member in (ALICE, BOB, CHARLIE)]
    game.send(logged_on(left_team=NEW_LEFT))
    assert [game.player(member) for member in (ALICE, BOB, CHARLIE)] == before
