"""A client that brings its pid back in time goes on; anything else begins anew."""

from datetime import timedelta

import pytest

from auth_keys.services import revoke_key
from matches.models import ClientSession
from matches.services import lifecycle, sessions
from matches.services.log import from_ms
from matches.services.sessions import NewClient, Stored
from tests.auth_keys.cast import key_of_harbour
from tests.matches.live.cast import START_MS
from tests.matches.services.test_log import a_match

pytestmark = pytest.mark.django_db

NOW = from_ms(START_MS)


def recover(pid: str, after: timedelta = timedelta()) -> Stored | None:
    return sessions.recover_session(pid, now=NOW + after)


def test_it_gives_back_role_name_match_and_player() -> None:
    match = a_match()
    client = NewClient("bob's pid", "auxiliary", "bob", player_id="bob-1")
    pk = sessions.save_session(client, match.pk, NOW)
    assert recover("bob's pid") == Stored(pk, match.pk, None, "auxiliary", "bob", "bob-1")


def test_it_knows_no_pid_that_was_not_given() -> None:
    a_match()
    assert recover("a guess") is None


def test_a_session_lasts_as_long_as_its_match() -> None:
    a_match()
    assert recover("pid of HARBOUR1", timedelta(hours=20))


def test_a_session_ends_with_its_match() -> None:
    match = a_match()
    lifecycle.finish_match(match.pk, 1, ending="game_end", team_info={}, now=NOW)
    assert recover("pid of HARBOUR1") is None


def test_a_session_ends_with_its_key() -> None:
    match = a_match()
    key, _ = key_of_harbour()
    client = NewClient("alice's pid", "observer", "alice", key_id=key.pk)
    sessions.save_session(client, match.pk, NOW)
    assert recover("alice's pid")
    revoke_key(key, now=NOW)
    assert recover("alice's pid") is None


def test_the_pid_itself_is_not_stored() -> None:
    a_match()
    row = ClientSession.objects.values().get()
    assert "pid of HARBOUR1" not in str(row)
    assert row["pid_digest"] == sessions.digest("pid of HARBOUR1")


def test_a_player_that_became_known_later_is_given_back_too() -> None:
    match = a_match()
    pk = sessions.save_session(NewClient("bob's pid", "auxiliary", "bob"), match.pk, NOW)
    sessions.bind_player(pk, "bob-1")
    stored = recover("bob's pid")
    assert stored
    assert stored.player_id == "bob-1"
