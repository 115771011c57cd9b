import pytest

from matches.engine.name_tables import packaged_tables
from matches.engine.names import weapon_cost
from matches.engine.setup import MatchSetup, TeamSetup
from matches.engine.view import public_view
from matches.sample_match import sample_match

NOW_MS = 1_760_000_000_000


def setup(*, left_attacks: bool = True) -> MatchSetup:
    return MatchSetup(
        group_code="ABC123",
        left_team=TeamSetup("Ants", "ANT", "https://a.invalid/a.png", left_attacks),
        right_team=TeamSetup("Bees", "BEE", "", not left_attacks),
        tools={"tournamentInfo": {"name": "Example Invitational"}},
    )


def test_it_is_in_the_combat_of_round_one_and_its_clock_has_just_begun() -> None:
    view = public_view(sample_match(setup(), NOW_MS))
    assert (view["roundNumber"], view["roundPhase"]) == (1, "combat")
    assert view["roundTimeoutTime"] == NOW_MS + 99_000
    assert view["isRunning"] is True


def test_it_shows_what_the_producer_has_set_up() -> None:
    view = public_view(sample_match(setup(), NOW_MS))
    names = [(team["teamName"], team["teamTricode"]) for team in view["teams"]]
    assert names == [("Ants", "ANT"), ("Bees", "BEE")]
    assert view["tools"]["tournamentInfo"] == {"name": "Example Invitational"}
    assert view["groupCode"] == "ABC123"


@pytest.mark.parametrize("left_attacks", [True, False])
def test_ten_players_with_ten_agents_are_in_two_teams(left_attacks: bool) -> None:
    view = public_view(sample_match(setup(left_attacks=left_attacks), NOW_MS))
    players = [player for team in view["teams"] for player in team["players"]]
    assert [len(team["players"]) for team in view["teams"]] == [5, 5]
    assert len({player["agentProper"] for player in players}) == 10
    assert not any(team["hasDuplicateAgents"] for team in view["teams"])
    assert all(player["isAlive"] and player["scoreboardAvailable"] for player in players)
    assert view["teams"][0]["isAttacking"] is left_attacks


@pytest.mark.parametrize("left_attacks", [True, False])
def test_an_attacker_carries_the_spike(left_attacks: bool) -> None:
    view = public_view(sample_match(setup(left_attacks=left_attacks), NOW_MS))
    carriers = [
        team["isAttacking"]
        for team in view["teams"]
        for player in team["players"]
        if player["hasSpike"]
    ]
    assert carriers == [True]


def test_everything_that_it_names_is_known() -> None:
    view = public_view(sample_match(setup(), NOW_MS))
    assert view["map"] == "Ascent"
    for team in view["teams"]:
        for player in team["players"]:
            assert player["agentInternal"] in packaged_tables().agents
            assert weapon_cost(player["highestWeapon"]) is not None
            assert player["currUltPoints"] <= player["maxUltPoints"]
