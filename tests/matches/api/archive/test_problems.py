"""Every error is a problem document."""

from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from matches.api.archive.readers import Reader
from matches.models import Match

from .cast import API, Asker

pytestmark = pytest.mark.django_db

MEMBERS = {"type", "title", "status", "detail", "instance"}


def assert_is_problem(answer: Any, status: int, path: str) -> dict[str, Any]:
    problem: dict[str, Any] = answer.json()
    assert (answer.status_code, problem["status"]) == (status, status)
    assert answer["Content-Type"] == "application/problem+json"
    assert set(problem) >= MEMBERS
    assert problem["instance"] == f"{API}/{path}"
    return problem


def test_nobody_is_told_how_to_ask() -> None:
    problem = assert_is_problem(Asker().get("matches/"), 401, "matches/")
    assert (problem["type"], problem["title"]) == ("about:blank", "Unauthorized")


@pytest.mark.parametrize(
    "path", ["nothing/", "matches/one/", "matches/-1/", "matches/1/secrets/", ""]
)
def test_an_address_that_nothing_answers_leads_to_the_docs(alice: Asker, path: str) -> None:
    problem = assert_is_problem(alice.get(path), 404, path)
    assert f"{API}/docs/" in problem["detail"]


@pytest.mark.parametrize(
    "odd", ["%0A", "1%0A", "%0A1", "%0D", "%00", "%2F", "", "a%2Fb", "%FF", "."]
)
@pytest.mark.parametrize("part", ["", "state/"])
def test_an_odd_address_is_not_found_either(alice: Asker, odd: str, part: str) -> None:
    answer = alice.get(f"matches/{odd}/{part}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_slash_at_the_end_may_be_left_out(alice: Asker, match: Match) -> None:
    answer = Client().get(f"{API}/matches/{match.pk}/state?seq=1", headers=alice.headers)
    assert (answer.status_code, answer["Location"]) == (
        301,
        f"{API}/matches/{match.pk}/state/?seq=1",
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["matches/", "exports/kills.csv", "getStats", "schema/", "docs/"])
def test_nothing_can_be_written(alice: Asker, method: str, path: str) -> None:
    answer = Client().generic(method, f"{API}/{path}", headers=alice.headers)
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"


def test_a_head_is_a_get_without_its_body(alice: Asker, match: Match) -> None:
    answer = Client().head(f"{API}/matches/{match.pk}/", headers=alice.headers)
    assert (answer.status_code, answer.content) == (200, b"")
    assert "ETag" in answer


def test_the_answer_is_json_whatever_is_asked_for(alice: Asker, match: Match) -> None:
    wanted = {**alice.headers, "Accept": "text/html"}
    assert Client().get(f"{API}/matches/", headers=wanted)["Content-Type"] == "application/json"


def test_a_database_that_is_away_is_told_with_a_time_to_come_back(
    alice: Asker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _fail(monkeypatch, DatabaseError("could not connect to secret-host"))
    answer = alice.get("matches/")
    assert_is_problem(answer, 503, "matches/")
    assert answer["Retry-After"] == "5"
    assert "the database failed" in caplog.text
    assert b"secret-host" not in answer.content


def test_what_nobody_foresaw_is_noted_and_told_without_its_reason(
    alice: Asker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _fail(monkeypatch, ZeroDivisionError("the reason"))
    answer = alice.get("matches/")
    assert_is_problem(answer, 500, "matches/")
    assert "the reason" in caplog.text
    assert b"the reason" not in answer.content


def test_a_request_that_is_too_large_is_the_caller_s_problem(alice: Asker) -> None:
    answer = alice.get("matches/", **{f"p{number}": "" for number in range(2_000)})
    assert_is_problem(answer, 400, "matches/")


def test_the_key_in_an_address_is_in_no_problem(alice: Asker) -> None:
    answer = Asker().get("getStats", code="", key=alice.key)
    assert_is_problem(answer, 400, "getStats")
    assert alice.key
    assert alice.key.encode() not in answer.content


def _fail(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(_: Reader) -> None:
        raise error

    monkeypatch.setattr(Reader, "matches", fail)
