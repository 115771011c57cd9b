"""The bot: what Discord tells it, it hands to the recorder.

Bots, webhooks, Discord's own messages and direct messages are passed over. The library calls the
``on_…`` methods in the order of the gateway's packets, and none of them waits for anything, so
that the recorder gets the events of each guild in their order.
"""

import logging
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import discord

from guilds.bot import reading
from guilds.bot.guard import guard_parsers
from guilds.bot.recorder import Recorder
from guilds.services import recording, rollcall
from spectra_site.clock import now

logger = logging.getLogger(__name__)

# Not the contents of messages.
INTENTS = discord.Intents(
    guilds=True,
    members=True,
    presences=True,
    guild_messages=True,
    guild_typing=True,
    guild_reactions=True,
    voice_states=True,
)
MEMBERS_AT_ONCE = 500  # in one transaction

# The library misses what it would need to speak; the bot never does.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False

Record = Callable[..., Any]


class Bot(discord.Client):
    """``counts`` has what could not be used: malformed, unknown_guild, unknown_member, failed."""

    def __init__(self, recorder: Recorder, counts: Counter[str], **options: Any) -> None:
        # What was written is not even kept in memory.
        super().__init__(intents=INTENTS, max_messages=None, **options)
        self.counts = counts
        self.connected = False
        self._recorder = recorder
        self._announced: set[int] = set()
        guard_parsers(self, counts)

    # The connection

    async def on_connect(self) -> None:
        self.connected = True
        self._announced.clear()  # a new session: everything is told anew

    async def on_resumed(self) -> None:
        self.connected = True

    async def on_disconnect(self) -> None:
        self.connected = False

    async def on_ready(self) -> None:
        self._recorder.put(partial(rollcall.guilds_are, [guild.id for guild in self.guilds]))

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        self.counts["failed"] += 1
        logger.exception("%s failed", event_method)

    # Guilds and members

    async def on_guild_available(self, guild: discord.Guild) -> None:
        self._introduce(guild)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self._introduce(guild)

    async def on_guild_update(self, before: discord.Guild, after: discord.Guild) -> None:
        if (before.name, reading.icon(before)) != (after.name, reading.icon(after)):
            self._announce(after)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self._recorder.put(partial(recording.guild_gone, guild.id))

    async def on_member_join(self, member: discord.Member) -> None:
        at = now()
        self._record(member.guild, recording.member_joined, member, at, member.joined_at or at)

    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        self._record(self.get_guild(payload.guild_id), recording.member_left, payload.user, now())

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        added, removed = reading.roles_between(before, after)
        if added or removed:
            self._record(after.guild, recording.roles_changed, after, added, removed, now())

    # What members do

    async def on_message(self, message: discord.Message) -> None:
        if message.webhook_id is None and not message.is_system():
            self._record_in(
                message.guild,
                recording.message_sent,
                message.author,
                message.channel.id,
                message.created_at,
            )

    async def on_raw_typing(self, payload: discord.RawTypingEvent) -> None:
        guild = self.get_guild(payload.guild_id) if payload.guild_id else None
        self._record_in(
            guild, recording.typing_started, payload.user, payload.channel_id, payload.timestamp
        )

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        guild = self.get_guild(payload.guild_id) if payload.guild_id else None
        user = payload.member or (guild.get_member(payload.user_id) if guild else None)
        self._record_in(guild, recording.reaction_added, user, payload.channel_id, now())

    async def on_presence_update(self, before: discord.Member, after: discord.Member) -> None:
        status, clients = reading.presence(after)
        if (status, clients) != reading.presence(before):  # not merely another game or song
            self._record(after.guild, recording.presence_changed, after, status, clients, now())

    async def on_voice_state_update(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        left = before.channel.id if before.channel else None
        entered = after.channel.id if after.channel else None
        channel_id = entered or left
        kind = reading.voice_kind(left, entered)
        if kind and channel_id:
            self._record_in(member.guild, recording.voice_changed, member, channel_id, kind, now())

    # On to the recorder

    def _record_in(
        self,
        guild: discord.Guild | None,
        record: Record,
        user: discord.User | discord.Member | None,
        channel_id: int,
        *rest: Any,
    ) -> None:
        if guild:
            self._record(guild, record, user, reading.channel(guild, channel_id), *rest)

    def _record(
        self,
        guild: discord.Guild | None,
        record: Record,
        user: discord.User | discord.Member | None,
        *rest: Any,
    ) -> None:
        """No guild: a direct message, or one of those that the guard has counted."""
        if guild is None or user is None or user.bot:
            return
        if guild.id not in self._announced and not guild.unavailable:
            # Large guilds become available only once all their members have come.
            self._announce(guild)
        self._recorder.put(partial(record, guild.id, reading.who(user), *rest))

    def _announce(self, guild: discord.Guild) -> None:
        if self._recorder.put(
            partial(recording.guild_seen, guild.id, guild.name, reading.icon(guild))
        ):
            self._announced.add(guild.id)

    def _introduce(self, guild: discord.Guild) -> None:
        """The guild with all its members."""
        self._announce(guild)
        people = reading.people(guild)
        for start in range(0, len(people), MEMBERS_AT_ONCE):
            part = people[start : start + MEMBERS_AT_ONCE]
            self._recorder.put(partial(recording.members_seen, guild.id, part))
        if guild.chunked:
            ids = [who.discord_id for who in people]
            self._recorder.put(partial(rollcall.members_are, guild.id, ids, now()))
