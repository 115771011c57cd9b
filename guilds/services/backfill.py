"""Stores a guild's past all at once, such as that of a simulated community."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from django.db import transaction

from guilds.models import EVENTS, Member
from guilds.services import seen
from guilds.values import Channel, Who

AT_ONCE = 2_000  # rows in one transaction: others want to write too


class Row(NamedTuple):
    """An event of ``table``; ``fields`` are those that not every event has."""

    table: Any
    at: datetime
    who: Who
    fields: dict[str, Any]


def forget_events(guild_id: int) -> None:
    """Its members and channels stay."""
    for table in EVENTS:
        table.objects.filter(guild=guild_id).delete()


def save_channels(guild_id: int, channels: Collection[Channel]) -> None:
    for channel in channels:
        seen.save_channel(guild_id, channel)


def store(guild_id: int, rows: Iterable[Row]) -> int:
    """Members come to be with their first event; channels must be there. How many were stored."""
    members: dict[int, int] = {}
    stored = 0
    for part in _parts(rows):
        with transaction.atomic():
            _find_members(guild_id, part, members)
            _insert(guild_id, part, members)
        stored += len(part)
    return stored


def _parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    source = iter(rows)
    while part := list(islice(source, AT_ONCE)):
        yield part


def _find_members(guild_id: int, rows: list[Row], members: dict[int, int]) -> None:
    """Their rows' keys, under the ids that Discord gave them."""
    new = {row.who.discord_id: row.who for row in rows if row.who.discord_id not in members}
    if new:
        seen.save_members(guild_id, new.values())
        known = Member.objects.filter(guild=guild_id, discord_id__in=new)
        members.update(known.values_list("discord_id", "pk"))


def _insert(guild_id: int, rows: list[Row], members: dict[int, int]) -> None:
    by_table: dict[Any, list[Any]] = defaultdict(list)
    for table, at, who, fields in rows:
        event = table(guild_id=guild_id, member_id=members[who.discord_id], at=at, **fields)
        by_table[table].append(event)
    for table, events in by_table.items():
        table.objects.bulk_create(events)
