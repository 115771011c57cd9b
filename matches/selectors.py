"""Reading what is stored about matches."""

import re
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from auth_keys.keys import digest_of
from matches.engine.events import Playercams
from matches.models import Match, PlayercamSession

TEAM_INFO_LIFE = timedelta(hours=1)


_IDENTIFIER = re.compile("[0-9a-z]{1,32}")


class UnknownSession(Exception):
    """No player camera session of this identifier, or none any more."""


class WrongSecret(Exception):
    """The session is there, and this is not its secret."""


class LiveCode(NamedTuple):
    pk: int
    secret_digest: str


def live_match(group_code: str) -> LiveCode | None:
    """The live match of this groupCode, if there is one."""
    found = Match.objects.filter(group_code=group_code, status=Match.Status.LIVE)
    row = found.values_list("pk", "secret_digest").first()
    return LiveCode(*row) if row else None


def live_match_pks() -> list[int]:
    """All live matches, the oldest first."""
    live = Match.objects.filter(status=Match.Status.LIVE)
    return list(live.order_by("pk").values_list("pk", flat=True))


def abandoned_match_pks(before: datetime) -> list[int]:
    """Live matches that no process has looked after since then."""
    live = Match.objects.filter(status=Match.Status.LIVE, tended_at__lt=before)
    return list(live.order_by("pk").values_list("pk", flat=True))


def running_matches() -> int:
    """How many matches are live."""
    return Match.objects.filter(status=Match.Status.LIVE).count()


def team_info_for(group_code: str, now: datetime) -> dict[str, Any] | None:
    """The teams of the last match of this code that finished within the last hour."""
    finished = Match.objects.filter(
        group_code=group_code, ended_at__gte=now - TEAM_INFO_LIFE, team_info__isnull=False
    )
    last = finished.order_by("-ended_at").first()
    return last.team_info if last else None


def match_followed_by(session: PlayercamSession) -> Match | None:
    """The live match that follows this session."""
    live = Match.objects.filter(status=Match.Status.LIVE, organisation=session.organisation_id)
    return live.filter(group_code=session.group_code).first() if session.group_code else None


class CrewHead(NamedTuple):
    """Which player camera session a groupCode's match follows, and how often it has changed."""

    pk: int
    group_code: str
    organisation_id: int | None
    identifier: str
    revision: int


def playercam_sessions(now: datetime) -> list[PlayercamSession]:
    """Those that have not ended, the newest first."""
    open_ones = PlayercamSession.objects.filter(expires_at__gt=now)
    return list(open_ones.select_related("organisation"))


def playercam_session(identifier: str, now: datetime) -> PlayercamSession:
    """The session, whoever asks. Raises UnknownSession."""
    if not _IDENTIFIER.fullmatch(identifier):
        raise UnknownSession
    open_ones = PlayercamSession.objects.filter(identifier=identifier, expires_at__gt=now)
    session = open_ones.select_related("organisation").first()
    if session is None:
        raise UnknownSession
    return session


def crew_session(identifier: str, secret: str, now: datetime) -> PlayercamSession:
    """The session, for a caller with its secret. Raises UnknownSession and WrongSecret."""
    session = playercam_session(identifier, now)
    digest = digest_of(secret) if secret.isascii() else ""
    if not secrets.compare_digest(digest, session.secret_digest):
        raise WrongSecret
    return session


def crew_heads(group_codes: Collection[str], now: datetime) -> list[CrewHead]:
    """The sessions that matches of these codes follow, the oldest first."""
    followed = PlayercamSession.objects.filter(group_code__in=group_codes, expires_at__gt=now)
    fields = ("pk", "group_code", "organisation_id", "identifier", "revision")
    return [CrewHead(*row) for row in followed.order_by("pk").values_list(*fields)]


def crew_event(pk: int) -> Playercams | None:
    """All that the session says, as the matches that follow it are told; None: it is gone."""
    session = PlayercamSession.objects.filter(pk=pk).first()
    return said_by(session) if session else None


def said_by(session: PlayercamSession) -> Playercams:
    players = session.players
    return Playercams(
        identifier=session.identifier,
        revision=session.revision,
        overrides=tuple((one["name"], one["shown"]) for one in players if one["shown"]),
        enabled_players=tuple(one["name"] for one in players if one["camera"]),
    )
