"""Filling the archive from the log.

Everything is derived anew and compared with what is stored, so that a fill writes only what has
changed, at any time and any number of times, and past rounds cost nothing. The match's row is
taken first: its ``archived_seq`` lets one of two that fill at the same time through.
"""

from dataclasses import dataclass
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import F, QuerySet

from matches.archive import MatchFacts, derive
from matches.engine.setup import MatchSetup
from matches.models import Match
from matches.services import archive_rows, log


@dataclass(frozen=True, slots=True)
class Filling:
    """A match's archive as its log has it up to ``seq``, ready to be stored.

    ``was`` is how far the archive had seen the log before; ``columns`` are the match's own.
    """

    pk: int
    was: int
    seq: int
    columns: dict[str, Any]
    changes: list[archive_rows.Change]


def update_archive(match_pk: int) -> bool:
    """Bring the archive up to the newest event; False where it is there already."""
    behind = Match.objects.filter(pk=match_pk).exclude(archived_seq=F("last_seq"))
    return behind.exists() and rebuild(match_pk)


def rebuild(match_pk: int) -> bool:
    """Make the archive anew; False where the log is gone, or another was faster."""
    filling = prepare(match_pk)
    if filling is None:
        return False
    with transaction.atomic():
        return store(filling, Match.objects.all())


def prepare(match_pk: int) -> Filling | None:
    """All of the work that needs no transaction; None where the match or its log is gone."""
    match = Match.objects.filter(pk=match_pk, events_pruned_at=None).first()
    if match is None:
        return None
    facts = _facts(match, match.last_seq)
    return Filling(
        pk=match.pk,
        was=match.archived_seq,
        seq=match.last_seq,
        columns=archive_rows.columns(facts),
        changes=archive_rows.changes(match.pk, facts),
    )


def store(filling: Filling, matches: QuerySet[Match], **values: Any) -> bool:
    """Write it, with more values for the match's row; to be called in a transaction.

    False, and nothing is written, where the match is not among ``matches`` or another has
    filled its archive meanwhile.
    """
    unchanged = matches.filter(pk=filling.pk, archived_seq=filling.was)
    if not unchanged.update(archived_seq=filling.seq, **filling.columns, **values):
        return False
    archive_rows.write(filling.pk, filling.changes)
    return True


def differences(match_pk: int) -> list[str] | None:
    """Where the archive isn't as the log has it; None where there is no log to compare with.

    For a live match as far as the archive has seen the log, which is never quite to its end.
    """
    match = Match.objects.filter(pk=match_pk, events_pruned_at=None).first()
    if match is None:
        return None
    is_live = match.status == Match.Status.LIVE
    if is_live and not match.archived_seq:
        return []
    facts = _facts(match, match.archived_seq if is_live else match.last_seq)
    columns = archive_rows.columns(facts)
    if not is_live:
        columns["archived_seq"] = match.last_seq
    stored = {name: getattr(match, name) for name in columns}
    found = [archive_rows.Change(Match, (), stored, columns)] if stored != columns else []
    return [str(change) for change in found + archive_rows.changes(match_pk, facts)]


def _facts(match: Match, seq: int) -> MatchFacts:
    setup = msgspec.json.decode(bytes(match.setup), type=MatchSetup)
    rows = log.read(match.pk, up_to=seq)
    facts = derive(setup, rows)
    if facts.damaged_at is None and len(rows) < seq:
        return msgspec.structs.replace(facts, damaged_at=len(rows) + 1)
    return facts
