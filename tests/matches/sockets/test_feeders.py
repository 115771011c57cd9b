"""Who is logged on, and who may come back."""

from dataclasses import replace

from matches.sockets.feeders import Feeder, Feeders
from tests.matches.live.cast import live_match


def alice(sid: str = "sid 1") -> Feeder:
    return Feeder(sid, "alice's pid", "observer", "alice", live_match(), session_pk=1)


def test_the_observers_of_a_match_are_counted_as_they_come_and_go() -> None:
    told: list[int] = []
    feeders = Feeders(lambda match, observers: told.append(observers))
    first = alice()
    second = replace(first, sid="sid 2", pid="bob's pid")
    feeders.add(first)
    feeders.add(replace(first, sid="sid 3", pid="charlie's pid", role="auxiliary"))
    feeders.add(second)
    feeders.leave("sid 1", now=100.0)
    feeders.come_back("alice's pid", "sid 4", since=0.0)
    feeders.remove(second)
    assert told == [1, 1, 2, 1, 2, 1]


def test_a_client_that_left_comes_back_on_a_new_socket() -> None:
    feeders, feeder = Feeders(lambda match, observers: None), alice()
    feeders.add(feeder)
    assert feeders.leave("sid 1", now=100.0) is feeder
    assert list(feeders) == []
    found = feeders.come_back("alice's pid", "sid 2", since=50.0)
    assert found
    back, former = found
    assert (back.sid, back.name, back.match, former) == ("sid 2", "alice", feeder.match, None)
    assert feeders.get("sid 2") is back


def test_a_client_is_back_before_its_old_socket_is_gone() -> None:
    feeders = Feeders(lambda match, observers: None)
    feeders.add(alice())
    found = feeders.come_back("alice's pid", "sid 2", since=0.0)
    assert found
    assert found[1] == "sid 1"
    assert [one.sid for one in feeders] == ["sid 2"]
    assert feeders.leave("sid 1", now=1.0) is None, "the old socket speaks for nobody now"


def test_who_left_too_long_ago_does_not_come_back() -> None:
    feeders = Feeders(lambda match, observers: None)
    feeders.add(alice())
    feeders.leave("sid 1", now=100.0)
    assert feeders.come_back("alice's pid", "sid 2", since=100.1) is None


def test_who_was_let_go_does_not_come_back() -> None:
    feeders, feeder = Feeders(lambda match, observers: None), alice()
    feeders.add(feeder)
    feeders.remove(feeder)
    assert feeders.come_back("alice's pid", "sid 2", since=0.0) is None


def test_those_who_left_are_forgotten_after_a_while() -> None:
    feeders = Feeders(lambda match, observers: None)
    feeders.add(alice())
    feeders.leave("sid 1", now=100.0)
    feeders.forget_before(101.0)
    assert feeders.come_back("alice's pid", "sid 2", since=0.0) is None
