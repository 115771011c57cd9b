"""Who is still there, when the bot comes back from where it could not see."""

from collections.abc import Collection
from datetime import datetime

from guilds.models import Guild, Member

AT_ONCE = 500  # ids in one statement


def guilds_are(guild_ids: Collection[int]) -> None:
    """The bot is in these guilds and in no other."""
    present = Guild.objects.filter(present=True).values_list("pk", flat=True)
    for guild_id in set(present) - set(guild_ids):
        Guild.objects.filter(pk=guild_id).update(present=False)


def members_are(guild_id: int, discord_ids: Collection[int], at: datetime) -> None:
    """These are all the members of the guild: whoever else was one has left by now."""
    members = Member.objects.filter(guild=guild_id, left_at__isnull=True)
    gone = sorted(set(members.values_list("discord_id", flat=True)) - set(discord_ids))
    for start in range(0, len(gone), AT_ONCE):
        members.filter(discord_id__in=gone[start : start + AT_ONCE]).update(left_at=at)
