"""Folding what is committed into the states of the matches, and letting time pass in them."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterable

from matches.engine.events import BadEvent, Event, parse_logged
from matches.engine.reducer import advance, apply, next_deadline
from matches.engine.state import MatchState
from matches.live.match import Entry, LiveMatch
from matches.services.log import Row

logger = logging.getLogger(__name__)

failures: Counter[str] = Counter()


def fold(state: MatchState, event: Event, received_ms: int) -> MatchState:
    """The next state. An event on which the engine fails changes nothing, live and in replay."""
    try:
        return apply(state, event, received_ms)
    except Exception:
        # An error in the engine must cost one event, not the match on air.
        failures[type(event).__name__] += 1
        logger.exception("the engine failed on a %s event", type(event).__name__)
        return state


def replay(state: MatchState, rows: Iterable[Row]) -> MatchState:
    """The state after the rows of a log."""
    for row in rows:
        try:
            event = parse_logged(row.data)
        except BadEvent as error:
            failures["log row"] += 1
            logger.error("event %s of the log can't be read: %s", row.seq, error)
            continue
        state = fold(state, event, row.received_ms)
    return state


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
