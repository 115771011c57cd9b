"""What the operator sees of the live matches: figures that every process puts on the bus."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from matches.live.groups import FIGURES
from matches.models import Match
from matches.services.log import from_ms
from realtime.bus import Bus, Message
from spectra_site.clock import now_ms

FRESH_MS = 5_000  # figures older than this are of a process that is gone


@dataclass(frozen=True, slots=True)
class LiveRow:
    """One live match. None: not known, as no process reports it at the moment."""

    pk: int
    group_code: str
    organisation: str
    teams: tuple[str, str] | None
    score: tuple[int, int] | None
    round_number: int | None
    phase: str | None
    observers: int | None
    auxiliaries: int | None
    viewers: int
    events_per_second: float | None
    last_event_at: datetime
    rival: str = ""  # the observer whose other game was refused within the last minute
    unsaved: int = 0  # events that are shown but not in the log, while the database is away


class Board:
    """The newest figures of each process."""

    def __init__(self) -> None:
        self._by_process: dict[str, Message] = {}

    async def run(self, bus: Bus) -> None:
        """Receive figures until cancelled."""
        await bus.listen(FIGURES, self.receive)

    def receive(self, message: Message) -> None:
        self._by_process[message["process"]] = message
        oldest = now_ms() - FRESH_MS
        self._by_process = {p: m for p, m in self._by_process.items() if m["at"] >= oldest}

    def match(self, pk: int) -> dict[str, Any] | None:
        """The figures of a live match, from the process that owns it."""
        for message in self._fresh():
            if found := message["matches"].get(str(pk)):
                figures: dict[str, Any] = found
                return figures
        return None

    def viewers(self, group_code: str) -> int:
        """How many overlays watch this code, over all processes."""
        return sum(message["viewers"].get(group_code, 0) for message in self._fresh())

    def totals(self, name: str) -> dict[str, int]:
        """ "refused" by reason or "unknown_types" by name, summed over all processes."""
        sums: dict[str, int] = {}
        for message in self._fresh():
            for key, count in message[name].items():
                sums[key] = sums.get(key, 0) + count
        return dict(sorted(sums.items(), key=lambda item: -item[1]))

    def _fresh(self) -> list[Message]:
        oldest = now_ms() - FRESH_MS
        return [m for m in self._by_process.values() if m["at"] >= oldest]


board = Board()
"""The board of this process; empty where no web role runs."""


def live_overview() -> list[LiveRow]:
    """Every live match, the newest first."""
    live = Match.objects.filter(status=Match.Status.LIVE).select_related("organisation")
    return [row_of(match) for match in live.order_by("-started_at")]


def row_of(match: Match) -> LiveRow:
    figures = board.match(match.pk) or {}
    known = bool(figures)
    return LiveRow(
        pk=match.pk,
        group_code=match.group_code,
        organisation=match.organisation.name if match.organisation else "",
        teams=tuple(figures["teams"]) if known else None,
        score=tuple(figures["score"]) if known else None,
        round_number=figures.get("round_number"),
        phase=figures.get("phase"),
        observers=figures.get("observers"),
        auxiliaries=figures.get("auxiliaries"),
        viewers=board.viewers(match.group_code),
        events_per_second=figures.get("events_per_second"),
        last_event_at=from_ms(figures["last_event_ms"]) if known else match.last_event_at,
        rival=figures.get("rival", ""),
        unsaved=figures.get("unsaved", 0),
    )
