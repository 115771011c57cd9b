"""Taking a member out of a guild's tables, for good."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from guilds.models import EVENTS, AuditEntry, Member


def rows_about(member: Member) -> int:
    """How many rows go with the member, its own among them."""
    return 1 + sum(table._default_manager.filter(member=member).count() for table in EVENTS)


def erase_member(member: Member, *, by: User | None = None, now: datetime) -> int:
    """Deletes the member and all that the member did; how many rows that were.

    The audit keeps how many, and not whose. 0: somebody else has erased the member already.
    """
    with transaction.atomic():
        # Nothing of the member's that is being recorded gets in between.
        locked = Member.objects.select_for_update().filter(pk=member.pk)
        if not locked.exists():
            return 0
        deleted, _ = Member.objects.filter(pk=member.pk).delete()
        AuditEntry.objects.create(
            at=now,
            action=AuditEntry.Action.ERASED,
            actor=by,
            guild_id=member.guild_id,
            detail=f"{deleted} rows",
        )
    return deleted
