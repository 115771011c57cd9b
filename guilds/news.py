"""The live events of the guild contract, each with exactly the fields that it names. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from guilds.analytics.diversity import ChannelCount
from guilds.analytics.ghosts import Ghost
from guilds.analytics.lurkers import Lurker
from guilds.analytics.summary import Summary
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


def analytics(guild_id: int, summary: Summary, at: datetime) -> dict[str, Any]:
    """The payload of analytics:update, for the room of the guild's analytics."""
    time = wire_time(at)
    data = {
        "ghosts": [{**_user(one), "ghostScore": one.score} for one in summary.ghosts],
        "lurkers": [
            {**_user(one), "lurkerScore": one.score, "channelCount": one.channel_count}
            for one in summary.lurkers
        ],
        "channelDiversity": [
            {**_user(one), "channelCount": one.channel_count} for one in summary.channel_diversity
        ],
        "timestamp": time,
    }
    return {"guildId": str(guild_id), "data": data, "timestamp": time}


def wire_time(at: datetime) -> str:
    """ISO 8601, UTC, to the millisecond, as JavaScript writes it: 2026-01-31T12:00:00.000Z."""
    utc = at.astimezone(UTC).replace(tzinfo=None)
    return f"{utc.isoformat(timespec='milliseconds')}Z"


def _user(one: Ghost | Lurker | ChannelCount) -> dict[str, Any]:
    return {"userId": str(one.user_id), "username": one.username}


def _person(who: Who) -> dict[str, Any]:
    return {"userId": str(who.discord_id), "username": who.username}
