"""Who may read what."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

from auth_keys.models import Organisation, ReadKey
from auth_keys.services import issue_key, issue_read_key
from matches.models import Match
from spectra_site.clock import now

from .cast import API, NOW, Asker, finished, story

pytestmark = pytest.mark.django_db


def codes(asker: Asker) -> list[str]:
    return [match["group_code"] for match in asker.results("matches/")]


def test_a_key_reads_its_own_organisation_s_matches(
    alice: Asker, outsider: Asker, match: Match, others: Match
) -> None:
    assert (codes(alice), codes(outsider)) == (["HARBOUR1"], ["LANTERN1"])


def test_staff_read_every_match(staff: Client, match: Match, others: Match) -> None:
    nobodys = finished(story("STATIC1"), None)
    listed = staff.get(f"{API}/matches/").json()["results"]
    assert {one["id"] for one in listed} == {match.pk, others.pk, nobodys.pk}
    assert staff.get(f"{API}/matches/{nobodys.pk}/").json()["organisation"] is None


def test_what_the_static_key_fed_belongs_to_no_key(alice: Asker) -> None:
    nobodys = finished(story("STATIC1"), None)
    assert codes(alice) == []
    assert alice.get(f"matches/{nobodys.pk}/").status_code == 404


@pytest.mark.parametrize("key", [None, "spectra_wrong", "anything"])
def test_nobody_reads_without_a_good_key(key: str | None, match: Match) -> None:
    answer = Asker(key).get(f"matches/{match.pk}/")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer["Content-Type"] == "application/problem+json"


def test_an_observer_key_reads_nothing(harbour: Organisation) -> None:
    _, key = issue_key(harbour, label="desk", now=NOW)
    assert Asker(key).get("matches/").status_code == 401


def test_a_key_that_has_ended_reads_nothing(harbour: Organisation) -> None:
    _, expired = issue_read_key(harbour, label="old", expires_at=NOW - timedelta(1), now=NOW)
    _, revoked = issue_read_key(harbour, label="lost", now=NOW)
    ReadKey.objects.filter(label="lost").update(revoked_at=now())
    assert Asker(expired).get("matches/").json()["detail"].startswith("Expired Key")
    assert Asker(revoked).get("matches/").json()["detail"].startswith("Invalid Key")


def test_a_session_of_somebody_who_is_no_staff_reads_nothing(match: Match) -> None:
    client = Client()
    client.force_login(User.objects.create_user("charlie"))
    assert client.get(f"{API}/matches/").status_code == 401


def test_a_bad_key_is_not_mended_by_a_session(staff: Client) -> None:
    answer = staff.get(f"{API}/matches/", headers={"Authorization": "Bearer spectra_wrong"})
    assert answer.status_code == 401


def test_a_key_is_taken_from_the_address_by_get_stats_alone(alice: Asker, match: Match) -> None:
    assert Asker().get("getStats", code="HARBOUR1", key=alice.key).status_code == 200
    assert Asker().get("matches/", key=alice.key).status_code == 401


def test_a_refused_key_is_in_no_log_and_no_answer(
    alice: Asker, caplog: pytest.LogCaptureFixture
) -> None:
    ReadKey.objects.update(revoked_at=NOW)
    answer = Asker().get("getStats", code="HARBOUR1", key=alice.key)
    assert answer.status_code == 401
    assert alice.key
    assert alice.key[16:] not in caplog.text + answer.content.decode()


def test_a_key_lists_its_own_organisation_and_staff_all(
    alice: Asker, staff: Client, lantern: Organisation
) -> None:
    harbour = {"slug": "harbour", "name": "Harbour Broadcasts", "is_supporter": False}
    assert alice.results("organisations/") == [harbour]
    listed = staff.get(f"{API}/organisations/").json()["results"]
    assert [one["slug"] for one in listed] == ["harbour", "lantern"]
