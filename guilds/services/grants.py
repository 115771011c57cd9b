"""Giving and taking the sight of a guild; each change leaves an entry in the audit.

What is taken is told in ``withdrawn``, once it is in the database.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import partial
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.dispatch import Signal

from guilds.models import Account, AuditEntry, Guild, GuildGrant

DISCORD = GuildGrant.Source.DISCORD
Action = AuditEntry.Action

withdrawn = Signal()
"""Sent after the commit with ``user_id`` and ``guild_ids``, in the process that took the grants.

Another source may still let them see a guild: whoever is told asks ``may_see`` again.
"""


class Changes(NamedTuple):
    """Ids of guilds."""

    granted: set[int]
    withdrawn: set[int]


def grant(
    account: Account, guild: Guild, source: str, *, by: User | None = None, now: datetime
) -> bool:
    """Lets the account see the guild; ``source`` is "discord" or "hand". False: it did already."""
    with transaction.atomic():
        _, new = GuildGrant.objects.get_or_create(account=account, guild=guild, source=source)
        if new:
            _note(Action.GRANTED, account, [guild.pk], source, by, now)
    return new


def withdraw(
    account: Account, guild: Guild, source: str, *, by: User | None = None, now: datetime
) -> bool:
    """Takes the grant of this source away; another source's stays. False: there was none."""
    with transaction.atomic():
        found, _ = GuildGrant.objects.filter(account=account, guild=guild, source=source).delete()
        if found:
            _note(Action.WITHDRAWN, account, [guild.pk], source, by, now)
            _tell_withdrawn(account, {guild.pk})
    return bool(found)


def replace_discord_grants(
    account: Account, guild_ids: Collection[int], *, now: datetime
) -> Changes:
    """Lets the account see these guilds, of those that we know, on Discord's word, and no others.

    What was granted by hand stays.
    """
    known = set(Guild.objects.filter(pk__in=guild_ids).values_list("pk", flat=True))
    with transaction.atomic():
        # Of two sign-ins at once the later one has the last word.
        Account.objects.select_for_update().get(pk=account.pk)
        held = GuildGrant.objects.filter(account=account, source=DISCORD)
        before = set(held.values_list("guild", flat=True))
        changes = Changes(known - before, before - known)
        held.filter(guild__in=changes.withdrawn).delete()
        GuildGrant.objects.bulk_create(
            GuildGrant(account=account, guild_id=pk, source=DISCORD) for pk in changes.granted
        )
        _note(Action.WITHDRAWN, account, changes.withdrawn, DISCORD, None, now)
        _note(Action.GRANTED, account, changes.granted, DISCORD, None, now)
        if changes.withdrawn:
            _tell_withdrawn(account, changes.withdrawn)
    return changes


def _tell_withdrawn(account: Account, guild_ids: set[int]) -> None:
    tell = partial(withdrawn.send_robust, Account, user_id=account.user_id, guild_ids=guild_ids)
    transaction.on_commit(tell)


def _note(
    action: Action,
    account: Account,
    guild_ids: Iterable[int],
    source: str,
    by: User | None,
    now: datetime,
) -> None:
    AuditEntry.objects.bulk_create(
        AuditEntry(at=now, action=action, actor=by, account=account, guild_id=pk, detail=source)
        for pk in sorted(guild_ids)
    )
