"""Verifying, issuing, revoking and rotating keys."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from auth_keys.keys import digest_of, is_well_formed, new_key, prefix_of
from auth_keys.models import AuxiliaryPolicy, Key, ObserverKey, Organisation, ReadKey

AnyKey = TypeVar("AnyKey", bound=Key)

INVALID = "Invalid Key"
EXPIRED = "Expired Key"
USE_IS_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Access:
    """What a verified observer key allows.

    ``key_id`` and ``organisation_id`` are None where the static key was given, or none is needed.
    ``auxiliary_policy`` is "open", "roster" or "off".
    """

    key_id: int | None
    organisation_id: int | None
    organisation_name: str
    is_supporter: bool
    auxiliary_policy: str


NO_ORGANISATION = Access(None, None, "", False, AuxiliaryPolicy.OPEN.value)


class KeyRefused(Exception):
    """``reason`` is for the client: "Invalid Key" or "Expired Key".

    ``detail`` is for logs and counters: missing, mistyped, unknown, revoked or expired.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason} ({detail})")
        self.reason = reason
        self.detail = detail


class CannotRotate(Exception):
    """The key was revoked, has expired or was replaced already."""


def verify_key(text: str, *, now: datetime) -> Access:
    """What the observer key allows at ``now``; raises KeyRefused.

    The static AUTH_KEY is as good as a key without an organisation, and so is any text where
    REQUIRE_AUTH_KEY is off. Database errors are the caller's: it must not let anybody in.
    """
    text = text.strip()
    if _is_static_key(text):
        return NO_ORGANISATION
    try:
        key = _usable_key(ObserverKey, text, now)
    except KeyRefused:
        if settings.REQUIRE_AUTH_KEY:
            raise
        return NO_ORGANISATION
    _note_use(key, now)
    owner = key.organisation
    return Access(key.pk, owner.pk, owner.name, owner.is_supporter, owner.auxiliary_policy)


def verify_read_key(text: str, *, now: datetime) -> ReadKey:
    """The read key at ``now``, with its organisation; raises KeyRefused.

    No setting stands in for one: the static AUTH_KEY reads nothing.
    """
    key = _usable_key(ReadKey, text.strip(), now)
    _note_use(key, now)
    return key


def issue(
    kind: type[AnyKey],
    organisation: Organisation,
    *,
    label: str,
    created_by: User | None = None,
    expires_at: datetime | None = None,
    now: datetime,
) -> tuple[AnyKey, str]:
    """A new key of this kind and its text, which can't be had again."""
    text = new_key()
    key = kind._default_manager.create(
        organisation=organisation,
        label=label,
        prefix=prefix_of(text),
        digest=digest_of(text),
        created_by=created_by,
        created_at=now,
        expires_at=expires_at,
    )
    return key, text


issue_key = partial(issue, ObserverKey)
"""A new observer key and its text."""

issue_read_key = partial(issue, ReadKey)
"""A new read key and its text."""


def revoke_key(key: AnyKey, *, now: datetime) -> bool:
    """Ends the key for good; an observer key's observers are disconnected.

    False: it was revoked already.
    """
    revoked = type(key)._default_manager.filter(pk=key.pk, revoked_at=None).update(revoked_at=now)
    return revoked == 1


def rotate_key(
    key: AnyKey, *, overlap: timedelta, created_by: User | None = None, now: datetime
) -> tuple[AnyKey, str]:
    """A new key of the same kind, organisation, label and lifetime, and its text.

    The old one expires after the overlap, never later than it would have. Raises CannotRotate.
    """
    lifetime = key.expires_at - key.created_at if key.expires_at else None
    end = min(now + overlap, key.expires_at) if key.expires_at else now + overlap
    with transaction.atomic():
        successor, text = issue(
            type(key),
            key.organisation,
            label=key.label,
            created_by=created_by,
            expires_at=now + lifetime if lifetime else None,
            now=now,
        )
        # Of two rotations at once, one finds the key already replaced and leaves nothing behind.
        usable = Q(expires_at=None) | Q(expires_at__gt=now)
        old = type(key)._default_manager.filter(
            usable, pk=key.pk, revoked_at=None, replaced_by=None
        )
        if old.update(replaced_by=successor, expires_at=end) != 1:
            raise CannotRotate(f"{key} was revoked, has expired or was replaced already")
    return successor, text


def _is_static_key(text: str) -> bool:
    static: str = settings.AUTH_KEY
    same = secrets.compare_digest(_bytes(text), _bytes(static))
    return bool(static) and same


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


def _usable_key(kind: type[AnyKey], text: str, now: datetime) -> AnyKey:
    if not is_well_formed(text):
        raise KeyRefused(INVALID, "mistyped" if text else "missing")
    key = _stored_key(kind, text)
    if key is None:
        raise KeyRefused(INVALID, "unknown")
    if key.revoked_at is not None:
        raise KeyRefused(INVALID, "revoked")
    if key.expires_at is not None and key.expires_at <= now:
        raise KeyRefused(EXPIRED, "expired")
    return key


def _stored_key(kind: type[AnyKey], text: str) -> AnyKey | None:
    digest = digest_of(text)
    candidates = kind._default_manager.filter(prefix=prefix_of(text)).select_related("organisation")
    return next((key for key in candidates if secrets.compare_digest(key.digest, digest)), None)


def _note_use(key: AnyKey, now: datetime) -> None:
    before = now - USE_IS_NOTED_EVERY
    if key.last_used_at is not None and key.last_used_at > before:
        return
    unnoted = Q(last_used_at=None) | Q(last_used_at__lte=before)
    type(key)._default_manager.filter(unnoted, pk=key.pk).update(last_used_at=now)
