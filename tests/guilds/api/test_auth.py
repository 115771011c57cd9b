"""Tokens over HTTP."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from auth_keys import attempts
from auth_keys.models import OneTimePassword
from guilds import tokens
from guilds.access import Role
from guilds.models import Account
from tests.guilds.accounts import ERIN_ID, PASSWORD, account, signed
from tests.guilds.api.conftest import API, Asker
from tests.guilds.cast import NOW

pytestmark = pytest.mark.django_db

ERIN = {"username": "erin", "password": PASSWORD}
DASHBOARD = "http://localhost:5173"


@pytest.fixture
def erin() -> Account:
    return account("erin", ERIN_ID)


def post(path: str, body: Any = None, **more: Any) -> Any:
    return Client(**more).post(f"{API}/auth/{path}/", body, "application/json")


def pair() -> dict[str, str]:
    answer = post("token", ERIN)
    assert answer.status_code == 200, answer.content
    found: dict[str, str] = answer.json()
    return found


def problem(answer: Any) -> tuple[int, str]:
    """Status and detail of what must be a problem document."""
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"
    told = answer.json()
    assert told["status"] == answer.status_code
    return answer.status_code, told["detail"]


def test_a_name_and_a_password_make_a_pair_of_tokens(erin: Account) -> None:
    answer = post("token", ERIN)
    assert answer["Cache-Control"] == "no-store"
    assert set(answer.json()) == {"access", "refresh"}
    claims = tokens.verify_access(answer.json()["access"], NOW)
    assert (claims.user_id, claims.discord_id, claims.role) == (
        erin.user.pk,
        str(ERIN_ID),
        Role.USER,
    )


def test_a_wrong_password_is_told_as_a_wrong_name_is(erin: Account) -> None:
    wrong = [post("token", {**ERIN, **change}) for change in ({"password": "x"}, {"username": "x"})]
    assert {problem(answer) for answer in wrong} == {
        (401, "No active account has this name and this password.")
    }
    assert wrong[0]["WWW-Authenticate"] == "Bearer"


def test_who_is_switched_off_gets_none_and_who_is_banned_is_denied(erin: Account) -> None:
    Account.objects.update(role=Role.BANNED)
    assert problem(post("token", ERIN)) == (403, "Access denied")
    User.objects.update(is_active=False)
    assert problem(post("token", ERIN))[0] == 401


def test_a_password_for_one_use_is_for_choosing_another(erin: Account) -> None:
    OneTimePassword.objects.create(user=erin.user)
    assert problem(post("token", ERIN))[0] == 403


def test_a_refresh_token_makes_a_new_pair_once(erin: Account) -> None:
    first = pair()
    second = post("refresh", {"refresh": first["refresh"]})
    assert second.status_code == 200
    assert tokens.verify_access(second.json()["access"], NOW)
    assert problem(post("refresh", {"refresh": first["refresh"]})) == (401, "Invalid token")
    assert post("refresh", {"refresh": second.json()["refresh"]}).status_code == 200


def test_a_refresh_token_of_who_was_banned_meanwhile_is_denied(erin: Account) -> None:
    refresh = pair()["refresh"]
    Account.objects.update(role=Role.BANNED)
    assert problem(post("refresh", {"refresh": refresh})) == (403, "Access denied")


def test_signing_out_ends_the_refresh_token(erin: Account) -> None:
    refresh = {"refresh": pair()["refresh"]}
    answer = post("logout", refresh)
    assert (answer.status_code, answer.content) == (204, b"")
    assert problem(post("refresh", refresh)) == (401, "Invalid token")
    assert problem(post("logout", refresh)) == (401, "Invalid token")


@pytest.mark.parametrize("path", ["refresh", "logout"])
def test_an_access_token_or_another_s_refreshes_nothing(erin: Account, path: str) -> None:
    forged = signed({"token_type": "refresh", "jti": "7", "exp": 2**33, "user_id": "1"})
    for token in (pair()["access"], forged, "x.y.z", "x" * 4096):
        assert problem(post(path, {"refresh": token})) == (401, "Invalid token")


# Bad input


@pytest.mark.parametrize("path", ["token", "refresh", "logout"])
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[" * 9000, 400),
        (b"\xff", 400),
        (b'"\\ud800"', 400),
        (b"NaN", 400),
        (b"[]", 400),
        (b"null", 400),
        (b"7", 400),
        (b"{}", 400),
        (b'{"username": "\\u0000", "password": "\\u0000", "refresh": "\\u0000"}', 400),
        (b'{"username": {}, "password": [], "refresh": {}}', 400),
        (json.dumps(dict.fromkeys(("username", "refresh"), "x" * 5000)).encode(), 400),
        (b" " * 65_536, 413),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_what_is_no_request_is_a_problem_and_no_traceback(
    path: str, body: bytes, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    assert problem(post(path, body))[0] == status
    assert "Traceback" not in caplog.text


def test_a_field_that_is_missing_is_named() -> None:
    told = post("token", {"username": "erin"}).json()
    assert told["errors"] == [{"field": "password", "detail": "This field is required."}]


@pytest.mark.parametrize("path", ["token", "refresh", "logout"])
def test_only_json_is_taken_and_only_by_post(path: str) -> None:
    assert problem(Client().post(f"{API}/auth/{path}/", ERIN)) == (400, "This is no JSON.")
    assert problem(Client().get(f"{API}/auth/{path}/"))[0] == 405


# How often


def test_passwords_are_tried_ten_times_a_minute_by_address_and_by_name(erin: Account) -> None:
    for number in range(10):
        post("token", {**ERIN, "password": "x"}, REMOTE_ADDR=f"192.0.2.{number}")
    held_back = post("token", ERIN, REMOTE_ADDR="192.0.2.99")
    assert problem(held_back)[0] == 429
    assert held_back["Retry-After"] == "34"  # NOW is 26 s past the minute
    assert post("token", {**ERIN, "username": "x"}, REMOTE_ADDR="192.0.2.99").status_code == 401


def test_behind_a_proxy_the_address_is_what_that_saw(erin: Account, settings: Settings) -> None:
    settings.PROXY_COUNT = 1
    for number in range(11):
        body = {"username": f"nobody{number}", "password": "x"}
        answer = post("token", body, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, 192.0.2.1")
    assert answer.status_code == 429
    assert post("token", ERIN, HTTP_X_FORWARDED_FOR="192.0.2.2").status_code == 200


@pytest.mark.parametrize("path", ["refresh", "logout"])
def test_refresh_tokens_are_tried_so_and_so_often(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "TOKENS", 3)
    statuses = [post(path, {"refresh": "x"}).status_code for _ in range(4)]
    assert statuses == [401, 401, 401, 429]
    monkeypatch.setattr(attempts, "now", lambda: NOW + timedelta(seconds=34))
    assert post(path, {"refresh": "x"}).status_code == 401


# After a sign-in here


@pytest.fixture
def page(erin: Account) -> Asker:
    """A page in the browser in which erin is signed in."""
    asker = Asker(client=Client(enforce_csrf_checks=True))
    asker.client.force_login(erin.user)
    return asker


@pytest.mark.parametrize("origin", ["http://testserver", DASHBOARD])
def test_a_page_of_ours_or_of_a_dashboard_gets_the_pair_of_who_is_signed_in(
    page: Asker, erin: Account, origin: str
) -> None:
    answer = page.post("auth/session/", origin=origin)
    assert answer.status_code == 200, answer.content
    assert tokens.verify_access(answer.json()["access"], NOW).user_id == erin.user.pk
    assert post("refresh", {"refresh": answer.json()["refresh"]}).status_code == 200


def test_a_dashboard_s_page_may_read_the_answer_and_send_the_cookie(page: Asker) -> None:
    answer = page.post("auth/session/", origin=DASHBOARD)
    assert answer["Access-Control-Allow-Origin"] == DASHBOARD
    assert answer["Access-Control-Allow-Credentials"] == "true"
    asked = page.client.options(
        f"{API}/auth/session/",
        headers={"origin": DASHBOARD, "access-control-request-method": "POST"},
    )
    assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (204, DASHBOARD)
    assert asked["Access-Control-Allow-Headers"] == "content-type"


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "", "http://localhost"])
def test_a_page_from_elsewhere_gets_none(page: Asker, origin: str) -> None:
    answer = page.post("auth/session/", origin=origin)
    assert problem(answer)[0] == 403
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_request_that_names_no_origin_gets_none(page: Asker) -> None:
    assert problem(page.post("auth/session/"))[0] == 403


def test_behind_a_proxy_our_origin_is_the_public_one(page: Asker, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://spectra.example"
    assert page.post("auth/session/", origin="https://spectra.example").status_code == 200
    assert page.post("auth/session/", origin="http://testserver").status_code == 403


def test_nobody_gets_none(erin: Account) -> None:
    assert problem(Asker().post("auth/session/", origin=DASHBOARD))[0] == 401


def test_who_is_banned_gets_none_either(page: Asker) -> None:
    Account.objects.update(role=Role.BANNED)
    answer = page.post("auth/session/", origin="http://testserver")
    assert problem(answer) == (403, "Access denied")


# Other origins, with a token and no cookies


@pytest.mark.parametrize("path", ["auth/token/", "auth/refresh/", "guilds/", "guilds/7/ghosts/"])
def test_dashboards_may_ask_and_others_may_not(path: str) -> None:
    def allowed(origin: str) -> str | None:
        wish = {"access-control-request-method": "POST", "origin": origin}
        answer = Client().options(f"{API}/{path}", headers=wish)
        header: str | None = answer.headers.get("Access-Control-Allow-Origin")
        return header

    assert allowed(DASHBOARD) in ("*", DASHBOARD)
    assert allowed("https://elsewhere.example") is None
    answer = Client().get(f"{API}/{path}", headers={"origin": DASHBOARD})
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_the_archive_stays_closed_to_dashboards() -> None:
    answer = Client().get(f"{API}/matches/", headers={"origin": DASHBOARD})
    assert "Access-Control-Allow-Origin" not in answer.headers
