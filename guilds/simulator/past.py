"""Writes a simulated community's last days into the database."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import takewhile

from guilds.models import (
    JoinEvent,
    MessageEvent,
    PresenceEvent,
    ReactionEvent,
    RoleChange,
    TypingEvent,
    VoiceEvent,
)
from guilds.services import backfill, recording
from guilds.services.backfill import Row
from guilds.simulator.cast import Community
from guilds.simulator.happenings import (
    GotRoles,
    Happening,
    InChannel,
    Joined,
    Left,
    Reacted,
    Showed,
    Spoke,
    Typed,
    Wrote,
)
from guilds.simulator.script import simulate
from guilds.values import account_age_days

MEMBERS_AT_ONCE = 500
IN_CHANNEL = {Typed: TypingEvent, Wrote: MessageEvent, Reacted: ReactionEvent}


def introduce(community: Community) -> None:
    """The guild, its channels and its members are known."""
    recording.guild_seen(community.id, community.name)
    backfill.save_channels(community.id, (*community.channels, *community.voices))
    people = [person.who for person in community.people]
    for start in range(0, len(people), MEMBERS_AT_ONCE):
        recording.members_seen(community.id, people[start : start + MEMBERS_AT_ONCE])


def fill(community: Community, start: datetime, end: datetime) -> int:
    """What happened in this time, instead of all events that the guild has. How many there were."""
    backfill.forget_events(community.id)
    gone: list[Happening] = []
    span = takewhile(lambda one: one.at < end, simulate(community, start))
    stored = backfill.store(community.id, _rows(span, gone))
    for left in gone:
        recording.member_left(community.id, left.who, left.at)
    return stored


def _rows(happenings: Iterable[Happening], gone: list[Happening]) -> Iterator[Row]:
    """One for each; those who left are collected beside, as there is no table for it."""
    for one in happenings:
        if isinstance(one, Left):
            gone.append(one)
        else:
            yield _row(one)


def _row(one: Happening) -> Row:
    match one:
        case Spoke():
            fields = {"channel_id": one.channel.discord_id, "kind": one.kind}
            return Row(VoiceEvent, one.at, one.who, fields)
        case InChannel():
            fields = {"channel_id": one.channel.discord_id}
            return Row(IN_CHANNEL[type(one)], one.at, one.who, fields)
        case Showed():
            fields = {"status": one.status, "platforms": ",".join(one.platforms)}
            return Row(PresenceEvent, one.at, one.who, fields)
        case GotRoles():
            changed = {"added": list(one.added), "removed": list(one.removed)}
            return Row(RoleChange, one.at, one.who, changed)
        case Joined():
            age = account_age_days(one.who.discord_id, one.at)
            return Row(JoinEvent, one.at, one.who, {"account_age_days": age})
    raise TypeError(f"no table for {type(one).__name__}")
