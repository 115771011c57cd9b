"""Verifying, issuing, revoking and rotating observer keys."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from auth_keys.keys import digest_of, is_well_formed, new_key, prefix_of
from auth_keys.models import AuxiliaryPolicy, ObserverKey, Organisation

INVALID = "Invalid Key"
EXPIRED = "Expired Key"
USE_IS_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Access:
    """What a verified key allows.

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
    """What the key allows at ``now``; raises KeyRefused. The one place where keys are verified.

    The static AUTH_KEY is as good as a key without an organisation, and so is any text where
    REQUIRE_AUTH_KEY is off. Database errors are the caller's: it must not let anybody in.
    """
    text = text.strip()
    if _is_static_key(text):
        return NO_ORGANISATION
    try:
        key = _usable_key(text, now)
    except KeyRefused:
        if settings.REQUIRE_AUTH_KEY:
            raise
        return NO_ORGANISATION
    _note_use(key, now)
    owner = key.organisation
    return Access(key.pk, owner.pk, owner.name, owner.is_supporter, owner.auxiliary_policy)


def issue_key(
    organisation: Organisation,
    *,
    label: str,
    created_by: User | None = None,
    expires_at: datetime | None = None,
    now: datetime,
) -> tuple[ObserverKey, str]:
    """A new key and its text, which can't be had again."""
    text = new_key()
    key = ObserverKey.objects.create(
        organisation=organisation,
        label=label,
        prefix=prefix_of(text),
        digest=digest_of(text),
        created_by=created_by,
        created_at=now,
        expires_at=expires_at,
    )
    return key, text


def revoke_key(key: ObserverKey, *, now: datetime) -> bool:
    """Ends the key for good; its observers are disconnected. False: it was revoked already."""
    revoked = ObserverKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now)
    return revoked == 1


def rotate_key(
    key: ObserverKey, *, overlap: timedelta, created_by: User | None = None, now: datetime
) -> tuple[ObserverKey, str]:
    """A new key of the same organisation, label and lifetime, and its text.

    The old one expires after the overlap, never later than it would have. Raises CannotRotate.
    """
    lifetime = key.expires_at - key.created_at if key.expires_at else None
    end = min(now + overlap, key.expires_at) if key.expires_at else now + overlap
    with transaction.atomic():
        successor, text = issue_key(
            key.organisation,
            label=key.label,
            created_by=created_by,
            expires_at=now + lifetime if lifetime else None,
            now=now,
        )
        # Of two rotations at once, one finds the key already replaced and leaves nothing behind.
        usable = Q(expires_at=None) | Q(expires_at__gt=now)
        old = ObserverKey.objects.filter(usable, pk=key.pk, revoked_at=None, replaced_by=None)
        if old.update(replaced_by=successor, expires_at=end) != 1:
            raise CannotRotate(f"{key} was revoked, has expired or was replaced already")
    return successor, text


def _is_static_key(text: str) -> bool:
    static: str = settings.AUTH_KEY
    same = secrets.compare_digest(_bytes(text), _bytes(static))
    return bool(static) and same


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


def _usable_key(text: str, now: datetime) -> ObserverKey:
    if not is_well_formed(text):
        raise KeyRefused(INVALID, "mistyped" if text else "missing")
    key = _stored_key(text)
    if key is None:
        raise KeyRefused(INVALID, "unknown")
    if key.revoked_at is not None:
        raise KeyRefused(INVALID, "revoked")
    if key.expires_at is not None and key.expires_at <= now:
        raise KeyRefused(EXPIRED, "expired")
    return key


def _stored_key(text: str) -> ObserverKey | None:
    digest = digest_of(text)
    candidates = ObserverKey.objects.filter(prefix=prefix_of(text)).select_related("organisation")
    return next((key for key in candidates if secrets.compare_digest(key.digest, digest)), None)


def _note_use(key: ObserverKey, now: datetime) -> None:
    before = now - USE_IS_NOTED_EVERY
    if key.last_used_at is not None and key.last_used_at > before:
        return
    unnoted = Q(last_used_at=None) | Q(last_used_at__lte=before)
    ObserverKey.objects.filter(unnoted, pk=key.pk).update(last_used_at=now)
