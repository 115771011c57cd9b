"""The span of time that a question is about."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

USUAL_DAYS = 7  # as the contract has it


@dataclass(frozen=True, slots=True)
class Window:
    """From ``start``, which is not in it, to ``end``, which is; both aware."""

    start: datetime
    end: datetime

    @classmethod
    def last(cls, now: datetime, days: int = USUAL_DAYS) -> Self:
        return cls(now - timedelta(days=days), now)

    def __contains__(self, at: datetime) -> bool:
        return self.start < at <= self.end
