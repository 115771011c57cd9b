"""Folding what is committed into the states of the matches, and letting time pass in them."""

import asyncio
from collections.abc import Callable

from matches.engine.reducer import advance, next_deadline
from matches.live.match import Entry, LiveMatch
from matches.services.states import fold


class Folding:
    """Applies accepted entries, keeps each match's next deadline, tells who must know."""

    def __init__(
        self,
        clock: Callable[[], int],
        changed: Callable[[LiveMatch], None],
        over: Callable[[LiveMatch], None],
    ) -> None:
        self._clock = clock
        self._changed = changed
        self._over = over

    def accepted(self, entries: list[Entry]) -> None:
        """Fold a batch; each match that it touches is published once."""
        for entry in entries:
            match = entry.match
            match.state = fold(match.state, entry.event, entry.received_ms)
        for match in dict.fromkeys(entry.match for entry in entries):
            self._after(match)

    def arm(self, match: LiveMatch) -> None:
        """Wake up at the match's next deadline."""
        deadline = next_deadline(match.state)
        if deadline == match.deadline_ms:
            return
        if match.deadline_timer:
            match.deadline_timer.cancel()
        match.deadline_ms, match.deadline_timer = deadline, None
        if deadline is not None:
            delay = max(0, deadline - self._clock()) / 1000
            loop = asyncio.get_running_loop()
            match.deadline_timer = loop.call_later(delay, self._pass_time, match)

    def _pass_time(self, match: LiveMatch) -> None:
        match.deadline_ms = match.deadline_timer = None
        if match.waiting:
            return  # an event that came before the deadline is on its way: it goes first
        match.state = advance(match.state, match.stamp(self._clock()))
        self._after(match)

    def _after(self, match: LiveMatch) -> None:
        if match.state.is_over:
            self._over(match)
        else:
            self._changed(match)
            self.arm(match)
