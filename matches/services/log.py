"""The log of events: the one place that writes it.

Every write goes through the row of its match: its epoch and last number, in the same UPDATE,
fence off a process from which the match was taken over.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Max

from matches.models import Match, MatchEvent


class Row(NamedTuple):
    """One event as stored; ``received_ms`` in ms since the epoch."""

    seq: int
    received_ms: int
    source: str
    type: str
    data: bytes


class Chunk(NamedTuple):
    """The next events of one match, in order, and who writes them."""

    match_pk: int
    epoch: int
    rows: Sequence[Row]
    match_id: str | None = None  # the game's, where one of the rows sets it


# Plain SQL: building these two with the ORM took longer than running them, and so did an UPDATE
# for each match.
_ADVANCE = (
    "WITH head (id, epoch, before, seq, at, match_id) AS (VALUES {heads}) "
    "UPDATE matches_match SET last_seq = head.seq, last_event_at = head.at, "
    "match_id = COALESCE(head.match_id, matches_match.match_id) FROM head "
    "WHERE matches_match.id = head.id AND matches_match.epoch = head.epoch "
    "AND matches_match.last_seq = head.before AND status = 'live' RETURNING matches_match.id"
)
_COLUMNS = "matches_matchevent (match_id, seq, received_ms, source, type, data)"
_INSERT = f"INSERT INTO {_COLUMNS} VALUES {{rows}}"  # noqa: S608  (nothing of anybody's)
_COPY = f"COPY {_COLUMNS} FROM STDIN"
_SIX = "(%s, %s, %s, %s, %s, %s)"


def append(chunks: Sequence[Chunk]) -> set[int]:
    """Write all chunks in one transaction; the matches that this process no longer owns.

    A chunk that is in the log already, because the answer to an earlier commit was lost, counts
    as written. Raises django.db.Error, and then nothing is written.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        heads = [value for chunk in chunks for value in _head(chunk)]
        cursor.execute(_ADVANCE.format(heads=", ".join([_SIX] * len(chunks))), heads)
        advanced = {pk for (pk,) in cursor.fetchall()}
        rows = [
            (chunk.match_pk, *row)
            for chunk in chunks
            if chunk.match_pk in advanced
            for row in chunk.rows
        ]
        if rows:
            _insert(cursor, rows)
        others = (chunk for chunk in chunks if chunk.match_pk not in advanced)
        return {chunk.match_pk for chunk in others if not _is_stored(chunk)}


def _insert(cursor: Any, rows: list[tuple[Any, ...]]) -> None:
    """All in one statement, in the way that costs this database's driver the least."""
    if connection.vendor == "postgresql":
        with connection.wrap_database_errors, cursor.copy(_COPY) as copy:
            for row in rows:
                copy.write_row(row)
    else:
        # With a statement for each, SQLite's driver would ask for the interpreter back each time,
        # and get it late while the event loop is busy.
        statement = _INSERT.format(rows=", ".join([_SIX] * len(rows)))
        cursor.execute(statement, [value for row in rows for value in row])


def _head(chunk: Chunk) -> tuple[int | str | None, ...]:
    """What ``_ADVANCE`` asks for: the head of the log that the chunk must follow, and the new."""
    first, last = chunk.rows[0], chunk.rows[-1]
    at: str | None = connection.ops.adapt_datetimefield_value(from_ms(last.received_ms))
    return (chunk.match_pk, chunk.epoch, first.seq - 1, last.seq, at, chunk.match_id)


def _is_stored(chunk: Chunk) -> bool:
    head = Match.objects.filter(pk=chunk.match_pk, epoch=chunk.epoch, last_seq=chunk.rows[-1].seq)
    return head.exists()


def read(match_pk: int, *, after: int = 0, up_to: int | None = None) -> list[Row]:
    """The events of the match, in order; all, or those after a number and up to another."""
    stored = MatchEvent.objects.filter(match=match_pk, seq__gt=after).order_by("seq")
    if up_to is not None:
        stored = stored.filter(seq__lte=up_to)
    fields = stored.values_list("seq", "received_ms", "source", "type", "data")
    return [Row(*row[:4], bytes(row[4])) for row in fields.iterator()]


def rewrite(match_pk: int, data: Mapping[int, bytes]) -> None:
    """Put other bytes in the place of events, by number: to take a person out of a match."""
    events = [one for one in MatchEvent.objects.filter(match=match_pk) if one.seq in data]
    for event in events:
        event.data = data[event.seq]
    MatchEvent.objects.bulk_update(events, ["data"], batch_size=200)


def erase(match_pk: int) -> int:
    """Delete the whole log; how many events that were."""
    return MatchEvent.objects.filter(match=match_pk).delete()[0]


def last_seq_by(match_pk: int, ms: int) -> int:
    """The number of the last event received by this time; 0 where there is none."""
    received = MatchEvent.objects.filter(match=match_pk, received_ms__lte=ms)
    return received.aggregate(last=Max("seq"))["last"] or 0


def from_ms(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)
