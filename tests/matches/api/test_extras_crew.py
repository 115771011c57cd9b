"""Names and cameras on port 5101, as the field's client and servers of matches ask for them."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from auth_keys.models import Organisation
from matches.models import PlayercamSession
from matches.services.playercams import set_player
from tests.matches.api.test_extras import key_of

pytestmark = pytest.mark.django_db

UNKNOWN = "spectra_" + "A" * 49


def start(client: Client, key: str) -> Any:
    return client.post(
        "/api/createSession", {}, "application/json", headers={"X-Organization-Key": key}
    )


def started(client: Client, key: str) -> tuple[str, str]:
    """Identifier and secret of a new session."""
    answer = start(client, key).json()
    return answer["sessionIdentifier"], answer["sessionSecret"]


def asked(client: Client, identifier: str, secret: str, key: str = "") -> Any:
    headers = {"X-Organization-Key": key} if key else {}
    path = f"/api/getNameOverridesAndPlayercams/{identifier}/{secret}"
    return client.get(path, headers=headers)


def test_a_key_starts_a_session_of_its_organisation(client: Client) -> None:
    answer = start(client, key_of("harbour"))
    assert answer.status_code == 200
    assert set(answer.json()) == {"sessionIdentifier", "sessionSecret"}
    session = PlayercamSession.objects.get(identifier=answer.json()["sessionIdentifier"])
    assert session.organisation == Organisation.objects.get(slug="harbour")


def test_the_static_key_starts_a_session_of_no_organisation(client: Client) -> None:
    identifier, _ = started(client, "studio-secret")
    assert PlayercamSession.objects.get(identifier=identifier).organisation is None


@pytest.mark.parametrize(("key", "status"), [("", 401), ("nonsense", 403), (UNKNOWN, 403)])
def test_without_a_good_key_no_session_starts(
    client: Client, caplog: pytest.LogCaptureFixture, key: str, status: int
) -> None:
    answer = start(client, key)
    assert (answer.status_code, list(answer.json())) == (status, ["error"])
    assert PlayercamSession.objects.count() == 0
    assert not key or key not in caplog.text + answer.content.decode()


def test_an_address_starts_thirty_sessions_a_minute(client: Client) -> None:
    key = key_of("harbour")
    assert {start(client, key).status_code for _ in range(30)} == {200}
    refused = start(client, key)
    assert (refused.status_code, list(refused.json())) == (429, ["error"])


def test_a_new_session_says_nothing_in_the_shape_that_servers_expect(client: Client) -> None:
    answer = asked(client, *started(client, key_of("harbour")))
    assert answer.json() == {"nameOverrides": "[]", "enabledPlayers": []}


def test_names_are_pairs_in_a_text_and_cameras_a_list(client: Client) -> None:
    identifier, secret = started(client, key_of("harbour"))
    pk = PlayercamSession.objects.get().pk
    set_player(pk, "alice#AL", shown="Al", camera=True, now=timezone.now())
    said = {"nameOverrides": '[["alice#AL","Al"]]', "enabledPlayers": ["alice#AL"]}
    assert asked(client, identifier, secret).json() == said
    assert asked(client, identifier, secret, key_of("harbour")).json() == said


@pytest.mark.parametrize("key", [UNKNOWN, "nonsense"])
def test_a_bad_key_beside_the_right_secret_is_refused(client: Client, key: str) -> None:
    session = started(client, key_of("harbour"))
    assert asked(client, *session, key).status_code == 403


def test_another_organisation_s_key_reads_no_session(client: Client) -> None:
    session = started(client, key_of("harbour"))
    for key in (key_of("lantern"), "studio-secret"):
        answer = asked(client, *session, key)
        assert (answer.status_code, list(answer.json())) == (403, ["error"])


def test_a_wrong_secret_and_an_unknown_session_are_told_apart(client: Client) -> None:
    identifier, secret = started(client, key_of("harbour"))
    assert asked(client, identifier, secret + "x").status_code == 403
    assert asked(client, "unknown", secret).status_code == 404
    assert asked(client, "%00", secret).status_code == 404
    assert asked(client, identifier, "%ff%00").status_code == 403


def test_a_session_that_has_ended_is_gone(client: Client) -> None:
    session = started(client, key_of("harbour"))
    PlayercamSession.objects.update(expires_at=timezone.now())
    assert asked(client, *session).status_code == 404


def test_a_browser_may_send_the_key_in_its_header(client: Client) -> None:
    asks = {
        "Origin": "null",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type,x-organization-key",
    }
    answer = client.options("/api/createSession", headers=asks)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "x-organization-key" in answer.headers["Access-Control-Allow-Headers"]


def test_the_client_s_link_to_its_session_leads_to_the_crew_s_page(client: Client) -> None:
    answer = client.get("/session/org/abc/s3cret", headers={"host": "127.0.0.1:5101"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "http://127.0.0.1:8000/session/org/abc/s3cret"


def test_there_are_no_support_packages(client: Client) -> None:
    answer = client.get("/getSupportPackages", headers={"Origin": "null"})
    assert (answer.json(), answer.headers["Access-Control-Allow-Origin"]) == ([], "*")


def test_the_sign_in_of_the_client_comes_to_a_friendly_end(client: Client) -> None:
    answer = client.get("/client/oauth-callback?code=abc")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/plain")
    assert b"close this tab" in answer.content
    assert b"abc" not in answer.content
