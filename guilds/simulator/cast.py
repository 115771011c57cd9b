"""Who a community is made of, and what each of them is like."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from random import Random

from guilds.simulator.names import COMMUNITIES, draw_names
from guilds.values import DISCORD_EPOCH, Channel, Who

# Ids of the first days of 2015: Discord has given none of them to anybody.
FIRST_GUILD_ID = 1_000_000_000_000_000

# By how many know them.
CHANNELS = (
    "general", "clips", "memes", "strategy", "stream-chat", "looking-for-team", "off-topic",
    "tournament", "coaching", "introductions", "feedback", "support",
)  # fmt: skip
VOICES = ("Lounge", "Scrims", "Stage")
ROLES = ("Moderator", "Coach", "Regular", "Streamer", "Subscriber", "Member")

ACCOUNTS_FROM, ACCOUNTS_UP_TO = datetime(2016, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC)
JOINED_UP_TO = datetime(2025, 6, 1, tzinfo=UTC)
ZONES = {-8: 8, -5: 16, 0: 22, 1: 34, 2: 10, 9: 6, 10: 4}  # hours from UTC: how often
CLIENTS = {("desktop",): 55, ("mobile",): 25, ("web",): 8, ("desktop", "mobile"): 12}


class Temper(Enum):
    """What somebody does who is there; the value is how many of a thousand are like that."""

    CHATTER = 70
    REGULAR = 230
    TYPIST = 40  # begins to type, and hardly ever sends
    LURKER = 460  # looks, at times listens or reacts, never writes
    SILENT = 200  # joined once, and has not come back


@dataclass(frozen=True, slots=True)
class Person:
    """``clients`` is what they are usually on; ``haunts`` the channels that they know."""

    who: Who
    temper: Temper
    zone: int
    clients: tuple[str, ...]
    haunts: tuple[Channel, ...]


@dataclass(frozen=True, slots=True)
class Community:
    seed: int
    id: int
    name: str
    channels: tuple[Channel, ...]
    voices: tuple[Channel, ...]
    people: tuple[Person, ...]


def random_of(*seeds: object) -> Random:
    """A source of chance of its own for whatever the seeds name."""
    return Random("/".join(map(str, seeds)))  # noqa: S311 - a repeatable show, no secret


def draw_community(seed: int, members: int) -> Community:
    rng = random_of(seed, "community")
    guild_id = FIRST_GUILD_ID + seed
    places = [
        Channel(guild_id * 100 + place, name) for place, name in enumerate((*CHANNELS, *VOICES))
    ]
    channels = tuple(places[: len(CHANNELS)])
    people = tuple(_person(rng, name, channels) for name in draw_names(rng, members))
    return Community(
        seed=seed,
        id=guild_id,
        name=COMMUNITIES[seed % len(COMMUNITIES)],
        channels=channels,
        voices=tuple(places[len(CHANNELS) :]),
        people=people,
    )


def somebody(rng: Random, name: str, made_at: datetime, joined_at: datetime) -> Who:
    """An account of this age."""
    milliseconds = (made_at - DISCORD_EPOCH) // timedelta(milliseconds=1)
    return Who(milliseconds << 22 | rng.getrandbits(22), name, name.capitalize(), joined_at)


def between(rng: Random, start: datetime, end: datetime) -> datetime:
    return start + (end - start) * rng.random()


def _person(rng: Random, name: str, channels: tuple[Channel, ...]) -> Person:
    made_at = between(rng, ACCOUNTS_FROM, ACCOUNTS_UP_TO)
    joined_at = between(rng, made_at, JOINED_UP_TO)
    temper = rng.choices(list(Temper), [one.value for one in Temper])[0]
    # Nearly everybody knows the first channels; few know many.
    known = min(len(channels), 1 + int(rng.expovariate(0.45)))
    haunts = {channels[min(int(rng.expovariate(0.3)), len(channels) - 1)] for _ in range(known)}
    return Person(
        who=somebody(rng, name, made_at, joined_at),
        temper=temper,
        zone=rng.choices(list(ZONES), list(ZONES.values()))[0],
        clients=rng.choices(list(CLIENTS), list(CLIENTS.values()))[0],
        haunts=tuple(sorted(haunts, key=lambda channel: channel.discord_id)),
    )
