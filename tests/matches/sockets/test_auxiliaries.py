"""Whom an auxiliary client may send for, under each policy of the organisation."""

import json
from typing import Any

import pytest

from matches.engine.events import AuxiliaryEvent, parse_auxiliary
from matches.engine.reducer import apply
from matches.live.match import LiveMatch
from matches.sockets.auxiliaries import check_policy, objection_to
from matches.sockets.feeders import Feeder
from matches.sockets.logon import AuxiliaryPacket, LogonRefused
from tests.matches.live.cast import START_MS, event, live_match
from tests.wire.crew import roster
from tests.wire.test_auxiliaries import board


@pytest.fixture
def match() -> LiveMatch:
    """player-1 plays on the left, player-2 on the right."""
    match = live_match()
    for number, side in ((1, 0), (2, 1)):
        match.state = apply(match.state, event("roster", roster(number, side)), START_MS)
    return match


def bob(match: LiveMatch, player_id: str = "player-1") -> Feeder:
    return Feeder("sid", "pid", "auxiliary", "bob", match, session_pk=1, player_id=player_id)


def sent(kind: str, data: Any, player_id: str = "player-1") -> AuxiliaryEvent:
    packet = {"playerId": player_id, "matchId": "m", "type": kind, "data": data}
    return parse_auxiliary(json.dumps(packet))


def asks(player_id: str) -> AuxiliaryPacket:
    return AuxiliaryPacket(type="aux_authenticate", match_id="m", player_id=player_id)


def test_it_sends_for_its_own_player(match: LiveMatch) -> None:
    assert objection_to(bob(match), sent("aux_health", 50)) == ""
    assert objection_to(bob(match), sent("aux_health", 50, player_id="")) == ""
    assert objection_to(bob(match), sent("aux_health", 50, player_id="player-2")) == "other_player"


def test_its_player_must_be_in_the_match(match: LiveMatch) -> None:
    stranger = bob(match, "player-9")
    assert objection_to(stranger, sent("aux_health", 50, player_id="player-9")) == "unknown_player"


def test_an_auxiliary_observer_sends_the_scoreboards_of_others(match: LiveMatch) -> None:
    assert objection_to(bob(match), sent("aux_scoreboard", board("player-2"))) == ""
    assert objection_to(bob(match), sent("aux_scoreboard", board("player-9"))) == "unknown_player"


def test_under_the_roster_policy_nobody_sends_for_others(match: LiveMatch) -> None:
    match.auxiliary_policy = "roster"
    assert objection_to(bob(match), sent("aux_scoreboard", board("player-1"))) == ""
    assert objection_to(bob(match), sent("aux_scoreboard", board("player-2"))) == "other_player"
    team = json.dumps([board("player-1")])
    assert objection_to(bob(match), sent("aux_scoreboard_team", team)) == "other_player"
    match.auxiliary_policy = "open"
    assert objection_to(bob(match), sent("aux_scoreboard_team", team)) == ""


def test_without_an_id_a_scoreboard_is_for_the_player_of_its_name(match: LiveMatch) -> None:
    match.auxiliary_policy = "roster"
    own, other, nobody = (
        board("player-1") | {"playerId": "", "name": name, "startTeam": side}
        for name, side in (("player1", 0), ("player2", 1), ("dave", 0))
    )
    assert objection_to(bob(match), sent("aux_scoreboard", own)) == ""
    assert objection_to(bob(match), sent("aux_scoreboard", other)) == "other_player"
    assert objection_to(bob(match), sent("aux_scoreboard", nobody)) == "unknown_player"


def test_under_the_roster_policy_only_players_of_the_match_log_on(match: LiveMatch) -> None:
    match.auxiliary_policy = "roster"
    check_policy(match, asks("player-1"))
    for stranger in ("", "player-9"):
        with pytest.raises(LogonRefused, match="Only players of this match"):
            check_policy(match, asks(stranger))


def test_an_organisation_can_switch_auxiliary_clients_off(match: LiveMatch) -> None:
    match.auxiliary_policy = "off"
    with pytest.raises(LogonRefused, match="switched off"):
        check_policy(match, asks("player-1"))


def test_under_the_open_policy_a_client_may_log_on_before_its_player_is_known(
    match: LiveMatch,
) -> None:
    check_policy(match, asks(""))
    check_policy(match, asks("player-9"))
