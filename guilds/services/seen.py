"""Guilds, channels and members as events name them: made when new, renamed when renamed."""

from collections.abc import Iterable

from guilds.models import Guild, GuildChannel, Member
from guilds.values import Channel, Who, created_at


class UnknownGuild(Exception):
    """Nobody has told us of this guild."""


def member_pk(guild_id: int, who: Who) -> int:
    """The member's row; raises UnknownGuild.

    Reads first: nearly every event comes from somebody known, whose names have not changed.
    """
    known = Member.objects.filter(guild=guild_id, discord_id=who.discord_id).first()
    if known is None:
        require_guild(guild_id)
        save_members(guild_id, [who])
        known = Member.objects.get(guild=guild_id, discord_id=who.discord_id)
    elif _differs(known, who):
        save_members(guild_id, [who])
    return known.pk


def save_channel(guild_id: int, channel: Channel) -> None:
    """The channel has a row under its newest name."""
    name = GuildChannel.objects.filter(pk=channel.discord_id).values_list("name", flat=True)
    if name.first() != channel.name:
        row = GuildChannel(discord_id=channel.discord_id, guild_id=guild_id, name=channel.name)
        GuildChannel.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["discord_id"], update_fields=["name"]
        )


def save_members(guild_id: int, people: Iterable[Who]) -> None:
    """All of them have a row with these names; nobody loses a date of joining that we know."""
    names = ["username", "display_name"]
    by_joined = {True: [*names, "joined_at"], False: names}
    once = {who.discord_id: who for who in people}.values()  # no row twice in one statement
    for told, fields in by_joined.items():
        Member.objects.bulk_create(
            [_row(guild_id, who) for who in once if (who.joined_at is not None) == told],
            batch_size=500,
            update_conflicts=True,
            unique_fields=["guild", "discord_id"],
            update_fields=fields,
        )


def require_guild(guild_id: int) -> None:
    if not Guild.objects.filter(pk=guild_id).exists():
        raise UnknownGuild(guild_id)


def _differs(known: Member, who: Who) -> bool:
    names = (known.username, known.display_name) != (who.username, who.display_name)
    return names or (who.joined_at is not None and known.joined_at != who.joined_at)


def _row(guild_id: int, who: Who) -> Member:
    return Member(
        guild_id=guild_id,
        discord_id=who.discord_id,
        username=who.username,
        display_name=who.display_name,
        joined_at=who.joined_at,
        account_created_at=created_at(who.discord_id),
    )
