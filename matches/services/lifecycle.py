"""How a match begins, changes hands and ends."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.db import DatabaseError, DataError, IntegrityError, transaction
from django.db.models import F, Max

from auth_keys.models import AuxiliaryPolicy
from auth_keys.services import Access
from matches.engine.events import LoggedOn, parse_logged
from matches.engine.setup import MatchSetup
from matches.models import ClientSession, Match
from matches.services import archive, states
from matches.services.sessions import NewClient, save_session

logger = logging.getLogger(__name__)

LOGGED_ON = str(LoggedOn.__struct_config__.tag)


class CodeTakenError(Exception):
    """A match with this groupCode is live."""


@dataclass(frozen=True, slots=True)
class Owned:
    """A live match as the process that owns it needs it."""

    pk: int
    epoch: int
    setup: MatchSetup  # of the newest logon
    secret_digest: str
    organisation: str
    auxiliary_policy: str
    newest: states.Moment
    started_ms: int
    last_event_ms: int
    fed_until_ms: int  # when an observer was last there


def create_match(
    setup: MatchSetup,
    access: Access,
    secret_digest: str,
    client: NewClient,
    now: datetime,
    replay_of: int | None = None,
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
        tended_at=now,
        replay_of=replay_of,
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
        setup=_newest_setup(match),
        secret_digest=match.secret_digest,
        organisation=organisation.name if organisation else "",
        auxiliary_policy=(organisation.auxiliary_policy if organisation else AuxiliaryPolicy.OPEN),
        newest=states.newest(match),
        started_ms=_ms(match.started_at),
        last_event_ms=_ms(match.last_event_at),
        fed_until_ms=_ms(max(match.last_event_at, _last_seen(match))),
    )


def _last_seen(match: Match) -> datetime:
    """When an observer was last connected; the beginning of a match that none is left of."""
    observers = match.sessions.filter(role=ClientSession.Role.OBSERVER)
    seen: datetime | None = observers.aggregate(at=Max("seen_at"))["at"]
    return seen or match.started_at


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def tend(pks: Collection[int], now: datetime) -> None:
    """Note that a process looks after these matches: no other need take them over."""
    Match.objects.filter(pk__in=pks).update(tended_at=now)


def finish_match(
    pk: int, epoch: int, *, ending: str, team_info: dict[str, Any], now: datetime
) -> bool:
    """Close the match, with its archive, and forget its clients.

    False where it is no longer ours to close.
    """
    values = _closing(ending, team_info, now)
    return _end(pk, epoch, values, lambda: _forget_clients(pk))


def follow_match(pk: int, epoch: int, *, team_info: dict[str, Any], now: datetime) -> Owned | None:
    """Close the match as abandoned, and open the next one of its code in the same transaction.

    The new match has the set-up of the newest logon, and the observers' sessions. None where the
    match is no longer ours to close.
    """
    former = Match.objects.select_related("organisation").get(pk=pk)
    match = Match(
        group_code=former.group_code,
        organisation=former.organisation,
        secret_digest=former.secret_digest,
        setup=msgspec.json.encode(_newest_setup(former)),
        replay_of=former.replay_of,
        started_at=now,
        last_event_at=now,
        tended_at=now,
    )

    def open_next() -> None:
        match.pk = None  # of an attempt that was rolled back
        match.save(force_insert=True)
        observers = former.sessions.filter(role=ClientSession.Role.OBSERVER)
        observers.update(match=match)
        _forget_clients(pk)

    values = _closing(Match.Ending.ABANDONED, team_info, now)
    return _owned(match) if _end(pk, epoch, values, open_next) else None


def _newest_setup(match: Match) -> MatchSetup:
    """That of the newest logon, which is in the log unless it is the first."""
    logons = match.events.filter(type=LOGGED_ON).order_by("-seq")
    newest = logons.values_list("data", flat=True).first()
    if newest is None:
        return msgspec.json.decode(bytes(match.setup), type=MatchSetup)
    event = parse_logged(bytes(newest))
    assert isinstance(event, LoggedOn)  # noqa: S101  (its type says so)
    return event.setup


def _closing(ending: str, team_info: dict[str, Any], now: datetime) -> dict[str, Any]:
    return {
        "status": Match.Status.FINISHED,
        "ending": ending,
        "team_info": team_info,
        "ended_at": now,
    }


def _forget_clients(pk: int) -> None:
    ClientSession.objects.filter(match=pk).delete()


def _end(pk: int, epoch: int, values: dict[str, Any], also: Callable[[], None]) -> bool:
    """Whether it was ours to close; ``also`` is done in the same transaction."""
    while True:
        filling = _archive_of(pk)
        try:
            closed = _close(pk, epoch, filling, values, also)
        except DataError:
            if filling is None:
                raise
            logger.exception("match %s: its archive can't be stored", pk)
            closed = _close(pk, epoch, None, values, also)
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
    pk: int,
    epoch: int,
    filling: archive.Filling | None,
    values: dict[str, Any],
    also: Callable[[], None],
) -> bool | None:
    """Whether the match is closed now; None where it is ours, but not as it was read."""
    with transaction.atomic():
        mine = Match.objects.filter(pk=pk, epoch=epoch, status=Match.Status.LIVE)
        if filling is None:
            closed = mine.update(**values) == 1
        else:
            closed = archive.store(filling, mine.filter(last_seq=filling.seq), **values)
        if closed:
            also()
            return True
        return None if mine.exists() else False
