"""`python -m bench.guilds.accounts GUILD:DISCORD_ID …`: accounts that may each see one guild.

Into the database of the site that the environment names.
"""

import sys

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.db import transaction  # noqa: E402

from guilds.models import Account, Guild, GuildGrant  # noqa: E402


@transaction.atomic
def fill(wanted: list[tuple[int, int]]) -> None:
    """One for each (guild, Discord id)."""
    guilds = {guild_id for guild_id, _ in wanted}
    Guild.objects.bulk_create(Guild(discord_id=pk, name="to be seen") for pk in guilds)
    users = User.objects.bulk_create(User(username=f"viewer-{pk}") for _, pk in wanted)
    accounts = Account.objects.bulk_create(
        Account(user=user, discord_id=pk) for user, (_, pk) in zip(users, wanted, strict=True)
    )
    GuildGrant.objects.bulk_create(
        GuildGrant(account=one, guild_id=guild_id, source="hand")
        for one, (guild_id, _) in zip(accounts, wanted, strict=True)
    )


if __name__ == "__main__":
    pairs = [argument.split(":") for argument in sys.argv[1:]]
    fill([(int(guild_id), int(discord_id)) for guild_id, discord_id in pairs])
