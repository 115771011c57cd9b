"""The short way of `obs_data`: from the bytes of the WebSocket into the queue, in one call.

What is in any way out of the ordinary is left to the ordinary way, which knows how to refuse it.
"""

from collections.abc import Callable
from typing import Literal

import msgspec

from matches.engine.events import BadEvent, parse_observer
from matches.live.ingest import Ingest
from matches.models import MatchEvent
from matches.sockets.feeders import Feeder, Feeders
from realtime.server import Reply
from realtime.wire import MAX_MESSAGE

PREFIX = b"42"  # a message of Engine.IO, an event of Socket.IO
ACK_DIGITS = 12

_event = msgspec.json.Decoder(tuple[Literal["obs_data"], str])


class FastLane:
    """Takes the events of one observer's connection."""

    def __init__(
        self,
        feeder: Feeder,
        feeders: Feeders,
        ingest: Ingest,
        reply: Callable[[int | None], Reply | None],
    ) -> None:
        self._feeder = feeder
        self._feeders = feeders
        self._ingest = ingest
        self._reply = reply

    def take(self, payload: bytes) -> bool:
        """Queue the event; False where this is none, or must not be queued now."""
        feeder = self._feeder
        start = payload.find(b"[", len(PREFIX), len(PREFIX) + ACK_DIGITS)
        ack = payload[len(PREFIX) : start]
        if start < 0 or not payload.startswith(PREFIX) or not (ack.isdigit() or not ack):
            return False
        if len(payload) > MAX_MESSAGE or self._feeders.get(feeder.sid) is not feeder:
            return False
        try:
            event = parse_observer(_event.decode(payload[start:])[1])
        except (msgspec.MsgspecError, UnicodeError, RecursionError, BadEvent):
            return False
        match = feeder.match
        if event.group_code != match.group_code or match.closing or self._ingest.commits.stalled:
            return False
        reply = self._reply(int(ack) if ack else None)
        self._ingest.put(match, event, MatchEvent.Source.OBSERVER, reply)
        return True
