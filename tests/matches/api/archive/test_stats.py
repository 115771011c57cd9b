"""The shape that the field's breakdown overlays read."""

from typing import Any

import pytest
from django.test import Client

from matches.models import Match, MatchPlayer, Round, RoundPlayer

from .cast import Asker, finished, story

pytestmark = pytest.mark.django_db


def stats(asker: Asker, code: str = "HARBOUR1") -> dict[str, Any]:
    answer = asker.get("getStats", code=code).json()
    assert (set(answer), answer["status"]) == ({"status", "data"}, 200)
    data: dict[str, Any] = answer["data"]
    return data


def test_it_has_the_members_that_the_overlays_read(alice: Asker, match: Match) -> None:
    data = stats(alice)
    assert data["metadata"] == {"map": {"name": "Ascent"}}
    player = data["players"][0]
    assert {name: player[name] for name in ("puuid", "name", "tag", "team_id", "agent")} == {
        "puuid": "id-alice",
        "name": "alice",
        "tag": "AL",
        "team_id": "Red",
        "agent": {"name": "Jett"},
    }
    assert data["teams"] == [
        {"team_id": "Red", "won": False, "rounds": {"won": 1}},
        {"team_id": "Blue", "won": False, "rounds": {"won": 1}},
    ]
    assert data["rounds"] == [
        {
            "id": 0,
            "result": "Detonate",
            "ceremony": None,
            "winning_team": "Red",
            "plant": {"player": {"team": "Red"}},
        },
        {
            "id": 1,
            "result": "Defuse",
            "ceremony": None,
            "winning_team": "Blue",
            "plant": {"player": {"team": "Red"}},
        },
    ]
    assert data["kills"][0] == {
        "round": 0,
        "time_in_round_in_ms": 10_000,
        "killer": {"puuid": "id-alice", "team": "Red"},
        "victim": {"puuid": "id-charlie", "team": "Blue"},
    }
    assert [kill["round"] for kill in data["kills"]] == [0, 0, 1]


def test_what_the_feed_does_not_tell_is_null(alice: Asker, match: Match) -> None:
    player = stats(alice)["players"][0]
    stored = MatchPlayer.objects.get(match=match, riot_id="id-alice")
    assert player["stats"] == {
        "score": None,
        "kills": stored.kills,
        "deaths": stored.deaths,
        "assists": stored.assists,
        "headshots": None,
        "bodyshots": None,
        "legshots": None,
    }
    assert set(player["ability_casts"].values()) == {None}


def test_the_average_loadout_is_that_of_the_rounds_in_which_it_is_known(
    alice: Asker, match: Match
) -> None:
    of_alice = RoundPlayer.objects.filter(match=match, riot_id="id-alice")
    of_alice.filter(round_number=1).update(loadout=801)
    of_alice.filter(round_number=2).update(loadout=3900)
    players = {one["puuid"]: one["economy"] for one in stats(alice)["players"]}
    assert players["id-alice"] == {"loadout_value": {"average": 2350}}
    assert players["id-charlie"] == {"loadout_value": {"average": None}}


@pytest.mark.parametrize(
    ("reason", "result"), [("kills", "Elimination"), ("timeout", ""), (None, None)]
)
def test_a_round_s_reason_has_the_overlays_name_for_it(
    alice: Asker, match: Match, reason: str | None, result: str | None
) -> None:
    Round.objects.filter(match=match).update(reason=reason, planted=False)
    first = stats(alice)["rounds"][0]
    assert (first["result"], first["plant"]) == (result, None)


def test_a_round_that_nobody_won_and_a_kill_outside_of_rounds_are_left_out(
    alice: Asker, match: Match
) -> None:
    match.rounds.filter(number=2).update(winner=None)
    match.kills.filter(round_number=2).update(round_number=None)
    data = stats(alice)
    assert ([one["id"] for one in data["rounds"]], len(data["kills"])) == ([0], 2)


def test_a_team_that_has_won_says_so(alice: Asker, match: Match) -> None:
    Match.objects.filter(pk=match.pk).update(winner=1)
    assert [team["won"] for team in stats(alice)["teams"]] == [False, True]


def test_it_is_the_last_finished_match_of_the_code(
    alice: Asker, match: Match, harbour: Any
) -> None:
    later = finished(story("HARBOUR1", map_name="Port"), harbour)
    Match.objects.filter(pk=match.pk).update(ended_at=later.started_at)
    assert stats(alice)["metadata"]["map"]["name"] == "Icebox"


def test_a_match_on_air_has_no_stats_yet(alice: Asker, on_air: Match) -> None:
    answer = alice.get("getStats", code="HARBOUR2")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_another_organisation_s_code_has_no_stats(outsider: Asker, match: Match) -> None:
    assert outsider.get("getStats", code="HARBOUR1").status_code == 404


def test_of_two_organisations_that_used_a_code_each_gets_its_own_match(
    alice: Asker, match: Match, lantern: Any
) -> None:
    finished(story("HARBOUR1", map_name="Port"), lantern)
    assert stats(alice)["metadata"]["map"]["name"] == "Ascent"


@pytest.mark.parametrize("code", ["", "no\ncode", "x" * 33, "\x00"])
def test_a_code_that_cannot_be_one_is_named(alice: Asker, code: str) -> None:
    answer = alice.get("getStats", code=code)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == ["code"]


def test_a_code_is_needed(alice: Asker) -> None:
    assert alice.get("getStats").json()["errors"][0]["field"] == "code"


def test_what_else_the_field_s_overlays_send_is_passed_over(alice: Asker, match: Match) -> None:
    sent = {"code": "HARBOUR1", "spectraEndpoint": "https://spectra.example:5200"}
    assert alice.get("getStats", **sent).status_code == 200


def test_it_costs_the_same_for_every_match(
    alice: Asker, match: Match, django_assert_num_queries: Any
) -> None:
    alice.get("organisations/")
    with django_assert_num_queries(6):
        stats(alice)


def test_overlays_of_other_origins_get_it_from_the_extras(
    alice: Asker, match: Match, settings: Any
) -> None:
    settings.ROOT_URLCONF = "matches.api.extras_urls"
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "RoleUrls" not in name]
    asked = {"code": "HARBOUR1", "key": alice.key or ""}
    origin = {"Origin": "https://overlay.example"}
    answer = Client().get("/getStats", asked, headers=origin)
    assert answer.json()["data"]["metadata"]["map"]["name"] == "Ascent"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert Client().get("/getStats", {"code": "HARBOUR1"}).status_code == 401
