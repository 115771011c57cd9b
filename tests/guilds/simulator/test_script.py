"""A seed gives one community, whose days are believable and always the same."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise, takewhile

import pytest

from guilds.simulator.cast import Community, Temper, draw_community
from guilds.simulator.happenings import (
    Happening,
    InChannel,
    Joined,
    Left,
    Showed,
    Spoke,
    Typed,
    Wrote,
)
from guilds.simulator.script import simulate
from guilds.values import account_age_days

START = datetime(2026, 3, 2, 5, 30, tzinfo=UTC)
WEEK = timedelta(days=7)
SEEDS = (1, 2, 17)


def span(community: Community, start: datetime, length: timedelta) -> list[Happening]:
    return list(takewhile(lambda one: one.at < start + length, simulate(community, start)))


@pytest.fixture(scope="module")
def community() -> Community:
    return draw_community(1, 300)


@pytest.fixture(scope="module")
def week(community: Community) -> list[Happening]:
    return span(community, START, WEEK)


# The same, and different


def test_a_seed_gives_one_community_and_one_script() -> None:
    first, second = (draw_community(7, 40) for _ in range(2))
    assert first == second
    one_day = timedelta(days=1)
    assert span(first, START, one_day) == span(second, START, one_day)


def test_another_seed_gives_other_people_in_another_guild() -> None:
    first, second = draw_community(1, 40), draw_community(2, 40)
    assert first.id != second.id
    assert {person.who for person in first.people}.isdisjoint(
        person.who for person in second.people
    )


def test_a_day_is_the_same_whatever_days_are_asked_for_with_it(
    community: Community, week: list[Happening]
) -> None:
    third = START + timedelta(days=3)
    later = span(community, third, timedelta(days=1))
    assert later == [one for one in week if third <= one.at < third + timedelta(days=1)]


# The rules


@pytest.mark.parametrize("seed", SEEDS)
def test_everything_comes_in_order_of_time_and_within_it(seed: int) -> None:
    some = span(draw_community(seed, 60), START, timedelta(days=3))
    assert some[0].at >= START
    assert all(before.at <= after.at for before, after in pairwise(some))


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_acts_before_their_account_was_made_or_under_anothers_name(seed: int) -> None:
    people = draw_community(seed, 500)
    assert len({person.who.username for person in people.people}) == 500
    assert len({person.who.discord_id for person in people.people}) == 500
    for one in span(people, START, timedelta(days=2)):
        assert account_age_days(one.who.discord_id, one.at) >= 0
        assert one.who.joined_at
        assert one.who.joined_at <= one.at


def test_whoever_goes_offline_is_on_no_client(week: list[Happening]) -> None:
    presences = [one for one in week if isinstance(one, Showed)]
    assert {one.status for one in presences} == {"online", "idle", "dnd", "offline"}
    assert all(bool(one.platforms) == (one.status != "offline") for one in presences)
    assert any(len(one.platforms) > 1 for one in presences)


def test_everything_in_a_channel_is_in_one_of_the_communitys(
    community: Community, week: list[Happening]
) -> None:
    for one in week:
        if isinstance(one, InChannel):
            known = community.voices if isinstance(one, Spoke) else community.channels
            assert one.channel in known


# What makes it believable


def tempers(community: Community) -> dict[int, Temper]:
    return {person.who.discord_id: person.temper for person in community.people}


def test_there_are_typists_who_hardly_ever_send(
    community: Community, week: list[Happening]
) -> None:
    temper_of = tempers(community)
    typed, wrote = (
        Counter(temper_of.get(one.who.discord_id) for one in week if isinstance(one, kind))
        for kind in (Typed, Wrote)
    )
    assert typed[Temper.TYPIST] > 100
    assert wrote[Temper.TYPIST] < typed[Temper.TYPIST] / 10
    assert wrote[Temper.CHATTER] > typed[Temper.CHATTER] / 3


def test_there_are_lurkers_who_are_seen_often_and_say_nothing(
    community: Community, week: list[Happening]
) -> None:
    temper_of = tempers(community)
    lurking = [one for one in week if temper_of.get(one.who.discord_id) is Temper.LURKER]
    assert not any(isinstance(one, Typed | Wrote) for one in lurking)
    seen = Counter(one.who for one in lurking if isinstance(one, Showed))
    assert sum(times >= 5 for times in seen.values()) > 50


def test_evenings_are_livelier_than_early_mornings(week: list[Happening]) -> None:
    by_hour = Counter(one.at.hour for one in week if isinstance(one, Wrote))
    assert sum(by_hour[hour] for hour in (18, 19, 20, 21)) > 2 * sum(
        by_hour[hour] for hour in (5, 6, 7, 8)
    )


def test_weekends_are_livelier_than_mondays(week: list[Happening]) -> None:
    by_day = Counter(one.at.weekday() for one in week if isinstance(one, Showed))
    assert by_day[5] > by_day[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_once_a_week_young_accounts_raid_within_minutes_and_most_are_gone_soon(seed: int) -> None:
    happenings = span(draw_community(seed, 30), START, WEEK)
    raiders = [
        one for one in happenings if isinstance(one, Joined) and one.who.username.startswith("user")
    ]
    assert 24 <= len(raiders) <= 60
    assert raiders[-1].at - raiders[0].at <= timedelta(minutes=4)
    assert all(account_age_days(one.who.discord_id, one.at) < 7 for one in raiders)
    gone = {one.who for one in happenings if isinstance(one, Left)}
    assert sum(one.who in gone for one in raiders) > len(raiders) / 2


def test_now_and_then_everybody_talks_at_once(week: list[Happening]) -> None:
    minutes = Counter(
        one.at.replace(second=0, microsecond=0)
        for one in week
        if isinstance(one, Wrote) and one.channel.name == "stream-chat"
    )
    busiest = max(minutes.values())
    assert busiest > 10 * sum(minutes.values()) / (7 * 24 * 60)
    assert busiest >= 20
