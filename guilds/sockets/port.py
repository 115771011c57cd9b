"""Port 3001 put together: dashboards show a token, join rooms, and hear what happens there."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable

from django.db import Error as DatabaseError

from fanout.message import Message as SharedMessage
from guilds.live.analytics import Analytics
from guilds.live.board import report
from guilds.live.counting import Payload
from guilds.live.names import (
    ANALYTICS,
    CHANGES,
    LIVES,
    WITHDRAWN,
    analytics_room,
    guild_of,
    guild_room,
)
from guilds.sockets.entrance import Entrance
from guilds.sockets.listeners import Listeners
from guilds.sockets.patrol import Patrol
from guilds.sockets.server import GuildServer
from guilds.sockets.subscriptions import UPDATE, Subscriptions
from realtime.audience import Audience
from realtime.bus import Bus, Message
from realtime.refusals import Refusals
from realtime.server import Handler
from realtime.wire import compression, object_event_text

logger = logging.getLogger(__name__)


class GuildPort:
    """One per process."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._how = compression()
        self.refusals = Refusals()
        self.listeners = Listeners()
        handlers: dict[str, Handler] = {}
        self.server = GuildServer(handlers, self.refusals)
        self.audience = Audience(self.server.lines, self.server.dismiss)
        self._analytics = Analytics(bus, self._show_analytics, self._is_watched)
        self._subscriptions = Subscriptions(
            self.server, self.listeners, self.audience, self._analytics
        )
        handlers.update(self._subscriptions.handlers())
        self.server.hooks(Entrance(self.server, self.listeners).greet, self._leave)
        self.patrol = Patrol(self.server, self.listeners, self._subscriptions.look_again)

    async def run(self) -> None:
        """Pass on what the bus brings, and look after who is here, until cancelled."""
        await asyncio.gather(
            self._bus.listen(LIVES, self._pass_on),
            self._bus.listen(CHANGES, self._note_changes),
            self._bus.listen(ANALYTICS, self._analytics.receive),
            self._bus.listen(WITHDRAWN, self._look_at_user, joined=self._look_at_all),
            report(self._bus, self.by_guild),
            self.patrol.run(),
        )

    def by_guild(self) -> Counter[int]:
        """How many subscriptions there are of each guild."""
        counts: Counter[int] = Counter()
        for room, listeners in self.audience.counts().items():
            counts[guild_of(room)] += listeners
        return counts

    async def _leave(self, sid: str) -> None:
        if listener := self.listeners.leave(sid):
            self._subscriptions.left(listener)
            self.server.expect_end(listener.eio_sid)

    # From the bus

    def _pass_on(self, message: Message) -> None:
        for guild_id, event, payload in message["items"]:
            self._send(guild_room(guild_id), event, payload)

    def _note_changes(self, message: Message) -> None:
        for guild_id in {guild_id for guild_ids in message["items"] for guild_id in guild_ids}:
            self._analytics.changed(guild_id)

    def _look_at_user(self, message: Message) -> None:
        self.server.later(self._look(self._subscriptions.withdrawn(message["user"])))

    def _look_at_all(self) -> None:
        """What was taken while we did not listen, we were not told."""
        self.server.later(self._look(self.patrol.look_at_grants()))

    async def _look(self, looking: Awaitable[None]) -> None:
        try:
            await looking
        except DatabaseError as error:
            logger.error("a grant can't be looked at again yet: %s", type(error).__name__)

    # Into the rooms

    def _show_analytics(self, guild_id: int, payload: Payload) -> None:
        self._send(analytics_room(guild_id), UPDATE, payload)

    def _is_watched(self, guild_id: int) -> bool:
        return self.audience.is_watched(analytics_room(guild_id))

    def _send(self, room: str, event: str, payload: Payload) -> None:
        """One message for all of them; none where nobody is in the room."""
        if self.audience.is_watched(room):
            text = object_event_text(event, payload)
            self.audience.send(room, SharedMessage(text, self._how))
