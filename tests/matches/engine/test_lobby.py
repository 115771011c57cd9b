import pytest

from matches.engine.events import Registered
from matches.engine.name_tables import packaged_tables
from matches.engine.view import team_info
from tests.support.events import ALICE, BOB, CHARLIE, new_state, observer, toast
from tests.support.game import Game, game_with_cast


def test_a_match_start_sets_the_id_and_runs_the_match() -> None:
    game = Game().send(observer("match_start", "some-id"))
    assert (game.view["matchId"], game.view["isRunning"]) == ("some-id", True)


@pytest.mark.parametrize(("internal", "shown"), packaged_tables().maps.items())
def test_maps_are_shown_by_their_display_names(internal: str, shown: str) -> None:
    assert Game().send(observer("map", internal)).view["map"] == shown


@pytest.mark.parametrize(
    ("internal", "shown"),
    [
        ("Plummet", "Summit"),
        ("Infinity", "Abyss"),
        ("ascent", "Ascent"),
        ("/Game/Maps/Jam/Jam", "Lotus"),
        ("Somewhere", "Somewhere"),
    ],
)
def test_a_map_is_shown_by_its_own_name_or_the_games_word(internal: str, shown: str) -> None:
    assert Game().send(observer("map", internal)).view["map"] == shown


@pytest.mark.parametrize("empty", ["", " "])
def test_without_a_name_the_map_stays_as_it_was(empty: str) -> None:
    assert Game().send(observer("map", empty)).view["map"] == "Loading"
    assert Game().send(observer("map", "Jam"), observer("map", empty)).view["map"] == "Lotus"


@pytest.mark.parametrize(
    ("mode", "rounds"), [("swift", (5, 99)), ("bomb", (13, 25)), ("deathmatch", (13, 25))]
)
def test_the_mode_decides_where_sides_switch(mode: str, rounds: tuple[int, int]) -> None:
    view = Game().send(observer("game_mode", "swift"), observer("game_mode", mode)).view
    assert view["matchType"] == mode
    assert (view["switchRound"], view["firstOtRound"]) == rounds


def test_the_observed_player_is_the_one_of_that_search_name() -> None:
    game = game_with_cast().send(observer("observing", "alice #AL"))
    observed = [game.player(member)["isObserved"] for member in (ALICE, BOB, CHARLIE)]
    assert observed == [True, False, False]


@pytest.mark.parametrize("nobody", ["charlie#CH", "", "alice #BO"])
def test_any_other_name_is_nobodys(nobody: str) -> None:
    game = game_with_cast().send(observer("observing", "alice #AL"))
    assert not game.send(observer("observing", nobody)).player(ALICE)["isObserved"]


def test_watching_somebody_else_leaves_the_others_alone() -> None:
    game = game_with_cast().send(observer("observing", "alice #AL"))
    charlie = game.state.teams[1]
    assert game.send(observer("observing", "bob #BO")).state.teams[1] is charlie


def test_kills_and_credits_toggle() -> None:
    game = Game().press("switch_kda_credits")
    assert game.view["showAliveKDA"]
    assert not game.press("switch_kda_credits").view["showAliveKDA"]


def test_being_the_attacker_changes_nothing() -> None:
    game = game_with_cast()
    before = game.state
    assert game.send(observer("team_is_attacker", True)).state is before


def test_a_registered_match_says_so() -> None:
    assert not Game().view["isRegistered"]
    assert Game().send(Registered()).view["isRegistered"]


def test_the_agent_select_is_switched_on_and_off_by_its_hotkey() -> None:
    game = game_with_cast()
    assert "agentSelectActive" not in game.view["tools"]
    assert game.press("toggle_agent_select").view["tools"]["agentSelectActive"] is True
    assert game.press("toggle_agent_select").view["tools"]["agentSelectActive"] is False


def test_the_agent_select_stays_where_its_hotkey_is_off() -> None:
    tools = {"agentSelectHotkeyEnabled": False, "agentSelectActive": True}
    view = game_with_cast(new_state(tools=tools)).press("toggle_agent_select").view
    assert view["tools"]["agentSelectActive"] is True


def test_members_of_newer_clients_are_taken_and_sent_on() -> None:
    tools = {
        "agentSelectAutostart": True,
        "tournamentInfo": {"logoUrl": "", "backdropUrl": ""},
        "seriesInfo": {"needed": None, "wonLeft": None, "wonRight": 0, "mapInfo": [None]},
    }
    game = game_with_cast(new_state(tools=tools)).send(toast("up", selectedTeam="none"))
    assert tools.items() <= game.view["tools"].items()
    assert game.view["toastInfo"]["selectedTeam"] == "none"
    assert team_info(game.state)["tournamentInfo"] == tools["tournamentInfo"]
