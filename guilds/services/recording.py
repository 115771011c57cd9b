"""What Discord tells, one function per kind of event: stored, and answered with its live news.

Times are aware datetimes. What comes from a guild that nobody has seen is counted in ``dropped``
and stored nowhere; a member or a channel that is new comes to be with its first event. Callers
leave out bots and direct messages, and call from a thread.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from guilds import news
from guilds.models import (
    Guild,
    JoinEvent,
    Member,
    MessageEvent,
    PresenceEvent,
    ReactionEvent,
    RoleChange,
    TypingEvent,
    VoiceEvent,
)
from guilds.services import seen
from guilds.services.seen import UnknownGuild
from guilds.values import Channel, Live, Who, account_age_days, clean

dropped: Counter[str] = Counter()
"""What was not stored since the start of the process: unknown_guild, unknown_member."""


def guild_seen(guild_id: int, name: str, icon: str = "") -> None:
    """The bot is in the guild, which has this name and picture."""
    told = {"name": clean(name), "icon": icon, "present": True}
    Guild.objects.update_or_create(discord_id=guild_id, defaults=told)


def guild_gone(guild_id: int) -> None:
    """The bot is no longer in the guild. What is known of it stays until it is pruned."""
    Guild.objects.filter(pk=guild_id).update(present=False)


def members_seen(guild_id: int, people: Collection[Who]) -> None:
    """These are in the guild now, whatever was known of them."""
    try:
        seen.require_guild(guild_id)
    except UnknownGuild:
        dropped["unknown_guild"] += 1
        return
    with transaction.atomic():
        seen.save_members(guild_id, people)
        _are_back(guild_id, [who.discord_id for who in people])


def member_joined(guild_id: int, who: Who, at: datetime, joined_at: datetime) -> list[Live]:
    age = account_age_days(who.discord_id, joined_at)
    who = replace(who, joined_at=joined_at)
    if not _store(JoinEvent, guild_id, who, at, account_age_days=age):
        return []
    _are_back(guild_id, [who.discord_id])
    return [news.joined(guild_id, who, age, at)]


def member_left(guild_id: int, who: Who, at: datetime) -> list[Live]:
    """Of somebody who never was a member here nothing is kept."""
    known = Member.objects.filter(guild=guild_id, discord_id=who.discord_id)
    if not known.update(left_at=at):
        dropped["unknown_member"] += 1
    return []


def typing_started(guild_id: int, who: Who, channel: Channel, at: datetime) -> list[Live]:
    _store(TypingEvent, guild_id, who, at, channel=channel)
    return []


def message_sent(guild_id: int, who: Who, channel: Channel, at: datetime) -> list[Live]:
    stored = _store(MessageEvent, guild_id, who, at, channel=channel)
    return [news.message(guild_id, who, channel, at)] if stored else []


def reaction_added(guild_id: int, who: Who, channel: Channel, at: datetime) -> list[Live]:
    _store(ReactionEvent, guild_id, who, at, channel=channel)
    return []


def voice_changed(guild_id: int, who: Who, channel: Channel, kind: str, at: datetime) -> list[Live]:
    """``kind`` is join, leave or move; of a move the channel is the new one."""
    _store(VoiceEvent, guild_id, who, at, channel=channel, kind=VoiceEvent.Kind(kind))
    return []


def presence_changed(
    guild_id: int, who: Who, status: str, platforms: Iterable[str], at: datetime
) -> list[Live]:
    """``status`` is online, idle, dnd or offline; ``platforms`` of desktop, mobile, web."""
    clients = sorted(set(platforms)) if status != PresenceEvent.Status.OFFLINE else []
    row: dict[str, Any] = {"status": PresenceEvent.Status(status), "platforms": ",".join(clients)}
    if not _store(PresenceEvent, guild_id, who, at, **row):
        return []
    told = [news.presence(guild_id, who, status, at)]
    if len(clients) > 1:
        told.append(news.several_clients(guild_id, who, clients, at))
    return told


def roles_changed(
    guild_id: int, who: Who, added: Sequence[str], removed: Sequence[str], at: datetime
) -> list[Live]:
    """Roles by name. The room hears only of those that were added."""
    gained, lost = [clean(name) for name in added], [clean(name) for name in removed]
    stored = _store(RoleChange, guild_id, who, at, added=gained, removed=lost)
    return [news.roles_added(guild_id, who, gained, at)] if stored and gained else []


def _store(
    table: Any, guild_id: int, who: Who, at: datetime, channel: Channel | None = None, **fields: Any
) -> bool:
    """Whether the event was stored: its guild is known."""

    @transaction.atomic
    def insert() -> None:
        member_pk = seen.member_pk(guild_id, who)
        if channel is not None:
            seen.save_channel(guild_id, channel)
            fields["channel_id"] = channel.discord_id
        table.objects.create(guild_id=guild_id, member_id=member_pk, at=at, **fields)

    try:
        try:
            insert()
        except IntegrityError:
            insert()  # the member was erased after it was found: this time it is a new one
    except UnknownGuild:
        dropped["unknown_guild"] += 1
        return False
    return True


def _are_back(guild_id: int, discord_ids: Sequence[int]) -> None:
    gone = Member.objects.filter(guild=guild_id, left_at__isnull=False)
    gone.filter(discord_id__in=discord_ids).update(left_at=None)
