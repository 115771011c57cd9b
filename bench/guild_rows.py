"""Fills the tables of guilds with as many events as asked for, as fast as the database takes them.

Half of all happens in the first guild; the rest is spread over the others. Some members do a lot,
most do little. Events are in the order of time, as they would have come.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from guilds.models import (
    Guild,
    GuildChannel,
    JoinEvent,
    Member,
    MessageEvent,
    PresenceEvent,
    ReactionEvent,
    RoleChange,
    TypingEvent,
    VoiceEvent,
)
from guilds.values import created_at

CHANNELS = 40  # of each guild
ROLES = ('["Regular"]', '["Moderator"]', '["Guest"]', "[]")
PLATFORMS = ("desktop", "desktop", "mobile", "web", "desktop,mobile", "")
CHANNEL_COLUMNS = ("channel_id",)

Values = tuple[Any, ...]


@dataclass(frozen=True)
class Plan:
    """What to fill in, up to ``now``."""

    events: int
    guilds: int
    members: int  # of all guilds; half of them in the first
    days: int
    now: datetime


@dataclass(frozen=True)
class Kind:
    """A table, its part of all events, and what its rows have besides guild, member and time."""

    table: type[Model]
    share: float
    columns: tuple[str, ...]
    values: Callable[[random.Random, int], Values]


def _in_channel(chance: random.Random, guild: int) -> Values:
    return (_channel_id(guild, int(CHANNELS * chance.random() ** 2)),)


def _voice(chance: random.Random, guild: int) -> Values:
    return (*_in_channel(chance, guild), chance.choice(VoiceEvent.Kind.values))


def _presence(chance: random.Random, guild: int) -> Values:
    platforms = chance.choice(PLATFORMS)
    return ("online" if platforms else "offline", platforms)


def _roles(chance: random.Random, guild: int) -> Values:
    return (chance.choice(ROLES), chance.choice(ROLES))


def _join(chance: random.Random, guild: int) -> Values:
    return (int(2_000 * chance.random() ** 3),)


KINDS = (
    Kind(TypingEvent, 0.27, CHANNEL_COLUMNS, _in_channel),
    Kind(MessageEvent, 0.30, CHANNEL_COLUMNS, _in_channel),
    Kind(PresenceEvent, 0.30, ("status", "platforms"), _presence),
    Kind(ReactionEvent, 0.07, CHANNEL_COLUMNS, _in_channel),
    Kind(VoiceEvent, 0.04, (*CHANNEL_COLUMNS, "kind"), _voice),
    Kind(RoleChange, 0.01, ("added", "removed"), _roles),
    Kind(JoinEvent, 0.01, ("account_age_days",), _join),
)


def fill(plan: Plan) -> None:
    """All of it, and then the indexes: one by one they would take as long again.

    PostgreSQL then sees to its tables, as it does by itself on a site; SQLite never does.
    """
    chance = random.Random(1)
    with connection.schema_editor() as schema:
        for kind in KINDS:
            for index in kind.table._meta.indexes:
                schema.remove_index(kind.table, index)
    with transaction.atomic():
        members = _people(plan)
        for kind in KINDS:
            columns = ("guild_id", "member_id", "at", *kind.columns)
            _insert(kind.table._meta.db_table, columns, _rows(plan, kind, members, chance))
    with connection.schema_editor() as schema:
        for kind in KINDS:
            for index in kind.table._meta.indexes:
                schema.add_index(kind.table, index)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def guild_id(number: int) -> int:
    return 10_000 + number


def _channel_id(guild: int, number: int) -> int:
    return guild * 1_000 + number


def _people(plan: Plan) -> dict[int, list[int]]:
    """Guilds, channels and members; the members' keys by guild."""
    guilds = [guild_id(number) for number in range(plan.guilds)]
    Guild.objects.bulk_create(Guild(discord_id=pk, name=f"Guild {pk}") for pk in guilds)
    GuildChannel.objects.bulk_create(
        GuildChannel(discord_id=_channel_id(pk, n), guild_id=pk, name=f"channel-{n}")
        for pk in guilds
        for n in range(CHANNELS)
    )
    sizes = _halved(plan.members, plan.guilds)
    members = [
        Member(guild_id=pk, discord_id=n, username=f"member-{n}", account_created_at=created_at(n))
        for pk, size in zip(guilds, sizes, strict=True)
        for n in range(1, size + 1)
    ]
    found: dict[int, list[int]] = {pk: [] for pk in guilds}
    for member in Member.objects.bulk_create(members, batch_size=5_000):
        found[member.guild_id].append(member.pk)
    return found


def _halved(total: int, parts: int) -> list[int]:
    """Half for the first part, the rest in equal parts; all of it where there is only one."""
    if parts == 1:
        return [total]
    return [total // 2, *[max(1, total // 2 // (parts - 1))] * (parts - 1)]


def _rows(
    plan: Plan, kind: Kind, members: dict[int, list[int]], chance: random.Random
) -> Iterator[Values]:
    count = round(plan.events * kind.share)
    start = (plan.now - timedelta(days=plan.days)).replace(tzinfo=None)
    step = timedelta(days=plan.days) / max(count, 1)
    first, *others = members
    for number in range(count):
        guild = first if not others or chance.random() < 0.5 else chance.choice(others)
        own = members[guild]
        member = own[int(len(own) * chance.random() ** 2)]
        at = (start + number * step).isoformat(" ")
        yield guild, member, at, *kind.values(chance, guild)


def _insert(table: str, columns: tuple[str, ...], rows: Iterator[Values]) -> None:
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write("\t".join(map(str, row)) + "\n")
        else:
            places = ", ".join(["?"] * len(columns))
            statement = f"INSERT INTO {table} ({names}) VALUES ({places})"
            cursor.connection.executemany(statement, rows)
