"""The short way of `obs_data`: from the bytes of the WebSocket into the queue, in one call.

What is in any way out of the ordinary is left to the ordinary way, which knows how to refuse it.
"""

from collections.abc import Callable
from typing import Literal, Protocol

import msgspec

from matches.cleaning import is_code_of
from matches.engine.events import BadEvent, MatchStart, parse_observer
from matches.live.ingest import Ingest
from matches.models import MatchEvent
from matches.sockets.feeders import Feeder, Feeders
from matches.sockets.notices import Notices
from matches.sockets.rivals import plays_another_game
from realtime.server import Reply
from realtime.wire import MAX_MESSAGE

PREFIX = b"42"  # a message of Engine.IO, an event of Socket.IO
ACK_DIGITS = 12

_event = msgspec.json.Decoder(tuple[Literal["obs_data"], str])


def read_obs_data(payload: bytes) -> tuple[int | None, str] | None:
    """The number under which to answer, and the argument; None for any other message."""
    start = payload.find(b"[", len(PREFIX), len(PREFIX) + ACK_DIGITS)
    ack = payload[len(PREFIX) : start]
    if start < 0 or not payload.startswith(PREFIX) or not (ack.isdigit() or not ack):
        return None
    try:
        return int(ack) if ack else None, _event.decode(payload[start:])[1]
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


class Holds(Protocol):
    """A client that can be made to wait: a SharedWebSocket."""

    def hold(self) -> None:
        """Read no more from it."""

    def go_on(self) -> None:
        """Read again."""


class FastLane:
    """Takes the events of one observer's connection."""

    def __init__(
        self,
        feeder: Feeder,
        feeders: Feeders,
        ingest: Ingest,
        notices: Notices,
        reply: Callable[[int | None], Reply | None],
    ) -> None:
        self._feeder = feeder
        self._feeders = feeders
        self._ingest = ingest
        self._notices = notices
        self._reply = reply

    def take(self, payload: bytes, socket: Holds) -> bool:
        """Queue the event; False where this is none. The client waits while the queue is full.

        While the database is away, that may be long: it is for the long way, which waits there.
        """
        feeder = self._feeder
        found = read_obs_data(payload) if len(payload) <= MAX_MESSAGE else None
        if found is None or self._feeders.get(feeder.sid) is not feeder:
            return False
        match = feeder.match
        if match.closing or self._ingest.commits.stalled:
            return False
        try:
            event = parse_observer(found[1], self._notices.odd_member)
        except BadEvent:
            return False
        if not is_code_of(event.group_code, match.group_code):
            return False
        if isinstance(event, MatchStart) or plays_another_game(feeder):
            return False
        self._notices.names_of(event)
        self._ingest.put(match, event, MatchEvent.Source.OBSERVER, self._reply(found[0]))
        feeder.heard_ms = match.last_event_ms
        if self._ingest.commits.full:
            socket.hold()
            self._ingest.commits.when_room(socket.go_on)
        return True
