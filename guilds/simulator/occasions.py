"""What happens to the community as a whole: streams, newcomers, promotions, raids."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from guilds.simulator.cast import ROLES, Community, Person, Temper, between, somebody
from guilds.simulator.happenings import GotRoles, Happening, Joined, Left, Reacted, Showed, Wrote
from guilds.simulator.names import draw_newcomer
from guilds.simulator.rhythm import draw_arrival, evening, liveliness
from guilds.simulator.sessions import count, text, visit
from guilds.values import Who

# Days of a week that begins on another weekday for each seed.
STREAM_DAYS, RAID_DAY = (1, 4), 0
STREAM_CHANNEL = "stream-chat"
RAID_SIZE = (24, 60)
OLDEST = 3_000  # days, of a newcomer's account


def stream(rng: Random, community: Community, day: date) -> Iterator[Happening]:
    """Twice a week a stream goes live, and for a quarter of an hour everybody talks at once."""
    if (day.toordinal() - community.seed) % 7 not in STREAM_DAYS:
        return
    start = evening(rng, day)
    channel = next(one for one in community.channels if one.name == STREAM_CHANNEL)
    for person in community.people:
        if person.temper not in (Temper.CHATTER, Temper.REGULAR) or rng.random() < 0.4:
            continue
        for _ in range(1 + count(rng, 4)):
            moment = start + timedelta(minutes=15) * rng.random()
            yield from text(rng, person, channel, moment, 0.05)
        if rng.random() < 0.5:
            yield Reacted(start + timedelta(minutes=15) * rng.random(), person.who, channel)


def newcomers(rng: Random, community: Community, day: date) -> Iterator[Happening]:
    """A few people a day, most of whom look around once and are seldom heard of again."""
    for _ in range(count(rng, 3 * liveliness(day))):
        at = draw_arrival(rng, day, zone=1)
        age = timedelta(days=min(OLDEST, rng.expovariate(1 / 600)))
        who = somebody(rng, draw_newcomer(rng), at - age, at)
        temper = Temper.REGULAR if rng.random() < 0.4 else Temper.LURKER
        person = Person(who, temper, 1, ("desktop",), community.channels[:2])
        yield Joined(at, who)
        yield GotRoles(at + timedelta(seconds=20), who, ("Member",), ())
        yield from visit(rng, community, person, at + timedelta(seconds=30))


def comings_and_goings(rng: Random, community: Community, day: date) -> Iterator[Happening]:
    """Somebody of those who were never there leaves; somebody else gets or loses a role."""
    silent = [person for person in community.people if person.temper is Temper.SILENT]
    if silent and rng.random() < 0.5:
        yield Left(draw_arrival(rng, day, zone=1), rng.choice(silent).who)
    active = [person for person in community.people if person.temper is Temper.REGULAR]
    for person in rng.sample(active, min(count(rng, 2), len(active))):
        roles = (rng.choice(ROLES),)
        added, removed = (roles, ()) if rng.random() < 0.75 else ((), roles)
        yield GotRoles(draw_arrival(rng, day, person.zone), person.who, added, removed)


def raid(rng: Random, community: Community, day: date) -> Iterator[Happening]:
    """Once a week: dozens of accounts of a few days join within minutes, shout, and are banned."""
    if (day.toordinal() - community.seed) % 7 != RAID_DAY:
        return
    start = evening(rng, day)
    for number in range(rng.randint(*RAID_SIZE)):
        at = start + timedelta(minutes=4) * rng.random()
        made_at = between(rng, start - timedelta(days=6), start)
        who = somebody(rng, f"user{day:%m%d}{number:02}", made_at, at)
        yield from _raider(rng, community, who, at)


def _raider(rng: Random, community: Community, who: Who, at: datetime) -> Iterator[Happening]:
    yield Joined(at, who)
    yield Showed(at + timedelta(seconds=1), who, "online", ("web",))
    for _ in range(rng.randint(0, 5)):
        moment = at + timedelta(seconds=5 + 400 * rng.random())
        yield Wrote(moment, who, rng.choice(community.channels[:4]))  # pasted, not typed
    if rng.random() < 0.9:
        yield Left(at + timedelta(minutes=rng.uniform(8, 40)), who)
