"""Letting go of matches: first of their logs, later of everything. Live ones are never touched."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from matches.models import Match, MatchSnapshot
from matches.services import archive, log


def ended_before(moment: datetime) -> QuerySet[Match]:
    """Finished matches, the longest over first."""
    finished = Match.objects.filter(status=Match.Status.FINISHED, ended_at__lt=moment)
    return finished.order_by("ended_at", "pk")


def prune_events(match_pk: int, now: datetime) -> int | None:
    """Delete the log and what only serves it, keep the archive; how many events that were.

    None, and the log is kept, where the archive can't be brought up to its end first.
    """
    archive.update_archive(match_pk)
    with transaction.atomic():
        complete = Match.objects.filter(
            pk=match_pk,
            status=Match.Status.FINISHED,
            events_pruned_at=None,
            archived_seq=F("last_seq"),
        )
        if not complete.update(events_pruned_at=now):
            return None
        MatchSnapshot.objects.filter(match=match_pk).delete()
        return log.erase(match_pk)


def erase_match(match_pk: int) -> bool:
    """Delete the match with everything that is known of it."""
    with transaction.atomic():
        deleted, _ = Match.objects.filter(pk=match_pk, status=Match.Status.FINISHED).delete()
    return deleted > 0
