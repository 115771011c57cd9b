"""Who joined with an account that was hardly made yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

YOUNG_DAYS = 7  # an account counts as new below this age


@dataclass(frozen=True, slots=True)
class Newcomer:
    """``account_age_days`` at the first of ``joins``, of which ``joined_at`` is the last."""

    user_id: int
    username: str
    account_age_days: int
    joined_at: datetime
    joins: int


def newest_first(rows: Iterable[Newcomer]) -> list[Newcomer]:
    """The last who joined first, in a raid the youngest account first."""
    ordered = sorted(rows, key=lambda row: (row.account_age_days, row.user_id))
    return sorted(ordered, key=lambda row: row.joined_at, reverse=True)
