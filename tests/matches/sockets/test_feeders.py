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
    feeders.leave("sid 1")
    feeders.come_back("alice's pid", "sid 4")
    feeders.remove(second)
    assert told == [1, 1, 2, 1, 2, 1]


def test_a_client_that_left_comes_back_on_a_new_socket() -> None:
    feeders, feeder = Feeders(lambda match, observers: None), alice()
    feeders.add(feeder)
    assert feeders.leave("sid 1") is feeder
    assert list(feeders) == []
    found = feeders.come_back("alice's pid", "sid 2")
    assert found
    back, former = found
    assert (back.sid, back.name, back.match, former) == ("sid 2", "alice", feeder.match, None)
    assert feeders.get("sid 2") is back


def test_a_client_is_back_before_its_old_socket_is_gone() -> None:
    feeders = Feeders(lambda match, observers: None)
    feeders.add(alice())
    found = feeders.come_back("alice's pid", "sid 2")
    assert found
    assert found[1] == "sid 1"
    assert [one.sid for one in feeders] == ["sid 2"]
    assert feeders.leave("sid 1") is None, "the old socket speaks for nobody now"


def test_who_was_let_go_does_not_come_back() -> None:
    feeders, feeder = Feeders(lambda match, observers: None), alice()
    feeders.add(feeder)
    feeders.remove(feeder)
    assert feeders.come_back("alice's pid", "sid 2") is None


def test_clients_that_left_are_forgotten_with_their_match() -> None:
    feeders, feeder = Feeders(lambda match, observers: None), alice()
    feeders.add(feeder)
    feeders.leave("sid 1")
    feeders.forget(live_match(2))
    feeders.forget(feeder.match)
    assert feeders.come_back("alice's pid", "sid 2") is None


def test_observers_move_to_the_next_match_and_auxiliary_clients_do_not() -> None:
    told: list[tuple[int, int]] = []
    feeders = Feeders(lambda match, observers: told.append((match.pk, observers)))
    observer, following = alice(), live_match(2)
    player = replace(observer, sid="sid 2", pid="bob's pid", role="auxiliary")
    former = observer.match
    for feeder in (observer, player):
        feeders.add(feeder)
    feeders.move(former, following)
    assert (observer.match, player.match) == (following, former)
    assert told[-2:] == [(1, 0), (2, 1)]
