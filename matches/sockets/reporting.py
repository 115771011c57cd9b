"""Each process's figures, put on the bus once a second for whoever shows them."""

import asyncio
import os
import secrets
from collections import Counter
from typing import Any

from matches.live.groups import FIGURES
from matches.live.match import LiveMatch
from matches.models import ClientSession
from matches.sockets.ingest_port import IngestPort
from matches.sockets.overlay_port import OverlayPort
from realtime.bus import Bus
from spectra_site.clock import now_ms

EVERY = 1.0  # seconds
RIVAL_SHOWN_MS = 60_000

PROCESS = f"{os.getpid()}-{secrets.token_hex(4)}"


async def report(
    bus: Bus, role: str, *, ingest: IngestPort | None = None, overlays: OverlayPort | None = None
) -> None:
    """Report what this process knows in that role, until cancelled."""
    reporter = f"{PROCESS}-{role}"
    while True:
        message = {"type": "figures", "process": reporter, **figures(ingest, overlays)}
        bus.put(FIGURES, reporter, message)
        await asyncio.sleep(EVERY)


def figures(ingest: IngestPort | None, overlays: OverlayPort | None) -> dict[str, Any]:
    """The matches by primary key, the viewers by groupCode, and what was refused."""
    refused: Counter[str] = Counter()
    for port in (ingest, overlays):
        if port:
            refused.update(port.refusals.by_reason)
    matches = ingest.ingest.matches() if ingest else []
    return {
        "at": now_ms(),
        "matches": {str(match.pk): _match(match, ingest) for match in matches if ingest},
        "viewers": overlays.rooms.counts() if overlays else {},
        "refused": dict(refused),
        "unknown_types": dict(ingest.refusals.unknown_types) if ingest else {},
    }


def _match(match: LiveMatch, ingest: IngestPort) -> dict[str, Any]:
    roles = Counter(feeder.role for feeder in ingest.feeders.of_match(match))
    state = match.state
    return {
        "teams": [team.team_name for team in state.teams],
        "score": [team.rounds_won for team in state.teams],
        "round_number": state.round_number,
        "phase": state.round_phase,
        "unsaved": match.unsaved if ingest.ingest.commits.away_for else 0,
        "observers": match.observers,
        "auxiliaries": roles[ClientSession.Role.AUXILIARY],
        "events_per_second": match.rate.per_second(now_ms()),
        "last_event_ms": match.last_event_ms,
        "rival": match.rival if now_ms() - match.rival_ms < RIVAL_SHOWN_MS else "",
    }
