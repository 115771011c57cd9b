"""Rounds, players and kills of a match."""

from typing import Any

import pytest

from matches.models import Match, MatchPlayer
from tests.support.game import START_MS

from .cast import Asker, cursor_of

pytestmark = pytest.mark.django_db


def test_a_round_tells_how_it_went(alice: Asker, match: Match) -> None:
    first, second = alice.results(f"matches/{match.pk}/rounds/")
    told = ("number", "winner", "reason", "attackers", "planted", "planted_ms", "defused")
    assert [first[name] for name in told] == [1, 0, "detonated", 0, True, 20_000, False]
    assert [second[name] for name in told] == [2, 1, "defused", 0, True, 20_000, True]
    assert (first["detonated_ms"], second["defused_ms"]) == (66_000, 29_000)
    assert first["combat_at"] is not None
    assert first["combat_at"] > first["started_at"]


def test_a_round_tells_the_money_of_teams_and_players(alice: Asker, match: Match) -> None:
    first, _ = alice.results(f"matches/{match.pk}/rounds/")
    assert first["teams"] == [
        {"team": 0, "money": 1600, "spent": 0, "loadout": 800},
        {"team": 1, "money": None, "spent": None, "loadout": None},
    ]
    money = {player["riot_id"]: player["money"] for player in first["players"]}
    assert money == {"id-alice": 800, "id-bob": 800, "id-charlie": None, "id-dana": None}


def test_a_player_tells_what_was_counted(alice: Asker, match: Match) -> None:
    players = alice.results(f"matches/{match.pk}/players/")
    assert [player["name"] for player in players] == ["alice", "bob", "charlie", "dana"]
    shown = players[0]
    counts = ("team", "agent", "kills", "deaths", "headshots", "first_bloods", "enemies", "weapons")
    stored = MatchPlayer.objects.get(match=match, riot_id="id-alice")
    assert [shown[name] for name in counts] == [getattr(stored, name) for name in counts]
    assert shown["headshots"] == 1
    assert [one["round"] for one in shown["rounds"]] == [1, 2]
    assert shown["rounds"][0]["armor"] == "Light"


def test_kills_come_in_order_with_killer_and_victim(alice: Asker, match: Match) -> None:
    first, second, third = alice.results(f"matches/{match.pk}/kills/")
    assert first["seq"] < second["seq"] < third["seq"]
    assert first["killer"] == {"riot_id": "id-alice", "name": "alice", "team": 0}
    assert first["victim"] == {"riot_id": "id-charlie", "name": "charlie", "team": 1}
    assert (first["round"], first["time_ms"], first["weapon"]) == (1, 10_000, "Vandal")
    assert (first["headshot"], first["team_kill"]) == (True, False)
    assert second["assists"] == [{"agent": "Jett", "riot_id": "id-alice"}]
    assert third["round"] == 2


@pytest.mark.parametrize("part", ["rounds", "players", "kills"])
def test_a_part_comes_in_pages_too(alice: Asker, match: Match, part: str) -> None:
    whole = alice.results(f"matches/{match.pk}/{part}/")
    body = alice.get(f"matches/{match.pk}/{part}/", limit=1).json()
    assert body["results"] == whole[:1]
    following = alice.results(f"matches/{match.pk}/{part}/", limit=1, cursor=cursor_of(body))
    assert following == whole[1:2]


@pytest.mark.parametrize(("part", "queries"), [("rounds", 5), ("players", 5), ("kills", 4)])
def test_a_part_costs_the_same_however_long_it_is(
    alice: Asker, match: Match, part: str, queries: int, django_assert_num_queries: Any
) -> None:
    for limit in (1, 100):
        alice.get("organisations/")  # notes the use of the key
        with django_assert_num_queries(queries - 1):
            alice.results(f"matches/{match.pk}/{part}/", limit=limit)


@pytest.mark.parametrize(
    "path", ["", "rounds/", "players/", "kills/", "events/", "state/", "replay/"]
)
@pytest.mark.parametrize("number", ["0", "999999", "9" * 30, "9" * 5000])
def test_a_match_that_is_not_there_is_not_found(alice: Asker, path: str, number: str) -> None:
    answer = alice.get(f"matches/{number}/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("path", "parameters", "field"),
    [
        ("", {"seq": "1"}, "seq"),
        ("rounds/", {"cursor": "1"}, "cursor"),
        ("players/", {"limit": "-1"}, "limit"),
        ("kills/", {"round": "1"}, "round"),
        ("replay/", {"from": "1"}, "from"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(
    alice: Asker, match: Match, path: str, parameters: dict[str, str], field: str
) -> None:
    answer = alice.get(f"matches/{match.pk}/{path}", **parameters)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_moments_are_told_in_utc(alice: Asker, match: Match) -> None:
    assert match.started_at.timestamp() * 1000 == START_MS
    assert alice.get(f"matches/{match.pk}/").json()["started_at"] == "2023-11-14T22:13:20Z"
