"""All that is known of one member, to be handed out."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from guilds.models import (
    AuditEntry,
    JoinEvent,
    Member,
    MessageEvent,
    PresenceEvent,
    ReactionEvent,
    RoleChange,
    TypingEvent,
    VoiceEvent,
)
from guilds.models.events import Event
from guilds.news import wire_time

# What each kind of event has besides its time, under the names of the wire.
_IN_CHANNEL = {"channelId": "channel_id", "channelName": "channel__name"}
_COLUMNS: dict[str, tuple[type[Event], dict[str, str]]] = {
    "typing": (TypingEvent, _IN_CHANNEL),
    "messages": (MessageEvent, _IN_CHANNEL),
    "reactions": (ReactionEvent, _IN_CHANNEL),
    "voice": (VoiceEvent, {**_IN_CHANNEL, "kind": "kind"}),
    "presences": (PresenceEvent, {"status": "status", "platforms": "platforms"}),
    "roles": (RoleChange, {"addedRoles": "added", "removedRoles": "removed"}),
    "joins": (JoinEvent, {"accountAgeDays": "account_age_days"}),
}


def export_member(member: Member, *, by: User | None = None, now: datetime) -> dict[str, Any]:
    """JSON of everything, the oldest event first; ids are text, times ISO 8601 in UTC.

    The audit keeps that it was handed out.
    """
    AuditEntry.objects.create(
        at=now, action=AuditEntry.Action.EXPORTED, actor=by, guild_id=member.guild_id
    )
    return {
        "exportedAt": wire_time(now),
        "guild": {"id": str(member.guild_id), "name": member.guild.name},
        "member": {
            "userId": str(member.discord_id),
            "username": member.username,
            "displayName": member.display_name,
            "joinedAt": _time(member.joined_at),
            "leftAt": _time(member.left_at),
            "accountCreatedAt": _time(member.account_created_at),
        },
        "events": {name: list(_events(member, *kind)) for name, kind in _COLUMNS.items()},
    }


def _events(
    member: Member, table: type[Event], columns: dict[str, str]
) -> Iterator[dict[str, Any]]:
    own = table._default_manager.filter(member=member).order_by("at", "pk")
    for at, *values in own.values_list("at", *columns.values()).iterator():
        named = dict(zip(columns, values, strict=True))
        if "channelId" in named:
            named["channelId"] = str(named["channelId"])
        if "platforms" in named:
            named["platforms"] = [name for name in named["platforms"].split(",") if name]
        yield {"timestamp": wire_time(at), **named}


def _time(at: datetime | None) -> str | None:
    return wire_time(at) if at else None
