"""Looks again and again who may still be there: tokens run out, people are switched off."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from django.db import Error as DatabaseError

from guilds.access import shut_out
from guilds.sockets.listeners import Listener, Listeners
from guilds.sockets.objections import Objection
from guilds.sockets.server import GuildServer
from spectra_site.clock import now
from spectra_site.threads import in_thread

logger = logging.getLogger(__name__)

EVERY = 10.0  # seconds between looks at tokens and accounts
GRANTS_EVERY = 50.0  # seconds between looks at all grants: word of one that is taken may be lost

LookAgain = Callable[[Listener], Awaitable[None]]


class Patrol:
    """``look_again`` is asked to take a client out of what it may see no longer."""

    def __init__(self, server: GuildServer, listeners: Listeners, look_again: LookAgain) -> None:
        self._server = server
        self._listeners = listeners
        self._look_again = look_again

    async def run(self) -> None:
        """Until cancelled."""
        await asyncio.gather(
            self._repeat(EVERY, self.look_at_people),
            self._repeat(GRANTS_EVERY, self.look_at_grants),
        )

    async def look_at_people(self) -> None:
        """End the connections of whoever may not be there any more."""
        self._server.doorway.sweep(time.monotonic())
        at = now()
        for listener in self._listeners:
            if listener.claims.expires_at <= at:
                await self._end(listener, Objection.TOKEN_EXPIRED)
        users = {one.claims.user_id for one in self._listeners if one.claims.user_id is not None}
        out = await in_thread(shut_out, users)
        for listener in self._listeners:
            if listener.claims.user_id in out:
                await self._end(listener, Objection.ACCESS_DENIED)

    async def look_at_grants(self) -> None:
        for listener in self._listeners:
            await self._look_again(listener)

    async def _end(self, listener: Listener, objection: Objection) -> None:
        self._server.count(objection)
        self._server.tell(listener.sid, "error", {"message": objection.value})
        await self._server.disconnect(listener.sid)

    async def _repeat(self, seconds: float, look: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(seconds)
            try:
                await look()
            except DatabaseError as error:
                logger.error("who may be there can't be looked at: %s", type(error).__name__)
