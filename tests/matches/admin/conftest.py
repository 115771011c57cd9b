"""A list of matches at a moment that stands still, with figures that a test makes up."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from matches.live.board import board
from matches.models import Match
from spectra_site import clock

NOW = datetime(2026, 3, 14, 18, 0, tzinfo=UTC)
NOW_MS = int(NOW.timestamp() * 1000)

Report = Callable[..., None]


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr("matches.live.board.now_ms", lambda: NOW_MS)
    return NOW


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch) -> Report:
    """What one process says of some matches: ``report({match: {figure: value}}, refused=…)``."""
    monkeypatch.setattr(board, "_by_process", {})

    def put(matches: dict[Match, dict[str, Any]], **totals: Any) -> None:
        rows = {str(match.pk): figures() | changes for match, changes in matches.items()}
        message = {"type": "figures", "process": "one", "at": NOW_MS, "matches": rows}
        nothing: dict[str, Any] = {
            "refused": {},
            "unknown_types": {},
            "unknown_names": {},
            "odd_members": [],
        }
        board.receive(message | {"viewers": {}} | nothing | totals)

    return put


def figures() -> dict[str, Any]:
    """As a process reports them of a match in its sixth round."""
    return {
        "teams": ["Harbour", "Lantern"],
        "score": [3, 2],
        "round_number": 6,
        "phase": "combat",
        "unsaved": 0,
        "observers": 1,
        "auxiliaries": 0,
        "events_per_second": 8.25,
        "last_event_ms": NOW_MS - 1_000,
    }


def a_match(code: str = "CUP", **changes: Any) -> Match:
    """A live match whose last event came a minute ago, as far as the database knows."""
    known = {"group_code": code, "setup": b"{}", "started_at": NOW, "last_event_at": NOW}
    return Match.objects.create(**known | {"secret_digest": "0" * 64} | changes)
