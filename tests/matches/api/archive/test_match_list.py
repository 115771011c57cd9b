"""The list of matches: which, in what order, how many at a time."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from matches.models import Match

from .cast import API, HERONS, Asker, cursor_of, finished, organisation, story

pytestmark = pytest.mark.django_db


def codes(asker: Asker, **asked: Any) -> set[str]:
    return {match["group_code"] for match in asker.results("matches/", **asked)}


def staff_codes(staff: Client, **asked: Any) -> set[str]:
    listed = staff.get(f"{API}/matches/", asked).json()["results"]
    return {match["group_code"] for match in listed}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, {"HARBOUR1", "HARBOUR2", "LANTERN1"}),
        ({"organisation": "lantern"}, {"LANTERN1"}),
        ({"organisation": "nobody"}, set()),
        ({"team": "harbour herons"}, {"HARBOUR1", "HARBOUR2"}),
        ({"team": "OWL"}, {"LANTERN1"}),
        ({"team": "Herons"}, set()),
        ({"player": "id-alice"}, {"HARBOUR1", "HARBOUR2", "LANTERN1"}),
        ({"player": "ALICE"}, {"HARBOUR1", "HARBOUR2", "LANTERN1"}),
        ({"player": "alice#al"}, {"HARBOUR1", "HARBOUR2", "LANTERN1"}),
        ({"player": "alice#other"}, set()),
        ({"player": "erin"}, set()),
        ({"map": "haven"}, {"LANTERN1"}),
        ({"mode": "bomb", "map": "Split"}, {"HARBOUR2"}),
        ({"mode": "swift"}, set()),
        ({"live": "true"}, {"HARBOUR2"}),
        ({"live": "false"}, {"HARBOUR1", "LANTERN1"}),
        ({"search": "owls"}, {"LANTERN1"}),
        ({"search": "arbour2"}, {"HARBOUR2"}),
        ({"search": "game of LAN"}, {"LANTERN1"}),
        ({"search": "harl"}, {"HARBOUR1", "HARBOUR2", "LANTERN1"}),
        ({"search": "hav"}, {"LANTERN1"}),
        ({"search": "%"}, set()),
    ],
)
def test_each_filter_leaves_what_it_should(
    staff: Client,
    match: Match,
    others: Match,
    on_air: Match,
    filters: dict[str, str],
    found: set[str],
) -> None:
    assert staff_codes(staff, **filters) == found


def test_the_search_finds_a_player(alice: Asker, match: Match) -> None:
    assert codes(alice, search="lic") == {"HARBOUR1"}


def test_a_time_bounds_the_matches_on_either_side(alice: Asker, match: Match) -> None:
    start, moment = match.started_at, timedelta(milliseconds=1)
    assert codes(alice, **{"from": start.isoformat()}) == {"HARBOUR1"}
    assert codes(alice, **{"from": (start + moment).isoformat()}) == set()
    assert codes(alice, to=(start + moment).isoformat()) == {"HARBOUR1"}
    assert codes(alice, to=start.isoformat()) == set()


def test_a_day_counts_from_its_begin_to_its_end(alice: Asker, match: Match) -> None:
    day = match.started_at.date()
    before, after = day - timedelta(1), day + timedelta(1)
    assert codes(alice, **{"from": day, "to": day}) == {"HARBOUR1"}
    assert codes(alice, to=before) == codes(alice, **{"from": after}) == set()


def test_a_filter_for_another_organisation_finds_nothing(alice: Asker, others: Match) -> None:
    assert codes(alice, organisation="lantern") == set()


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"live": "perhaps"}, "live"),
        ({"from": "yesterday"}, "from"),
        ({"from": "2026-02-30"}, "from"),
        ({"to": "9999-12-31"}, "to"),
        ({"to": "9" * 40}, "to"),
        ({"to": "0001-01-01T00:00:00+23:59"}, "to"),
        ({"from": "2026-03-15", "to": "2026-03-13"}, "to"),
        ({"organisation": "no slug"}, "organisation"),
        ({"team": ""}, "team"),
        ({"search": "x" * 65}, "search"),
        ({"player": "\x00"}, "player"),
        ({"ordering": "secret_digest"}, "ordering"),
        ({"limit": "0"}, "limit"),
        ({"limit": "1001"}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"limit": "9" * 5000}, "limit"),
        ({"cursor": "made up"}, "cursor"),
        ({"maps": "Ascent"}, "maps"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(
    alice: Asker, parameters: dict[str, str], field: str
) -> None:
    answer = alice.get("matches/", **parameters)
    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert [error["field"] for error in problem["errors"]] == [field]
    assert problem["type"] == "urn:problem-type:spectra:bad-parameters"
    assert (problem["status"], problem["instance"]) == (400, f"{API}/matches/")


def test_every_parameter_that_cannot_be_used_is_named(alice: Asker) -> None:
    problem = alice.get("matches/", live="perhaps", limit="many").json()
    assert {error["field"] for error in problem["errors"]} == {"live", "limit"}


@pytest.fixture
def five(harbour: Any) -> list[Match]:
    """Five matches of harbour; the second and the third started at the same moment."""
    made = [finished(story(f"HARBOUR{number}"), harbour) for number in range(5)]
    for number, one in enumerate(made):
        one.started_at += timedelta(hours=number if number != 2 else 1)
        one.map = ["Ascent", "Bind", "Bind", "Split", "Haven"][number]
        one.save()
    return made


def walk(asker: Asker, **asked: Any) -> list[list[str]]:
    """The codes of each page, by following `next`."""
    pages = []
    while True:
        body = asker.get("matches/", **asked).json()
        pages.append([one["group_code"] for one in body["results"]])
        if body["next"] is None:
            return pages
        split = urlsplit(body["next"])
        assert split.path == f"{API}/matches/"
        asked = {name: values[0] for name, values in parse_qs(split.query).items()}


def test_the_newest_come_first(alice: Asker, five: list[Match]) -> None:
    assert walk(alice) == [["HARBOUR4", "HARBOUR3", "HARBOUR2", "HARBOUR1", "HARBOUR0"]]


@pytest.mark.parametrize(
    ("ordering", "order"),
    [
        ("started_at", "01234"),
        ("-started_at", "43210"),
        ("group_code", "01234"),
        ("-group_code", "43210"),
        ("map", "01243"),
        ("-map", "34210"),
        ("id", "01234"),
        ("-id", "43210"),
    ],
)
def test_pages_hold_every_match_once_and_in_order(
    alice: Asker, five: list[Match], ordering: str, order: str
) -> None:
    for limit, sizes in ((1, [1] * 5), (2, [2, 2, 1]), (5, [5])):
        pages = walk(alice, ordering=ordering, limit=limit)
        assert [code for page in pages for code in page] == [f"HARBOUR{n}" for n in order]
        assert [len(page) for page in pages] == sizes


def test_a_page_keeps_the_filters(alice: Asker, five: list[Match]) -> None:
    assert walk(alice, map="bind", limit=1) == [["HARBOUR2"], ["HARBOUR1"]]


def test_what_comes_meanwhile_moves_nothing_to_the_next_page(
    alice: Asker, five: list[Match], harbour: Any
) -> None:
    first = alice.get("matches/", limit=3).json()
    newer = finished(story("HARBOUR9"), harbour)
    Match.objects.filter(pk=newer.pk).update(started_at=five[4].started_at + timedelta(1))
    rest = alice.results("matches/", limit=3, cursor=cursor_of(first))
    assert [one["group_code"] for one in rest] == ["HARBOUR1", "HARBOUR0"]


def test_a_cursor_belongs_to_its_ordering(alice: Asker, five: list[Match]) -> None:
    cursor = cursor_of(alice.get("matches/", limit=2).json())
    answer = alice.get("matches/", limit=2, cursor=cursor, ordering="map")
    assert answer.json()["errors"] == [
        {"field": "cursor", "detail": "It belongs to another ordering."}
    ]


def test_a_page_leads_to_the_next_by_the_public_address(
    alice: Asker, five: list[Match], settings: Any
) -> None:
    settings.PUBLIC_URL = "https://spectra.example"
    following = alice.get("matches/", limit=2).json()["next"]
    assert following.startswith(f"https://spectra.example{API}/matches/?")


def test_the_list_costs_the_same_for_one_match_and_for_many(
    alice: Asker, match: Match, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(3):  # the key, its use, the matches
        assert len(alice.results("matches/")) == 1
    owner = organisation("harbour", "Harbour Broadcasts")
    for number in range(2, 6):
        finished(story(f"HARBOUR{number}", left=HERONS), owner)
    with django_assert_num_queries(2):
        assert len(alice.results("matches/")) == 5


def test_a_match_tells_its_facts(alice: Asker, match: Match) -> None:
    shown = alice.get(f"matches/{match.pk}/").json()
    assert shown == alice.results("matches/")[0]
    assert shown["teams"] == [
        {"team": 0, "name": "Harbour Herons", "tricode": "HBR", "score": 1, "place": "left"},
        {"team": 1, "name": "Lantern Lynx", "tricode": "LTN", "score": 1, "place": "right"},
    ]
    facts = ("group_code", "match_id", "map", "mode", "status", "ending", "winner", "organisation")
    assert [shown[name] for name in facts] == [
        "HARBOUR1",
        "game of HARBOUR1",
        "Ascent",
        "bomb",
        "finished",
        "game_end",
        None,
        "harbour",
    ]
    assert shown["last_seq"] == match.last_seq


def test_what_is_not_known_is_null(alice: Asker, on_air: Match) -> None:
    blank = {"map": "", "mode": "", "match_id": "", "archived_seq": 0}
    Match.objects.filter(pk=on_air.pk).update(**blank)
    shown = alice.get(f"matches/{on_air.pk}/").json()
    assert [shown[name] for name in ("map", "mode", "match_id", "ending", "ended_at")] == [None] * 5
    nothing = {"name": None, "tricode": None, "score": None, "place": None}
    assert shown["teams"] == [{"team": 0, **nothing}, {"team": 1, **nothing}]


def test_nothing_secret_is_told(alice: Asker, match: Match) -> None:
    shown = alice.get(f"matches/{match.pk}/").json()
    assert not {"secret_digest", "setup", "epoch", "team_info"} & set(shown)
