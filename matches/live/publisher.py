"""Publishing states: at once when the last one is 100 ms old, else the newest after that.

A match that changes every 100 ms is to be published every 100 ms, and each change at once. So a
state that was late, by a slow commit say, must not make all that follow it late: those come a
little early until the lost time is made up for.
"""

import asyncio
from collections.abc import Iterable

from matches.live.groups import STATES
from matches.live.match import LiveMatch
from realtime.bus import Bus

INTERVAL = 0.1  # seconds between two states of a match
EARLY = 0.01  # seconds that one of them may come early, to make up for lost time
REFRESH_AFTER = 5.0  # seconds of silence after which a state is sent again


class Publisher:
    """Puts public states on the bus, marked (match, epoch, version) so that the newest wins."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    def changed(self, match: LiveMatch) -> None:
        """The match has a new state to show."""
        if match.publish_timer:
            return
        loop = asyncio.get_running_loop()
        wait = max(match.publish_due, match.published_at + INTERVAL - EARLY) - loop.time()
        if wait <= 0:
            self._publish(match)
        else:
            match.publish_timer = loop.call_later(wait, self._publish, match)

    def final(self, match: LiveMatch) -> None:
        """The match is over: its last state goes out at once."""
        self.stop(match)
        match.version += 1
        self._send(match, final=True)

    def stop(self, match: LiveMatch) -> None:
        """No state of this match is to leave here any more."""
        if match.publish_timer:
            match.publish_timer.cancel()
            match.publish_timer = None

    def refresh(self, matches: Iterable[LiveMatch], *, everything: bool = False) -> None:
        """Send states again, for broadcasters that missed them; the others ignore them."""
        now = asyncio.get_running_loop().time()
        for match in matches:
            if everything or now - match.published_at > REFRESH_AFTER:
                self._send(match, final=False)

    def _publish(self, match: LiveMatch) -> None:
        match.publish_timer = None
        match.published_at = asyncio.get_running_loop().time()
        # Lost time is what lies between a state's time and when it came; no more of it than this.
        match.publish_due = max(match.publish_due + INTERVAL, match.published_at)
        match.version += 1
        self._send(match, final=False)

    def _send(self, match: LiveMatch, *, final: bool) -> None:
        message = {
            "type": "match.state",
            "group_code": match.group_code,
            "order": [match.pk, match.epoch, match.version],
            "body": match.encoding.of(match.state, match.feed),
            "final": final,
        }
        self._bus.put(STATES, match.pk, message)
