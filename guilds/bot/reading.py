"""From the library's objects to ours."""

from datetime import datetime

import discord

from guilds.values import Channel, Who

PLATFORMS = ("desktop", "mobile", "web")


def who(user: discord.User | discord.Member) -> Who:
    joined_at: datetime | None = getattr(user, "joined_at", None)  # a mere user has none
    return Who(user.id, user.name, user.display_name, joined_at)


def people(guild: discord.Guild) -> list[Who]:
    """Its members, without bots."""
    return [who(member) for member in guild.members if not member.bot]


def channel(guild: discord.Guild, channel_id: int) -> Channel:
    """A thread that is not open to the bot is named by its id."""
    known = guild.get_channel_or_thread(channel_id)
    return Channel(channel_id, known.name if known else str(channel_id))


def icon(guild: discord.Guild) -> str:
    """The hash of its picture; "" without one."""
    return guild.icon.key if guild.icon else ""


def presence(member: discord.Member) -> tuple[str, list[str]]:
    """The status, and the clients that the member is on."""
    clients = [(name, getattr(member.client_status, name)) for name in PLATFORMS]
    return member.raw_status, [name for name, status in clients if status not in (None, "offline")]


def roles_between(before: discord.Member, after: discord.Member) -> tuple[list[str], list[str]]:
    """The names of the roles that were added and removed."""
    added = [role.name for role in after.roles if role not in before.roles]
    removed = [role.name for role in before.roles if role not in after.roles]
    return added, removed


def voice_kind(before: int | None, after: int | None) -> str:
    """What coming from one voice channel to another is; "" for staying, as after a mute."""
    if before == after:
        return ""
    if before is None:
        return "join"
    return "leave" if after is None else "move"
