"""One person, from coming online to going again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from guilds.simulator.cast import Community, Person, Temper
from guilds.simulator.happenings import Happening, Reacted, Showed, Spoke, Typed, Wrote
from guilds.values import Channel


@dataclass(frozen=True, slots=True)
class Habits:
    """Per visit, on average; ``gives_up`` is how often of what is typed nothing is sent."""

    visits_a_day: float
    minutes: float
    texts: float
    reactions: float
    voice: float
    gives_up: float


HABITS = {
    Temper.CHATTER: Habits(3.2, 110, 14, 5, 0.35, 0.12),
    Temper.REGULAR: Habits(1.7, 70, 4, 2, 0.2, 0.2),
    Temper.TYPIST: Habits(1.6, 60, 6, 0.3, 0.05, 0.97),
    Temper.LURKER: Habits(1.1, 45, 0, 0.4, 0.1, 0),
    Temper.SILENT: Habits(0, 0, 0, 0, 0, 0),
}
SECOND_CLIENT = 0.12  # of visits: the phone beside the computer


def visit(rng: Random, community: Community, person: Person, at: datetime) -> Iterator[Happening]:
    """In no order."""
    habits = HABITS[person.temper]
    length = timedelta(minutes=min(240, 3 + rng.expovariate(1 / habits.minutes)))
    yield from _presences(rng, person, at, length)
    for _ in range(count(rng, habits.texts)):
        moment = at + length * rng.random()
        yield from text(rng, person, rng.choice(person.haunts), moment, habits.gives_up)
    for _ in range(count(rng, habits.reactions)):
        yield Reacted(at + length * rng.random(), person.who, rng.choice(person.haunts))
    if rng.random() < habits.voice:
        yield from _voice(rng, community, person, at, length)


def count(rng: Random, mean: float) -> int:
    """How often it happens that happens so often on average: mostly less, at times much more."""
    return int(rng.expovariate(1 / mean) + 0.5) if mean else 0


def text(
    rng: Random, person: Person, channel: Channel, at: datetime, gives_up: float
) -> Iterator[Happening]:
    """Discord tells of typing at once, and again for as long as it goes on."""
    yield Typed(at, person.who, channel)
    seconds = 2 + rng.expovariate(1 / 7)
    for again in range(10, int(seconds) + 1, 10):
        yield Typed(at + timedelta(seconds=again), person.who, channel)
    if rng.random() >= gives_up:
        yield Wrote(at + timedelta(seconds=seconds), person.who, channel)


def _presences(rng: Random, person: Person, at: datetime, length: timedelta) -> Iterator[Happening]:
    first = person.clients[:1]
    yield Showed(at, person.who, "online", first)
    if len(person.clients) > 1 or rng.random() < SECOND_CLIENT:
        both = tuple(sorted({*first, "mobile" if first != ("mobile",) else "desktop"}))
        yield Showed(at + length * rng.uniform(0.05, 0.4), person.who, "online", both)
        yield Showed(at + length * rng.uniform(0.45, 0.6), person.who, "online", first)
    if rng.random() < 0.4:
        status = "dnd" if rng.random() < 0.25 else "idle"
        yield Showed(at + length * rng.uniform(0.65, 0.8), person.who, status, first)
    yield Showed(at + length, person.who, "offline", ())


def _voice(
    rng: Random, community: Community, person: Person, at: datetime, length: timedelta
) -> Iterator[Happening]:
    channel = rng.choice(community.voices)
    yield Spoke(at + length * rng.uniform(0.05, 0.3), person.who, channel, "join")
    if rng.random() < 0.25:
        others = [other for other in community.voices if other is not channel]
        channel = rng.choice(others)
        yield Spoke(at + length * rng.uniform(0.35, 0.6), person.who, channel, "move")
    yield Spoke(at + length * rng.uniform(0.65, 0.98), person.who, channel, "leave")
