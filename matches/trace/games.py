"""Which observer of a trace plays which game: two of them must not fight for one code."""

from matches.engine.events import MatchStart, ObserverEvent

_SILENT_FOR_MS = 10_000  # after so long an observer's game gives way to another one


class Games:
    """Observers by their names, as a trace tells no connections."""

    def __init__(self) -> None:
        self._games: dict[str, str] = {}
        self._heard_ms: dict[str, int] = {}

    def is_heard(self, event: ObserverEvent, match_id: str, now_ms: int) -> bool:
        """Note the event; whether its observer plays the match's own game."""
        if isinstance(event, MatchStart):
            self._games[event.obs_name] = event.data
        game = self._games.get(event.obs_name, "")
        if game and match_id and game != match_id:
            return False
        self._heard_ms[event.obs_name] = now_ms
        return True

    def has_rival(self, event: ObserverEvent, now_ms: int) -> bool:
        """Whether another observer, of the match's own game, was heard just now."""
        return any(
            name != event.obs_name and now_ms - heard_ms <= _SILENT_FOR_MS
            for name, heard_ms in self._heard_ms.items()
        )

    def start_of(self, event: ObserverEvent) -> MatchStart:
        """The start of the game that the observer told before it could be heard."""
        game = self._games[event.obs_name]
        return MatchStart(group_code=event.group_code, obs_name=event.obs_name, data=game)
