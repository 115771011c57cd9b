"""Publishing states: at once when the last one is 100 ms old, else the newest after that.

A match that changes every 100 ms is published every 100 ms: what a commit or the event loop takes
longer than before must not add up, so a state may go a little early, if on the whole it is in time.
"""

import asyncio
from collections.abc import Iterable

import msgspec

from matches.engine.view import public_view
from matches.live.groups import STATES
from matches.live.match import LiveMatch
from realtime.bus import Bus

INTERVAL = 0.1  # seconds between two states of a match
EARLY = 0.01  # seconds that one of them may come before its time; the next one's stays the same
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
        wait = match.publish_at - loop.time()
        if wait <= EARLY:
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
            if everything or now - match.publish_at > REFRESH_AFTER:
                self._send(match, final=False)

    def _publish(self, match: LiveMatch) -> None:
        match.publish_timer = None
        now = asyncio.get_running_loop().time()
        in_time = abs(now - match.publish_at) <= EARLY
        match.publish_at = (match.publish_at if in_time else now) + INTERVAL
        match.version += 1
        self._send(match, final=False)

    def _send(self, match: LiveMatch, *, final: bool) -> None:
        message = {
            "type": "match.state",
            "group_code": match.group_code,
            "order": [match.pk, match.epoch, match.version],
            "body": msgspec.json.encode(public_view(match.state)).decode(),
            "final": final,
        }
        self._bus.put(STATES, match.pk, message)
