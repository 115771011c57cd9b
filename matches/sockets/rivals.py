"""Two games under one code: an observer's game is another one than that of its match."""

from collections.abc import Iterable

from matches.sockets.feeders import Feeder

SILENT_FOR_MS = 10_000  # after so long an observer's game gives way to another one


def plays_another_game(feeder: Feeder) -> bool:
    """Whether the newest match_start of this observer is not that of its match."""
    return bool(feeder.game_id and feeder.match.game_id not in ("", feeder.game_id))


def rivals_of(feeder: Feeder, feeders: Iterable[Feeder], now_ms: int) -> list[Feeder]:
    """The other observers that still feed the match's own game."""
    return [
        other
        for other in feeders
        if other is not feeder
        and other.match is feeder.match
        and now_ms - other.heard_ms <= SILENT_FOR_MS
        and not plays_another_game(other)
    ]
