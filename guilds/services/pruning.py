"""Deleting what is too old to be kept, a little at a time: others want to write meanwhile."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import QuerySet

from guilds.models import EVENTS, Guild, Member

AT_ONCE = 5_000  # rows in one transaction


def prune(before: datetime) -> int:
    """Deletes all events from before, and whoever left before; how many rows."""
    return sum(gone for old in outdated(before) for gone in iter(partial(_delete_some, old), 0))


def outdated(before: datetime) -> list[QuerySet[Any]]:
    """What would go. Guild by guild, as the index is."""
    guilds = list(Guild.objects.values_list("pk", flat=True))
    events = [
        table._default_manager.filter(guild=pk, at__lt=before).order_by("at")
        for table in EVENTS
        for pk in guilds
    ]
    return [*events, Member.objects.filter(left_at__lt=before)]


def _delete_some(old: QuerySet[Any]) -> int:
    some = old.model._default_manager.filter(pk__in=old.values("pk")[:AT_ONCE])
    deleted: int = some.delete()[0]
    return deleted
