"""The admin's log-in: the same limit as on the page of the communities."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

from auth_keys import attempts

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 14, 12, 0, 5, tzinfo=UTC)
PASSWORD = "correct horse battery"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The time, in a list of one."""
    User.objects.create_superuser("olivia", password=PASSWORD)
    times = [NOON]
    monkeypatch.setattr(attempts, "now", lambda: times[0])
    return times


def log_in(name: str = "olivia", password: str = PASSWORD, address: str = "192.0.2.1") -> int:
    form = {"username": name, "password": password}
    return Client(REMOTE_ADDR=address).post("/admin/login/?next=/admin/", form).status_code


def test_a_name_has_ten_log_ins_a_minute_wherever_they_come_from(clock: list[datetime]) -> None:
    guesses = [log_in(password="wrong", address=f"192.0.2.{number}") for number in range(10)]
    assert guesses == [200] * 10
    assert log_in(address="192.0.2.99") == 429
    clock[0] += timedelta(seconds=55)
    assert log_in() == 302


def test_an_address_has_ten_log_ins_a_minute_whatever_the_name(clock: list[datetime]) -> None:
    assert [log_in(f"nobody{number}", "wrong") for number in range(10)] == [200] * 10
    assert log_in() == 429
    assert log_in(address="192.0.2.8") == 302


def test_a_refused_log_in_says_how_long_to_wait(clock: list[datetime]) -> None:
    for _ in range(10):
        log_in(password="wrong")
    answer = Client(REMOTE_ADDR="192.0.2.1").post("/admin/login/", {"username": "olivia"})
    assert answer.headers["Retry-After"] == "55"
    assert "Too many attempts. Try again in 55 s." in answer.content.decode()


def test_a_log_in_waits_while_too_many_passwords_are_being_hashed(
    clock: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "is_busy", lambda: True)
    assert log_in() == 429
    monkeypatch.setattr(attempts, "is_busy", lambda: False)
    assert log_in() == 302
