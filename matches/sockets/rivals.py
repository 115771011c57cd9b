"""Two games under one code: an observer's game is another one than that of its match."""

from collections.abc import Iterable

from matches.engine.events import MatchStart, ObserverEvent
from matches.sockets.feeders import Feeder

SILENT_FOR_MS = 10_000  # after so long an observer's game gives way to one that begins
LOST_FOR_MS = 60_000  # and after so long to one that was refused before


def plays_another_game(feeder: Feeder) -> bool:
    """Whether the newest match_start of this observer is not that of its match."""
    return bool(feeder.game_id and feeder.match.game_id not in ("", feeder.game_id))


def rivals_of(
    feeder: Feeder, feeders: Iterable[Feeder], event: ObserverEvent, now_ms: int
) -> list[Feeder]:
    """The observers whose game, the match's own, goes on in spite of this event.

    An observer is heard again without another match_start only where its own was refused: its
    client will not send it twice. In a tech pause everybody may be silent for long.
    """
    others = [
        other
        for other in feeders
        if other is not feeder and other.match is feeder.match and not plays_another_game(other)
    ]
    if not isinstance(event, MatchStart) and feeder.match.state.timeouts.tech_pause:
        return others
    patience = SILENT_FOR_MS if isinstance(event, MatchStart) else LOST_FOR_MS
    return [other for other in others if now_ms - other.heard_ms <= patience]
