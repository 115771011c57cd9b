"""Passwords are hashed by two threads at most, and Django's own hashes stay good."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from auth_keys.hashing import AT_ONCE, MOST_WAITING, Hasher, is_busy

FEW = 10  # iterations


def test_a_hash_of_django_s_own_is_still_good() -> None:
    theirs = PBKDF2PasswordHasher().encode("correct horse", "salt", FEW)
    assert Hasher().verify("correct horse", theirs)
    assert not Hasher().verify("wrong", theirs)
    assert Hasher().encode("correct horse", "salt", FEW) == theirs


def test_two_passwords_are_hashed_at_a_time_and_the_rest_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go_on, hashing = Event(), []

    def slow(self: object, password: str, *_: object) -> str:
        hashing.append(password)
        assert go_on.wait(10)
        return password

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", slow)
    everybody = [f"password {number}" for number in range(AT_ONCE + MOST_WAITING)]
    with ThreadPoolExecutor(len(everybody)) as visitors:
        answers = visitors.map(lambda one: Hasher().encode(one, "salt"), everybody)
        while not is_busy():
            continue
        while len(hashing) < AT_ONCE:
            continue
        assert len(hashing) == AT_ONCE
        go_on.set()
        assert list(answers) == everybody
    assert not is_busy()
