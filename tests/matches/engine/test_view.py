import json
from typing import Any

import msgspec
import pytest

from matches.engine.view import Feed, public_view, team_info
from tests.support.events import ALICE, killfeed, new_state, round_info, score, scoreboard
from tests.support.game import game_in_combat, game_with_cast


def keys(names: str) -> set[str]:
    return set(names.split())


TOP = keys(
    """matchId matchType switchRound firstOtRound groupCode isRunning agentSelectStartTime
    roundNumber roundPhase roundTimeoutTime wasTimeout teams map spikeState attackersWon
    showAliveKDA timeoutState timeoutGracePeriodPassed toastInfo hasEnteredOvertime tools
    organizationId isRegistered orgIsSupporter"""
)
TEAM = keys(
    """teamName teamTricode teamUrl ingameTeamId isAttacking hasHandledTeam roundsWon
    spentThisRound roundRecord removeTricode players playerCount hasDuplicateAgents"""
)
PLAYER = keys(
    """name tagline riotId playerId searchName fullName position locked agentInternal agentProper
    isAlive hasSpike isObserved health abilities kills deaths assists kdRatio killsThisRound
    deathsThisRound killedPlayerNames currUltPoints maxUltPoints ultReady money moneySpent
    spentMoneyThisRound armorName highestWeapon currentMMRTier peakMMRTier teamKills
    headshotKills headshotRatio killsByWeaponsAndAbilities killsOnEnemyPlayer
    killsOnTeammatePlayer assistsFromTeammate scoreboardAvailable auxiliaryAvailable
    iconNameSuffix"""
)


def test_it_holds_the_contracts_keys_and_no_others() -> None:
    view = game_in_combat().view
    assert set(view) == TOP
    assert set(view["teams"][0]) == TEAM
    assert set(view["teams"][0]["players"][0]) == PLAYER


def test_moments_that_are_not_set_have_no_key() -> None:
    moments = {"agentSelectStartTime", "roundTimeoutTime"}
    assert set(public_view(new_state())) == TOP - moments


def test_the_feed_of_a_live_match_is_in_it() -> None:
    view = public_view(new_state(), feed=Feed(observers=2, last_event_at=1_760_000_000_000))
    assert view["feed"] == {"observers": 2, "lastEventAt": 1_760_000_000_000}


def test_the_fuse_replaces_the_rounds_clock() -> None:
    view = game_in_combat().press("spike_planted").view
    assert set(view) == TOP - {"roundTimeoutTime"} | {"spikeDetonationTime"}


def test_it_is_json_as_every_encoder_writes_it() -> None:
    game = game_in_combat().send(scoreboard(kills=1), killfeed(ALICE, "somebody"))
    assert json.loads(json.dumps(game.view, allow_nan=False)) == game.view
    assert msgspec.json.decode(msgspec.json.encode(game.view)) == game.view


def test_neither_secret_nor_end_of_the_player_cams_is_in_it() -> None:
    cams = {"secret": "hush", "endTime": 987_654_321}
    game = game_with_cast(new_state(tools={"playercamsInfo": cams}))
    shown = json.dumps(game.view)
    assert "hush" not in shown
    assert "987654321" not in shown


class TestTeamInfo:
    def info(self, left: int, right: int) -> dict[str, Any]:
        return team_info(game_with_cast().send(score(left, right)).state)

    def test_it_names_the_teams_and_their_first_sides(self) -> None:
        assert self.info(13, 5)["leftTeam"] == {
            "name": "Left Lanterns",
            "tricode": "LLA",
            "url": "https://example.org/l.png",
            "attackStart": True,
        }
        assert self.info(13, 5)["rightTeam"]["attackStart"] is False

    @pytest.mark.parametrize(("left", "right", "higher"), [(13, 5, 0), (5, 13, 1), (0, 0, 1)])
    def test_the_higher_score_is_left_only_if_it_has_more(
        self, left: int, right: int, higher: int
    ) -> None:
        assert self.info(left, right)["higherScore"] == higher

    def test_the_teams_are_in_the_places_that_they_end_in(self) -> None:
        game = game_with_cast().send(score(13, 5)).press("swap_left_right")
        info = team_info(game.send(round_info(18, "game_end")).state)
        assert info["leftTeam"]["name"] == "Right Rivers"
        assert info["rightTeam"]["attackStart"] is True
        assert info["higherScore"] == 1

    def test_it_carries_the_tournament_and_its_sponsors(self) -> None:
        sent = {
            "tournamentInfo": {"name": "Cup"},
            "sponsorInfo": {"enabled": True, "duration": 3, "sponsors": ["a"]},
        }
        info = team_info(new_state(tools=sent, org_is_supporter=True))
        assert info["tournamentInfo"] == {"name": "Cup"}
        assert info["sponsorInfo"] == sent["sponsorInfo"]
        assert info["isSupporter"] is True
