from typing import Any

import pytest

from matches.engine.setup import TeamSetup
from matches.engine.state import MatchState
from tests.support.events import (
    ALICE,
    BOB,
    ERIN,
    LEFT_TEAM,
    Packet,
    new_state,
    observer,
    roster,
)
from tests.support.game import START_MS, Game, game_with_cast


def with_tricodes_removed(tricode: str = "LLA") -> MatchState:
    left = TeamSetup(LEFT_TEAM.name, tricode, LEFT_TEAM.url, True)
    return new_state(left_team=left, tools={"playercamsInfo": {"removeTricodes": True}})


def shown_name(name: str, **state: Any) -> object:
    return Game(with_tricodes_removed(**state)).send(roster(name=name)).player(ALICE)["name"]


def test_a_new_player_starts_with_nothing() -> None:
    player = Game().send(roster()).player(ALICE)
    assert player["name"] == "alice"
    assert player["fullName"] == "alice#AL"
    assert player["searchName"] == "alice #AL"
    assert player["playerId"] == player["riotId"] == "id-alice"
    assert (player["health"], player["isAlive"]) == (100, True)
    assert (player["armorName"], player["highestWeapon"]) == ("None", "Unknown")
    assert (player["maxUltPoints"], player["ultReady"]) == (0, False)
    assert (player["kdRatio"], player["headshotRatio"], player["money"]) == (0, 0, 0)
    assert player["currentMMRTier"] is player["peakMMRTier"] is None


def test_the_first_roster_starts_agent_select() -> None:
    game = Game().send(roster(), after=3)
    game.send(roster(BOB), after=5)
    assert game.view["agentSelectStartTime"] == START_MS + 3_000


def test_agent_select_has_no_start_before_a_roster_comes() -> None:
    assert "agentSelectStartTime" not in Game().view


def test_a_known_player_is_updated_and_moved() -> None:
    game = Game().send(roster(locked=False, agentInternal=""))
    game.send(roster(name="alicia", tagline="NEW", agentInternal="Clay", position=9))
    player = game.player(ALICE)
    assert (player["name"], player["tagline"]) == ("alicia", "NEW")
    assert (player["agentInternal"], player["agentProper"]) == ("Clay", "Raze")
    assert player["locked"]
    assert player["position"] == 9


def test_an_update_renames_the_search_and_full_name_too() -> None:
    game = Game().send(roster(), roster(name="alicia", tagline="NEW"))
    assert game.player(ALICE)["searchName"] == "alicia #NEW"
    assert game.player(ALICE)["fullName"] == "alicia#NEW"


def test_an_update_keeps_what_the_player_has_done() -> None:
    game = game_with_cast().send(observer("observing", "alice #AL"), roster(name="alicia"))
    assert game.player(ALICE)["isObserved"]


def test_a_roster_without_name_or_id_is_ignored() -> None:
    game = Game().send(roster(name=""), roster(playerId=""))
    assert game.team(0)["players"] == []


@pytest.mark.parametrize("tagline", ["", None])
def test_a_roster_entry_without_a_tagline_is_a_player(tagline: str | None) -> None:
    player = Game().send(roster(tagline=tagline)).player(ALICE)
    assert (player["name"], player["tagline"]) == (ALICE.name, "")


def test_odd_members_of_a_roster_entry_leave_the_player_as_it_was() -> None:
    game = Game().send(roster(position=3, locked=True))
    before = game.player(ALICE)
    odd: Packet = dict.fromkeys(
        ("name", "tagline", "startTeam", "agentInternal", "position", "locked")
    )
    assert game.send(roster(**odd)).player(ALICE) == before


def test_a_roster_entry_without_an_id_is_placed_by_its_name() -> None:
    game = Game().send(roster(agentInternal="Wushu"))
    game.send(roster(playerId=None, agentInternal="Clay"))
    assert game.player(ALICE)["agentInternal"] == "Clay"
    assert game.team(0)["playerCount"] == 1


def test_a_roster_for_an_unknown_team_is_ignored() -> None:
    game = Game().send(roster(startTeam=7))
    assert game.team(0)["players"] == game.team(1)["players"] == []


def test_the_start_team_may_come_as_text() -> None:
    assert Game().send(roster(startTeam="1")).team(1)["playerCount"] == 1


def test_a_leading_tricode_is_cut_from_the_shown_name_alone() -> None:
    player = Game(with_tricodes_removed()).send(roster(name="LLA erin")).player(ALICE)
    assert player["name"] == "erin"
    assert player["searchName"] == "LLA erin #AL"
    assert player["fullName"] == "LLA erin#AL"


def test_a_tricode_stays_cut_when_the_roster_is_sent_again() -> None:
    game = Game(with_tricodes_removed()).send(roster(name="LLA erin"), roster(name="LLA erin"))
    assert game.player(ALICE)["name"] == "erin"


def test_a_name_is_never_cut_to_nothing() -> None:
    assert shown_name("LLA") == "LLA"
    assert shown_name("LLA ") == "LLA "


def test_a_tricode_elsewhere_in_the_name_stays() -> None:
    assert shown_name("erin LLA") == "erin LLA"


def test_an_empty_tricode_cuts_nothing() -> None:
    assert shown_name(" erin", tricode="") == " erin"


def test_tricodes_stay_where_nobody_asked_to_remove_them() -> None:
    assert Game().send(roster(name="LLA erin")).player(ALICE)["name"] == "LLA erin"


def test_a_team_says_whether_it_removes_tricodes() -> None:
    assert Game(with_tricodes_removed()).team(0)["removeTricode"]
    assert not Game().send(roster(ERIN)).team(0)["removeTricode"]
