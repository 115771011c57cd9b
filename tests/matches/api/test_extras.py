"""Port 5101 as its clients see it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from auth_keys.keys import new_key
from auth_keys.models import Organisation
from auth_keys.services import issue_key, revoke_key
from matches import selectors
from matches.models import Match

pytestmark = pytest.mark.django_db


def key_of(slug: str, **more: Any) -> str:
    organisation, _ = Organisation.objects.get_or_create(
        slug=slug, defaults={"name": slug.title(), "is_supporter": slug == "harbour"}
    )
    return issue_key(organisation, label="desk", now=timezone.now(), **more)[1]


def match(group_code: str, status: str, **more: Any) -> Match:
    now = timezone.now()
    return Match.objects.create(
        group_code=group_code,
        status=status,
        setup=b"{}",
        started_at=now,
        last_event_at=now,
        **more,
    )


def test_status_counts_the_matches_that_run(client: Client) -> None:
    match("LIVE1", "live")
    match("LIVE2", "live")
    match("OVER1", "finished", ended_at=timezone.now())
    assert client.get("/status").json() == {"status": "UP", "matchesRunning": 2}


def test_a_key_tells_its_organisation(client: Client) -> None:
    answer = client.get("/getOrgForKey", {"key": key_of("harbour")})
    harbour = Organisation.objects.get()
    assert answer.json() == {"id": str(harbour.pk), "name": "Harbour", "isSupporter": True}


def test_the_static_key_has_no_organisation(client: Client) -> None:
    answer = client.get("/getOrgForKey", {"key": "studio-secret"})
    assert answer.json() == {"id": "", "name": "", "isSupporter": False}


def test_a_bad_key_tells_nothing_and_is_in_no_log(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    bad = new_key()
    answer = client.get("/getOrgForKey", {"key": bad})
    assert answer.status_code == 401
    assert answer.json()["error"].startswith("Invalid Key.")
    assert bad not in caplog.text + answer.content.decode()


def test_an_expired_key_is_called_so(client: Client) -> None:
    expired = key_of("harbour", expires_at=timezone.now() - timedelta(seconds=1))
    answer = client.get("/getOrgForKey", {"key": expired})
    assert (answer.status_code, answer.json()["error"][:12]) == (401, "Expired Key.")


@pytest.mark.parametrize("path", ["/getOrgForKey", "/getOrgForKey?key="])
def test_no_key_is_a_bad_request(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert "`key`" in answer.json()["error"]


def test_a_database_that_fails_is_said_without_a_traceback(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> int:
        raise DatabaseError("secret detail")

    monkeypatch.setattr(selectors, "running_matches", broken)
    answer = client.get("/status")
    assert (answer.status_code, list(answer.json())) == (503, ["error"])
    assert b"secret detail" not in answer.content


def test_the_teams_of_a_finished_match_are_told_by_its_code(client: Client) -> None:
    info = {"leftTeam": {"name": "Ants"}, "rightTeam": {"name": "Bees"}, "higherScore": 1}
    match("GOLD01", "finished", ended_at=timezone.now(), team_info=info)
    assert client.get("/getTeamInfoForCode", {"groupCode": "GOLD01"}).json() == info


def test_the_team_info_of_a_code_with_a_blank_is_found(client: Client) -> None:
    match("MY CUP", "finished", ended_at=timezone.now(), team_info={"higherScore": 0})
    assert client.get("/getTeamInfoForCode?groupCode=MY%20CUP").json() == {"higherScore": 0}


def test_a_match_that_still_runs_has_no_team_info(client: Client) -> None:
    match("GOLD01", "live")
    answer = client.get("/getTeamInfoForCode", {"groupCode": "GOLD01"})
    assert (answer.status_code, list(answer.json())) == (404, ["error"])


@pytest.mark.parametrize("query", ["", "?groupCode=", "?groupCode=%20", "?groupCode=%00"])
def test_a_code_that_is_none_is_a_bad_request(client: Client, query: str) -> None:
    answer = client.get(f"/getTeamInfoForCode{query}")
    assert (answer.status_code, list(answer.json())) == (400, ["error"])


def test_answers_are_kept_by_no_cache(client: Client) -> None:
    for path in ("/status", "/getOrgForKey?key=x", "/preview/ABCDEF"):
        assert client.get(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "nonsense"])
def test_every_client_gets_json(client: Client, accept: str) -> None:
    answer = client.get("/status?format=xml", headers={"accept": accept})
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json()["status"] == "UP"


def test_what_is_not_there_answers_in_json_too(client: Client) -> None:
    wrong = [client.get("/nothing"), client.get("/preview/"), client.post("/status")]
    assert [answer.status_code for answer in wrong] == [404, 404, 405]
    assert all(list(json.loads(answer.content)) == ["error"] for answer in wrong)


def test_a_failure_that_nobody_foresaw_answers_in_json(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> int:
        raise RuntimeError("secret detail")

    client.raise_request_exception = False
    monkeypatch.setattr(selectors, "running_matches", broken)
    answer = client.get("/status")
    assert (answer.status_code, list(answer.json())) == (500, ["error"])
    assert b"secret detail" not in answer.content


def test_a_revoked_key_is_refused_at_once(client: Client) -> None:
    organisation = Organisation.objects.create(name="Lantern", slug="lantern")
    key, text = issue_key(organisation, label="desk", now=timezone.now())
    assert client.get("/getOrgForKey", {"key": text}).status_code == 200
    revoke_key(key, now=timezone.now())
    assert client.get("/getOrgForKey", {"key": text}).status_code == 401
