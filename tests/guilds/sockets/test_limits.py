"""What one address and one connection may do, by a clock that we hold."""

import pytest

from guilds.sockets.limits import WINDOW, Allowance, Doorway, Limits, Verdict

HERE, THERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def doorway() -> Doorway:
    return Doorway(Limits(connections=3, attempts=5, cooldown=120.0))


def arrivals(doorway: Doorway, count: int, address: str = HERE, now: float = 0.0) -> list[Verdict]:
    """Of connections that leave at once."""
    verdicts = []
    for number in range(count):
        verdicts.append(doorway.arrive(f"{now} {number}", address, now))
        doorway.leave(f"{now} {number}")
    return verdicts


def test_so_many_connections_are_welcome_then_as_many_are_told_then_none(doorway: Doorway) -> None:
    doorway = Doorway(Limits(connections=3, attempts=100, cooldown=1.0))
    verdicts = [doorway.arrive(str(number), HERE, 0.0) for number in range(8)]
    assert verdicts == (
        [Verdict.WELCOME] * 3 + [Verdict.TOO_MANY_CONNECTIONS] * 3 + [Verdict.TURNED_AWAY] * 2
    )
    assert doorway.arrive("other", THERE, 0.0) is Verdict.WELCOME


def test_who_leaves_makes_room(doorway: Doorway) -> None:
    for number in range(3):
        doorway.arrive(str(number), HERE, 0.0)
    doorway.leave("1")
    assert doorway.arrive("3", HERE, 0.0) is Verdict.WELCOME


def test_too_many_attempts_in_a_minute_shut_the_door_for_the_cool_down(doorway: Doorway) -> None:
    assert arrivals(doorway, 6) == [Verdict.WELCOME] * 5 + [Verdict.TOO_MANY_ATTEMPTS]
    assert arrivals(doorway, 1, now=119.0) == [Verdict.TOO_MANY_ATTEMPTS]
    assert arrivals(doorway, 1, THERE, now=119.0) == [Verdict.WELCOME]
    assert arrivals(doorway, 5, now=120.0) == [Verdict.WELCOME] * 5


def test_a_cool_down_that_is_shorter_than_the_minute_ends_it_too() -> None:
    doorway = Doorway(Limits(connections=3, attempts=5, cooldown=1.0))
    arrivals(doorway, 6)
    assert arrivals(doorway, 1, now=1.0) == [Verdict.WELCOME]


def test_attempts_of_an_earlier_minute_do_not_count(doorway: Doorway) -> None:
    arrivals(doorway, 5)
    assert arrivals(doorway, 5, now=WINDOW) == [Verdict.WELCOME] * 5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:3:4:5:6"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", ""),
    ],
)
def test_addresses_that_one_machine_may_have_count_as_one(
    doorway: Doorway, one: str, other: str
) -> None:
    arrivals(doorway, 6, one)
    assert arrivals(doorway, 1, other) == [Verdict.TOO_MANY_ATTEMPTS]


@pytest.mark.parametrize(
    ("one", "other"), [("2001:db8:1:2::1", "2001:db8:1:3::1"), (HERE, THERE), ("no address", HERE)]
)
def test_other_addresses_count_for_themselves(doorway: Doorway, one: str, other: str) -> None:
    arrivals(doorway, 6, one)
    assert arrivals(doorway, 1, other) == [Verdict.WELCOME]


def test_only_what_matters_is_remembered_of_addresses(doorway: Doorway) -> None:
    arrivals(doorway, 6)
    doorway.arrive("stays", THERE, 0.0)
    doorway.sweep(119.0)
    assert arrivals(doorway, 1, now=119.0) == [Verdict.TOO_MANY_ATTEMPTS]
    doorway.sweep(1000.0)
    assert list(doorway._addresses) == [THERE]


def test_an_allowance_is_for_each_second(doorway: Doorway) -> None:
    allowance = Allowance(2)
    assert [allowance.spend(10.0 + part / 10) for part in range(4)] == [True, True, False, False]
    assert allowance.spend(11.0)


def test_the_first_event_too_many_of_a_second_is_known() -> None:
    allowance = Allowance(1)
    ended = []
    for at in (1.0, 1.1, 1.2, 2.5, 2.6):
        allowance.spend(at)
        ended.append(allowance.just_ended)
    assert ended == [False, True, False, False, True]
