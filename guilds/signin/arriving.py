"""What we keep of somebody whom Discord has told us about."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from guilds.models import Account
from guilds.services.grants import replace_discord_grants


@transaction.atomic
def arrived(user: User, discord_id: int, managed_guilds: Collection[int], *, now: datetime) -> None:
    """Their Discord id, and the grants that follow from the guilds that they manage."""
    account, _ = Account.objects.get_or_create(user=user)
    if account.discord_id != discord_id:
        account.discord_id = discord_id
        account.save(update_fields=["discord_id"])
    replace_discord_grants(account, managed_guilds, now=now)
