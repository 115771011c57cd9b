"""All that happens in a community, in order of time."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from itertools import chain, count

from guilds.simulator import occasions
from guilds.simulator.cast import Community, random_of
from guilds.simulator.happenings import Happening
from guilds.simulator.rhythm import EARLIEST, draw_arrival, liveliness
from guilds.simulator.sessions import HABITS, visit

LATEST = timedelta(days=2)
"""Of anything that belongs to a day, from its midnight in UTC: the westernmost zone's visits."""
ONE_DAY = timedelta(days=1)


def simulate(community: Community, start: datetime) -> Iterator[Happening]:
    """From this moment on, without an end."""
    due: list[tuple[datetime, int, Happening]] = []
    order = count()
    day = (start - LATEST).date()
    while True:
        for happening in day_of(community, day):
            if happening.at >= start:
                heappush(due, (happening.at, next(order), happening))
        day += ONE_DAY
        settled = datetime.combine(day, datetime.min.time(), start.tzinfo) + EARLIEST
        while due and due[0][0] < settled:
            yield heappop(due)[2]


def day_of(community: Community, day: date) -> Iterator[Happening]:
    """What belongs to a day, in no order: the same, whatever else is asked for."""
    rng = random_of(community.seed, len(community.people), day)
    yield from chain(
        _visits(community, day),
        occasions.stream(rng, community, day),
        occasions.newcomers(rng, community, day),
        occasions.comings_and_goings(rng, community, day),
        occasions.raid(rng, community, day),
    )


def _visits(community: Community, day: date) -> Iterator[Happening]:
    rng = random_of(community.seed, len(community.people), day, "visits")
    for person in community.people:
        expected = HABITS[person.temper].visits_a_day * liveliness(day)
        for _ in range(int(expected) + (rng.random() < expected % 1)):
            yield from visit(rng, community, person, draw_arrival(rng, day, person.zone))
