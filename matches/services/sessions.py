"""Sessions of the ingest port's clients: kept so that a connection that blips can go on.

A ``pid`` is a bearer secret: its digest is stored, and neither is ever logged.
"""

import hashlib
import secrets
import string
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from matches.models import ClientSession, Match

SECRET_ALPHABET = string.ascii_uppercase + string.digits
SECRET_LENGTH = 12


@dataclass(frozen=True, slots=True)
class NewClient:
    """A client that logs on; ``pid`` is what it will bring when it comes back."""

    pid: str
    role: str
    name: str
    key_id: int | None = None
    player_id: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """What a returning client is given back."""

    pk: int
    match_pk: int
    key_id: int | None
    role: str
    name: str
    player_id: str


def new_secret() -> str:
    """A groupSecret."""
    return "".join(secrets.choice(SECRET_ALPHABET) for _ in range(SECRET_LENGTH))


def digest(secret: str) -> str:
    """SHA-256 in hex; enough for secrets that are random and long."""
    return hashlib.sha256(secret.encode()).hexdigest()


def save_session(client: NewClient, match_pk: int, now: datetime) -> int:
    """Keep a client that has just logged on; the session's primary key."""
    session = ClientSession.objects.create(
        pid_digest=digest(client.pid),
        match_id=match_pk,
        key_id=client.key_id,
        role=client.role,
        name=client.name,
        player_id=client.player_id,
        seen_at=now,
    )
    return session.pk


def recover_session(pid: str, *, now: datetime) -> Stored | None:
    """The session of this pid, if its match is live and its key not revoked.

    Raises django.db.Error.
    """
    found = (
        ClientSession.objects.filter(pid_digest=digest(pid), match__status=Match.Status.LIVE)
        .exclude(key__revoked_at__isnull=False)
        .first()
    )
    if found is None:
        return None
    ClientSession.objects.filter(pk=found.pk).update(seen_at=now)
    return Stored(found.pk, found.match_id, found.key_id, found.role, found.name, found.player_id)


def bind_player(pk: int, player_id: str) -> None:
    """Remember which player an auxiliary client turned out to be."""
    ClientSession.objects.filter(pk=pk).update(player_id=player_id)


def touch_sessions(pks: Collection[int], now: datetime) -> None:
    """Note that these clients are, or were until now, connected."""
    ClientSession.objects.filter(pk__in=pks).update(seen_at=now)


def end_session(pk: int) -> None:
    """Forget a client that must not come back."""
    ClientSession.objects.filter(pk=pk).delete()
