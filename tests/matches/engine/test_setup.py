import msgspec
import pytest

from matches.engine.setup import MatchSetup, TeamSetup, new_match
from matches.engine.view import public_view
from tests.support.events import new_state, setup


def test_a_match_starts_as_the_contract_says() -> None:
    view = public_view(new_state(organization_id="org-1", org_is_supporter=True))
    del view["teams"], view["tools"]
    assert view == {
        "matchId": "",
        "matchType": "bomb",
        "switchRound": 13,
        "firstOtRound": 25,
        "groupCode": "TEST",
        "isRunning": False,
        "roundNumber": 0,
        "roundPhase": "LOBBY",
        "wasTimeout": False,
        "map": "Loading",
        "spikeState": {"planted": False, "detonated": False, "defused": False},
        "attackersWon": False,
        "showAliveKDA": False,
        "timeoutState": {
            "techPause": False,
            "leftTeam": False,
            "rightTeam": False,
            "timeRemaining": 0,
        },
        "timeoutGracePeriodPassed": False,
        "toastInfo": {
            "active": False,
            "title": "",
            "message": "",
            "duration": None,
            "eventLogoEnabled": True,
        },
        "hasEnteredOvertime": False,
        "organizationId": "org-1",
        "isRegistered": False,
        "orgIsSupporter": True,
    }


def test_a_team_starts_with_what_the_logon_says() -> None:
    team = public_view(new_state())["teams"][0]
    assert (team["teamName"], team["teamTricode"]) == ("Left Lanterns", "LLA")
    assert team["teamUrl"] == "https://example.org/l.png"
    assert (team["roundsWon"], team["playerCount"], team["players"]) == (0, 0, [])
    assert (team["hasHandledTeam"], team["hasDuplicateAgents"]) == (False, False)


def test_a_team_s_colour_is_told_only_where_the_logon_has_one() -> None:
    state = new_state(left_team=TeamSetup("l", "", "", True, "#ff8800"))
    left, right = public_view(state)["teams"]
    assert left["teamColor"] == "#ff8800"
    assert "teamColor" not in right


@pytest.mark.parametrize(
    ("left", "right", "numbers"),
    [
        (True, False, (0, 1)),
        (False, True, (1, 0)),
        (True, True, (0, 1)),
        (False, False, (1, 0)),
    ],
)
def test_one_team_attacks_first_and_the_left_one_decides_which(
    left: bool, right: bool, numbers: tuple[int, int]
) -> None:
    state = new_state(
        left_team=TeamSetup("l", "", "", left), right_team=TeamSetup("r", "", "", right)
    )
    assert tuple(team.ingame_team_id for team in state.teams) == numbers
    assert [team.is_attacking for team in state.teams] == [number == 0 for number in numbers]


def test_a_setup_survives_its_json() -> None:
    usual = setup(tools={"extra": [1, {"a": None}]}, sponsor_logo_url="https://example.org/s")
    encoded = msgspec.json.encode(usual)
    assert b'"leftTeam":{"name":"Left Lanterns"' in encoded
    assert msgspec.json.decode(encoded, type=MatchSetup) == usual


def test_the_same_setup_gives_the_same_match() -> None:
    assert new_match(setup()) == new_match(setup())
