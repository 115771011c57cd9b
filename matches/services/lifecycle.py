"""How a match begins, changes hands and ends."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.db import DatabaseError, DataError, IntegrityError, transaction
from django.db.models import F

from auth_keys.models import AuxiliaryPolicy
from auth_keys.services import Access
from matches.engine.setup import MatchSetup
from matches.models import ClientSession, Match
from matches.services import archive, states
from matches.services.sessions import NewClient, save_session

logger = logging.getLogger(__name__)


class CodeTakenError(Exception):
    """A match with this groupCode is live."""


@dataclass(frozen=True, slots=True)
class Owned:
    """A live match as the process that owns it needs it."""

    pk: int
    epoch: int
    setup: MatchSetup
    secret_digest: str
    organisation: str
    auxiliary_policy: str
    newest: states.Moment
    started_ms: int
    last_event_ms: int


def create_match(
    setup: MatchSetup, access: Access, secret_digest: str, client: NewClient, now: datetime
) -> tuple[Owned, int]:
    """A new live match, and the session of the client that opened it.

    Raises CodeTakenError where one of this groupCode is live; with any error neither is kept.
    """
    match = Match(
        group_code=setup.group_code,
        organisation_id=access.organisation_id,
        secret_digest=secret_digest,
        setup=msgspec.json.encode(setup),
        started_at=now,
        last_event_at=now,
    )
    try:
        with transaction.atomic():
            match.save(force_insert=True)
            session_pk = save_session(client, match.pk, now)
    except IntegrityError as error:
        raise CodeTakenError(setup.group_code) from error
    return _owned(match), session_pk


def claim_match(pk: int) -> Owned | None:
    """Take the match over with its newest state, or None where it is no longer live.

    From here on its former owner can write nothing more.
    """
    with transaction.atomic():
        live = Match.objects.filter(pk=pk, status=Match.Status.LIVE)
        if live.update(epoch=F("epoch") + 1) == 0:
            return None
    return _owned(Match.objects.select_related("organisation").get(pk=pk))


def _owned(match: Match) -> Owned:
    organisation = match.organisation
    return Owned(
        pk=match.pk,
        epoch=match.epoch,
        setup=msgspec.json.decode(bytes(match.setup), type=MatchSetup),
        secret_digest=match.secret_digest,
        organisation=organisation.name if organisation else "",
        auxiliary_policy=(organisation.auxiliary_policy if organisation else AuxiliaryPolicy.OPEN),
        newest=states.newest(match),
        started_ms=int(match.started_at.timestamp() * 1000),
        last_event_ms=int(match.last_event_at.timestamp() * 1000),
    )


def finish_match(
    pk: int, epoch: int, *, ending: str, team_info: dict[str, Any], now: datetime
) -> bool:
    """Close the match, with its archive, and forget its clients.

    False where it is no longer ours to close.
    """
    values = {
        "status": Match.Status.FINISHED,
        "ending": ending,
        "team_info": team_info,
        "ended_at": now,
    }
    while True:
        filling = _archive_of(pk)
        try:
            closed = _close(pk, epoch, filling, values)
        except DataError:
            if filling is None:
                raise
            logger.exception("match %s: its archive can't be stored", pk)
            closed = _close(pk, epoch, None, values)
        if closed is not None:
            return closed
        # An event came, or the archive was filled, since the log was read: once more.


def _archive_of(pk: int) -> archive.Filling | None:
    try:
        return archive.prepare(pk)
    except DatabaseError:
        raise
    except Exception:
        # A fault in the archive must not keep a match on air; rebuild_archive makes up for it.
        logger.exception("match %s: its archive can't be filled", pk)
        return None


def _close(
    pk: int, epoch: int, filling: archive.Filling | None, values: dict[str, Any]
) -> bool | None:
    """Whether the match is closed now; None where it is ours, but not as it was read."""
    with transaction.atomic():
        mine = Match.objects.filter(pk=pk, epoch=epoch, status=Match.Status.LIVE)
        if filling is None:
            closed = mine.update(**values) == 1
        else:
            closed = archive.store(filling, mine.filter(last_seq=filling.seq), **values)
        if closed:
            ClientSession.objects.filter(match=pk).delete()
            return True
        return None if mine.exists() else False
