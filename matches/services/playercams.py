"""Sessions in which a crew names players and switches cameras on.

The secret of a session is in the crew's link: its digest is stored, and neither is ever logged.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from auth_keys.keys import digest_of
from matches.engine.events.server import MOST_CREW_PLAYERS
from matches.models import PlayercamSession
from matches.selectors import UnknownSession, WrongSecret, crew_session

LIFETIME = timedelta(hours=24)
"""A match day, counted from the last change. The client asks for a new session after 6 h."""


class TooManyPlayers(Exception):
    """The session lists as many players as a match can be told."""


def create_session(
    organisation_id: int | None, *, group_code: str = "", now: datetime
) -> tuple[PlayercamSession, str]:
    """A new session and its secret, which can't be had again. Sessions that have ended go."""
    PlayercamSession.objects.filter(expires_at__lte=now).delete()
    secret = secrets.token_urlsafe(24)
    session = PlayercamSession.objects.create(
        identifier=secrets.token_hex(8),
        secret_digest=digest_of(secret),
        organisation_id=organisation_id,
        created_at=now,
        expires_at=now + LIFETIME,
    )
    if group_code:
        follow(session, group_code, now=now)
    return session, secret


def follow(session: PlayercamSession, group_code: str, *, now: datetime) -> None:
    """The match of this code follows the session from now on, and no other one."""
    owner = session.organisation_id
    with transaction.atomic():
        others = PlayercamSession.objects.filter(organisation=owner, group_code=group_code)
        others.exclude(pk=session.pk).update(group_code="")
        mine = PlayercamSession.objects.filter(pk=session.pk)
        mine.update(group_code=group_code, expires_at=now + LIFETIME)
    session.group_code = group_code


def follow_by_secret(
    identifier: str, secret: str, *, organisation_id: int | None, group_code: str, now: datetime
) -> bool:
    """Have the match of this code follow the session that its client names.

    False where there is none, the secret is another, or the session is another organisation's.
    """
    try:
        session = crew_session(identifier, secret, now)
    except (UnknownSession, WrongSecret):
        return False
    if session.organisation_id != organisation_id:
        return False
    if session.group_code != group_code:
        follow(session, group_code, now=now)
    return True


def set_player(session_pk: int, name: str, *, shown: str, camera: bool, now: datetime) -> None:
    """Say what to show for the player of this full name, and whether the camera is on air.

    Raises TooManyPlayers, and PlayercamSession.DoesNotExist.
    """
    entry = {"name": name, "shown": shown, "camera": camera}
    with transaction.atomic():
        players = _locked(session_pk).players
        known = [index for index, one in enumerate(players) if one["name"] == name]
        if known:
            players[known[0]] = entry
        elif len(players) < MOST_CREW_PLAYERS:
            players.append(entry)
        else:
            raise TooManyPlayers
        _save(session_pk, players, now)


def remove_player(session_pk: int, name: str, *, now: datetime) -> None:
    """Forget the player. Raises PlayercamSession.DoesNotExist."""
    with transaction.atomic():
        players = _locked(session_pk).players
        _save(session_pk, [one for one in players if one["name"] != name], now)


def _locked(pk: int) -> PlayercamSession:
    # Two of the crew who change two players at once must both be heard.
    return PlayercamSession.objects.select_for_update().get(pk=pk)


def _save(pk: int, players: list[dict[str, Any]], now: datetime) -> None:
    PlayercamSession.objects.filter(pk=pk).update(
        players=players, revision=F("revision") + 1, expires_at=now + LIFETIME
    )
