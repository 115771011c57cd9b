"""What is told of a game before its `match_start`: its map, its mode, and who plays.

A match that another one follows gives this to its successor, for clients do not tell it again.
"""

from collections.abc import Hashable

from .events import Event, GameMode, Map, MatchStart, ObserverEvent, Roster, RoundInfo, known

_IN_PLAY = frozenset({"shopping", "combat", "end"})
_MOST = 32  # a roster has ten players; clients choose the ids


class NextGame:
    """Takes every event of a match; `told` is what its next game would begin with."""

    def __init__(self) -> None:
        self._told: dict[Hashable, ObserverEvent] = {}

    def note(self, event: Event) -> None:
        if _is_of_this_game(event):
            self._told.clear()  # what was told before it was, too
        elif isinstance(event, Map | GameMode):
            self._keep(type(event), event)
        elif isinstance(event, Roster):
            self._keep(event.data.player_id or event.data.name, event)

    @property
    def told(self) -> list[ObserverEvent]:
        return list(self._told.values())

    def _keep(self, key: Hashable, event: ObserverEvent) -> None:
        self._told.pop(key, None)  # the newest comes last
        self._told[key] = event
        if len(self._told) > _MOST:
            del self._told[next(iter(self._told))]


def _is_of_this_game(event: Event) -> bool:
    """Whether the event tells that the match's own game has begun, or is being played."""
    if isinstance(event, RoundInfo):
        return known(event.data.round_phase, "") in _IN_PLAY
    return isinstance(event, MatchStart)
