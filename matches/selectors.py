"""Reading what is stored about matches."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from matches.models import Match

TEAM_INFO_LIFE = timedelta(hours=1)


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
