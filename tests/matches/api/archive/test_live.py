"""What is on air."""

from typing import Any

import pytest
from django.test import Client

from matches.live import board
from matches.models import Match
from spectra_site.clock import now_ms

from .cast import API, Asker, played, story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def figures(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A board of its own; called, it receives one process's figures of a match."""
    monkeypatch.setattr(board, "board", board.Board())

    def receive(match: Match) -> None:
        told = {
            "teams": ["Harbour Herons", "Lantern Lynx"],
            "score": [4, 7],
            "round_number": 12,
            "phase": "combat",
            "observers": 2,
            "auxiliaries": 1,
            "events_per_second": 4.25,
            "last_event_ms": now_ms(),
        }
        message = {"process": "p", "at": now_ms(), "matches": {str(match.pk): told}}
        board.board.receive({**message, "viewers": {match.group_code: 31}})

    return receive


def test_a_live_match_is_told_with_its_figures(alice: Asker, on_air: Match, figures: Any) -> None:
    figures(on_air)
    (shown,) = alice.results("live/")
    assert (shown["id"], shown["group_code"], shown["organisation"]) == (
        on_air.pk,
        "HARBOUR2",
        "harbour",
    )
    assert shown["teams"] == [
        {"name": "Harbour Herons", "score": 4},
        {"name": "Lantern Lynx", "score": 7},
    ]
    told = ("round_number", "phase", "observers", "auxiliaries", "viewers", "events_per_second")
    assert [shown[name] for name in told] == [12, "combat", 2, 1, 31, 4.25]


def test_figures_that_nobody_reports_are_null(alice: Asker, on_air: Match) -> None:
    (shown,) = alice.results("live/")
    assert shown["teams"] == [{"name": None, "score": None}, {"name": None, "score": None}]
    assert (shown["round_number"], shown["observers"], shown["viewers"]) == (None, None, 0)


def test_finished_matches_are_not_on_air(alice: Asker, match: Match) -> None:
    assert alice.results("live/") == []


def test_a_code_is_told_to_its_own_organisation_alone(
    outsider: Asker, staff: Client, on_air: Match
) -> None:
    assert outsider.results("live/") == []
    assert b"HARBOUR2" in staff.get(f"{API}/live/").content


def test_a_match_of_nobody_is_told_to_staff(alice: Asker, staff: Client) -> None:
    played(story("STATIC1"), None)
    assert alice.results("live/") == []
    (shown,) = staff.get(f"{API}/live/").json()["results"]
    assert (shown["group_code"], shown["organisation"]) == ("STATIC1", None)


def test_the_list_costs_the_same_for_one_match_and_for_many(
    alice: Asker, on_air: Match, django_assert_num_queries: Any
) -> None:
    alice.get("organisations/")
    with django_assert_num_queries(2):
        assert len(alice.results("live/")) == 1
    for number in range(3, 6):
        played(story(f"HARBOUR{number}"), on_air.organisation)
    with django_assert_num_queries(2):
        assert len(alice.results("live/")) == 4
