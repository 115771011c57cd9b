"""The live events of the guild contract, each with exactly the fields that it names. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from guilds.values import Channel, Live, Who


def message(guild_id: int, who: Who, channel: Channel, at: datetime) -> Live:
    where = {"channelId": str(channel.discord_id), "channelName": channel.name}
    return Live(guild_id, "message:new", {**_person(who), **where, "timestamp": wire_time(at)})


def several_clients(guild_id: int, who: Who, platforms: Sequence[str], at: datetime) -> Live:
    told = {"platforms": list(platforms), "timestamp": wire_time(at)}
    return Live(guild_id, "alert:multiClient", {**_person(who), **told})


def presence(guild_id: int, who: Who, status: str, at: datetime) -> Live:
    told = {"status": status, "timestamp": wire_time(at)}
    return Live(guild_id, "presence:update", {**_person(who), **told})


def roles_added(guild_id: int, who: Who, added: Sequence[str], at: datetime) -> Live:
    told = {"addedRoles": list(added), "timestamp": wire_time(at)}
    return Live(guild_id, "role:change", {**_person(who), **told})


def joined(guild_id: int, who: Who, age_days: int, at: datetime) -> Live:
    told = {"accountAgeDays": age_days, "timestamp": wire_time(at)}
    return Live(guild_id, "user:join", {**_person(who), **told})


def wire_time(at: datetime) -> str:
    """ISO 8601, UTC, to the millisecond, as JavaScript writes it: 2026-01-31T12:00:00.000Z."""
    utc = at.astimezone(UTC).replace(tzinfo=None)
    return f"{utc.isoformat(timespec='milliseconds')}Z"


def _person(who: Who) -> dict[str, Any]:
    return {"userId": str(who.discord_id), "username": who.username}
