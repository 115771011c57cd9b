"""The analytics of the guilds that somebody watches, sent when they change, but not too often."""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from channels.db import database_sync_to_async
from django.db import Error as DatabaseError

from guilds.live.counting import Counted, Payload, count
from guilds.live.names import ANALYTICS
from guilds.live.throttle import Throttle
from realtime.bus import Bus, Message

logger = logging.getLogger(__name__)

Show = Callable[[int, Payload], None]
"""(guild_id, payload) -> to everybody here who watches its analytics."""
IsWatched = Callable[[int], bool]


class Analytics:
    """One per process with rooms. Of a guild that nobody watches here nothing is counted."""

    def __init__(self, bus: Bus, show: Show, is_watched: IsWatched) -> None:
        self._bus = bus
        self._show_room = show
        self._is_watched = is_watched
        self._throttle = Throttle()
        self._newest: dict[int, Payload] = {}
        self._timers: dict[int, asyncio.TimerHandle] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._process = secrets.token_hex(8)
        # Of its own, so that while Redis is frozen nobody else waits for a thread; and one, so that
        # many guilds are not counted at once.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="analytics")

    def newest(self, guild_id: int) -> Payload | None:
        """What was sent last. Where there is none it is counted now, and sent to all who watch."""
        found = self._newest.get(guild_id)
        if found is None and not self._throttle.is_under_way(guild_id):
            self.changed(guild_id)
        return found

    def changed(self, guild_id: int) -> None:
        """Something was stored about the guild."""
        if self._is_watched(guild_id):
            self._throttle.changed(guild_id, time.monotonic())
            self._plan(guild_id)

    def left(self, guild_id: int) -> None:
        """Somebody stopped watching."""
        if not self._is_watched(guild_id):
            self._throttle.forget(guild_id)
            self._newest.pop(guild_id, None)
            self._stop_timer(guild_id)

    def receive(self, message: Message) -> None:
        """Analytics from the bus: another process has counted them."""
        guild_id, now = message["guild"], time.monotonic()
        if message["process"] == self._process or not self._is_watched(guild_id):
            return
        if self._throttle.rests(guild_id, now):  # we had to count by ourselves meanwhile
            self.changed(guild_id)
            return
        self._throttle.came(guild_id, now)
        self._show(guild_id, message["payload"])
        self._plan(guild_id)

    def _plan(self, guild_id: int) -> None:
        self._stop_timer(guild_id)
        wait = self._throttle.wait(guild_id, time.monotonic())
        if wait is not None:
            loop = asyncio.get_running_loop()
            self._timers[guild_id] = loop.call_later(wait, self._begin, guild_id)

    def _begin(self, guild_id: int) -> None:
        del self._timers[guild_id]
        self._throttle.begin(guild_id)
        task = asyncio.ensure_future(self._count(guild_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _count(self, guild_id: int) -> None:
        try:
            in_thread = database_sync_to_async(count, thread_sensitive=False, executor=self._thread)
            counted = await in_thread(guild_id)
        except DatabaseError as error:
            logger.error("analytics can't be counted: %s", type(error).__name__)
            counted = Counted(None, ours=False)
        if not self._is_watched(guild_id):
            self._throttle.forget(guild_id)
            return
        self._settle(guild_id, counted)
        self._plan(guild_id)

    def _settle(self, guild_id: int, counted: Counted) -> None:
        now, payload = time.monotonic(), counted.payload
        if not counted.ours:
            self._throttle.not_ours(guild_id, now)
            if payload and guild_id not in self._newest:
                self._show(guild_id, payload)
            return
        self._throttle.sent(guild_id, now)
        if payload:
            self._show(guild_id, payload)
        if counted.shared:
            message = {"type": "analytics", "guild": guild_id, "process": self._process}
            self._bus.put(ANALYTICS, guild_id, {**message, "payload": payload})

    def _show(self, guild_id: int, payload: Payload) -> None:
        """The same may come twice: out of the cache, and by the bus."""
        if self._newest.get(guild_id) != payload:
            self._newest[guild_id] = payload
            self._show_room(guild_id, payload)

    def _stop_timer(self, guild_id: int) -> None:
        if timer := self._timers.pop(guild_id, None):
            timer.cancel()
