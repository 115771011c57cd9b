"""From the first log-in with a one-time password to one's own."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from auth_keys.first_setup import create_administrator
from auth_keys.models import OneTimePassword

pytestmark = pytest.mark.django_db

CHANGE = "/admin/password_change/"
OWN = "correct-horse-battery"


@pytest.fixture
def password() -> str:
    made = create_administrator()
    assert made is not None
    return made


@pytest.fixture
def newcomer(client: Client, password: str) -> Client:
    """The administrator's browser after the first log-in."""
    client.post("/admin/login/", {"username": "admin", "password": password})
    assert "_auth_user_id" in client.session
    return client


def change(client: Client, old: str, new: str) -> Any:
    answers = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post(CHANGE, answers)


@pytest.mark.parametrize("page", ["/admin/", "/admin/auth/user/", "/admin/auth_keys/", "/"])
def test_every_page_leads_to_the_change_of_the_password(newcomer: Client, page: str) -> None:
    assert newcomer.get(page).headers["Location"] == CHANGE


def test_nothing_can_be_done_before(newcomer: Client) -> None:
    answers = {"name": "Quiet", "slug": "quiet", "auxiliary_policy": "off"}
    response = newcomer.post("/admin/auth_keys/organisation/add/", answers)
    assert response.headers["Location"] == CHANGE


def test_the_page_says_why(newcomer: Client) -> None:
    assert b"one-time password. Choose your own" in newcomer.get(CHANGE).content


def test_ones_own_password_opens_the_admin(newcomer: Client, password: str) -> None:
    assert change(newcomer, password, OWN).headers["Location"] == CHANGE + "done/"
    assert newcomer.get("/admin/").status_code == 200
    assert b"Choose your own" not in newcomer.get(CHANGE).content


def test_the_one_time_password_is_not_taken_as_ones_own(newcomer: Client, password: str) -> None:
    assert b"This is the one-time password." in change(newcomer, password, password).content
    assert newcomer.get("/admin/").headers["Location"] == CHANGE


def test_a_refused_change_changes_nothing(newcomer: Client, password: str) -> None:
    change(newcomer, password, "12345678")
    assert newcomer.get("/admin/").headers["Location"] == CHANGE


def test_one_may_leave_instead(newcomer: Client) -> None:
    newcomer.post("/admin/logout/")
    assert "_auth_user_id" not in newcomer.session


def test_a_change_by_command_counts_too(newcomer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getpass", lambda prompt: OWN)
    call_command("changepassword", "admin")
    assert not OneTimePassword.objects.exists()


def test_a_stronger_hash_of_the_same_password_is_no_change(
    client: Client, password: str, settings: Any
) -> None:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    client.post("/admin/login/", {"username": "admin", "password": password})
    assert User.objects.get().password.startswith("scrypt")
    assert client.get("/admin/").headers["Location"] == CHANGE


def test_others_are_left_alone(admin_client: Client) -> None:
    assert admin_client.get("/admin/").status_code == 200


def test_a_visitor_without_a_session_costs_no_query(
    client: Client, password: str, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        assert client.get("/admin/login/").status_code == 200
