"""The state of a match at any moment: a snapshot, and the events after it."""

import hashlib
import logging
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from matches.engine import snapshots
from matches.engine.events import BadEvent, Event, parse_logged
from matches.engine.reducer import advance, apply
from matches.engine.setup import MatchSetup, new_match
from matches.engine.state import MatchState
from matches.models import Match, MatchSnapshot
from matches.services import log
from matches.services.log import Row

logger = logging.getLogger(__name__)

failures: Counter[str] = Counter()
"""What could not be folded or read in this process, by kind."""


class Moment(NamedTuple):
    """The state after event ``seq`` (0: none yet), as it was when that was received."""

    seq: int
    received_ms: int
    state: MatchState


class DamagedError(Exception):
    """The log can't be read at event ``seq``; everything before it can."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"the log is damaged at event {seq}")
        self.seq = seq


def fold(state: MatchState, event: Event, received_ms: int) -> MatchState:
    """The next state. An event on which the engine fails changes nothing, live and in replay."""
    try:
        return apply(state, event, received_ms)
    except Exception:
        # An error in the engine must cost one event, not the match on air.
        failures[type(event).__name__] += 1
        logger.exception("the engine failed on a %s event", type(event).__name__)
        return state


def newest(match: Match) -> Moment:
    """The state after the whole log. Rows that can't be read are passed over, and noted."""
    base = _base(match, match.last_seq)
    moment, damaged_at = _replay(base, log.read(match.pk, after=base.seq))
    if damaged_at is not None and match.damaged_at is None:
        Match.objects.filter(pk=match.pk).update(damaged_at=damaged_at)
    return moment


def at_seq(match: Match, seq: int) -> Moment:
    """The state after this event, or the last one before it. Raises DamagedError."""
    base = _base(match, seq)
    moment, damaged_at = _replay(base, log.read(match.pk, after=base.seq, up_to=seq))
    if damaged_at is not None:
        raise DamagedError(damaged_at)
    return moment


def at_time(match: Match, ms: int) -> Moment:
    """The state at this time, in ms since the epoch. Raises DamagedError."""
    moment = at_seq(match, log.last_seq_by(match.pk, ms))
    return moment._replace(state=advance(moment.state, ms)) if moment.seq else moment


def save_snapshot(match_pk: int, moment: Moment) -> None:
    """Keep the state after an event; once is enough."""
    data = snapshots.encode(moment.state)
    kept = {
        "received_ms": moment.received_ms,
        "format": snapshots.FORMAT,
        "digest": _digest(data),
        "data": data,
    }
    MatchSnapshot.objects.get_or_create(match_id=match_pk, seq=moment.seq, defaults=kept)


def _base(match: Match, seq: int) -> Moment:
    """The newest usable snapshot up to ``seq``, else the beginning."""
    usable = MatchSnapshot.objects.filter(match=match, seq__lte=seq, format=snapshots.FORMAT)
    for snapshot in usable.order_by("-seq").iterator(chunk_size=1):
        data = bytes(snapshot.data)
        try:
            if _digest(data) != snapshot.digest:
                raise snapshots.BadSnapshot("the digest does not fit")
            return Moment(snapshot.seq, snapshot.received_ms, snapshots.decode(data))
        except snapshots.BadSnapshot as error:
            failures["snapshot"] += 1
            logger.error("snapshot %s can't be used: %s", snapshot, error)
            snapshot.delete()
    setup = msgspec.json.decode(bytes(match.setup), type=MatchSetup)
    return Moment(0, 0, new_match(setup))


def _replay(base: Moment, rows: Iterable[Row]) -> tuple[Moment, int | None]:
    """The moment after the rows that follow the base, and the number of the first bad one."""
    moment, damaged_at = base, None
    for row in rows:
        try:
            state = fold(moment.state, parse_logged(row.data), row.received_ms)
        except BadEvent as error:
            failures["log row"] += 1
            logger.error("event %s of the log can't be read: %s", row.seq, error)
            damaged_at, state = damaged_at or row.seq, moment.state
        moment = Moment(row.seq, row.received_ms, state)
    return moment, damaged_at


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
