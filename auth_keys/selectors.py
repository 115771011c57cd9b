"""Reading keys."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet, TextChoices

from auth_keys.models import Key, ObserverKey

SOON = timedelta(days=7)


class Status(TextChoices):
    """What a key is worth at a given time; "soon" is within a week."""

    ACTIVE = "active", "Active"
    EXPIRES_SOON = "expires-soon", "Expires soon"
    EXPIRED = "expired", "Expired"
    REVOKED = "revoked", "Revoked"


def status_of(key: Key, now: datetime) -> Status:
    """The key's status; a revoked key stays revoked when it expires."""
    if key.revoked_at is not None:
        return Status.REVOKED
    if key.expires_at is None or key.expires_at > now + SOON:
        return Status.ACTIVE
    return Status.EXPIRES_SOON if key.expires_at > now else Status.EXPIRED


def has_status(status: Status, now: datetime) -> Q:
    """The keys that ``status_of`` gives this status, as a condition."""
    unrevoked = Q(revoked_at=None)
    match status:
        case Status.REVOKED:
            return Q(revoked_at__isnull=False)
        case Status.ACTIVE:
            return unrevoked & (Q(expires_at=None) | Q(expires_at__gt=now + SOON))
        case Status.EXPIRES_SOON:
            return unrevoked & Q(expires_at__gt=now, expires_at__lte=now + SOON)
        case Status.EXPIRED:
            return unrevoked & Q(expires_at__lte=now)


def usable_keys(now: datetime) -> QuerySet[ObserverKey]:
    """The observer keys that are neither revoked nor expired."""
    return ObserverKey.objects.filter(
        has_status(Status.ACTIVE, now) | has_status(Status.EXPIRES_SOON, now)
    )


def revoked_among(key_ids: Collection[int]) -> set[int]:
    """Those of the observer keys that are revoked or gone: one query, none for no keys."""
    if not key_ids:
        return set()
    good = ObserverKey.objects.filter(pk__in=key_ids, revoked_at=None)
    return set(key_ids) - set(good.values_list("pk", flat=True))
