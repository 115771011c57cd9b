"""The events that dashboards send: into the rooms of guilds, and out of them."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseError

from guilds.access import hidden_from, may_see
from guilds.live.analytics import Analytics
from guilds.live.names import analytics_room, guild_of, guild_room
from guilds.sockets.listeners import Listener, Listeners
from guilds.sockets.objections import Objection
from guilds.sockets.reading import guild_id_of
from guilds.sockets.server import GuildServer
from realtime.audience import Audience
from realtime.server import Caller, Handler
from spectra_site.threads import in_thread

logger = logging.getLogger(__name__)

UPDATE = "analytics:update"

RoomOf = Callable[[int], str]


class Subscriptions:
    """Who is in which room, from the first question whether they may."""

    def __init__(
        self, server: GuildServer, listeners: Listeners, audience: Audience, analytics: Analytics
    ) -> None:
        self._server = server
        self._listeners = listeners
        self._audience = audience
        self._analytics = analytics
        self._withdrawals = 0

    def handlers(self) -> dict[str, Handler]:
        """By the names of the events."""
        return {
            "subscribe:guild": self._subscribe_guild,
            "unsubscribe:guild": self._unsubscribe_guild,
            "subscribe:analytics": self._subscribe_analytics,
            "unsubscribe:analytics": self._unsubscribe_analytics,
        }

    async def _subscribe_guild(self, caller: Caller, args: list[Any]) -> None:
        await self._subscribe(caller, args, guild_room)

    async def _unsubscribe_guild(self, caller: Caller, args: list[Any]) -> None:
        await self._unsubscribe(caller, args, guild_room)

    async def _subscribe_analytics(self, caller: Caller, args: list[Any]) -> None:
        guild_id = await self._subscribe(caller, args, analytics_room)
        if guild_id is not None and (newest := self._analytics.newest(guild_id)):
            self._server.tell(caller.sid, UPDATE, newest)

    async def _unsubscribe_analytics(self, caller: Caller, args: list[Any]) -> None:
        await self._unsubscribe(caller, args, analytics_room)

    async def _subscribe(self, caller: Caller, args: list[Any], room_of: RoomOf) -> int | None:
        """The guild whose room the sender is in from now on; None, and the sender knows why not."""
        listener = await self._sender(caller)
        if listener is None:
            return None
        guild_id = guild_id_of(args)
        objection = await self._objection_to(listener, guild_id, room_of)
        if not self._listeners.has(listener):  # it left while we asked
            return None
        if guild_id is None or objection:
            self._server.object_to(caller, objection or Objection.INVALID_GUILD)
            return None
        self._audience.join(listener.eio_sid, room_of(guild_id))
        if caller.reply:
            caller.reply({"ok": True})
        return guild_id

    async def _unsubscribe(self, caller: Caller, args: list[Any], room_of: RoomOf) -> None:
        listener = await self._sender(caller)
        if listener is None:
            return
        guild_id = guild_id_of(args)
        if guild_id is None:
            self._server.object_to(caller, Objection.INVALID_GUILD)
            return
        self._leave_room(listener, room_of(guild_id))
        if caller.reply:
            caller.reply({"ok": True})

    async def _sender(self, caller: Caller) -> Listener | None:
        """Who sent the event; None where it is one too many, or came before the token."""
        listener = self._listeners.get(caller.sid)
        if listener is None:
            self._server.object_to(caller, Objection.NO_TOKEN)
        elif not listener.allowance.spend(time.monotonic()):
            await self._too_many(caller, listener)
        else:
            return listener
        return None

    async def _too_many(self, caller: Caller, listener: Listener) -> None:
        """Told once for each second; whoever goes on for twenty is let go."""
        objection = Objection.TOO_MANY_EVENTS
        if listener.allowance.just_ended:
            self._server.explain(caller, objection.name, objection.value)
            await self._server.strike(caller.eio_sid, objection)
        elif caller.reply:
            caller.reply({"ok": False, "error": objection.value})

    async def _objection_to(
        self, listener: Listener, guild_id: int | None, room_of: RoomOf
    ) -> Objection | None:
        if guild_id is None:
            return Objection.INVALID_GUILD
        rooms = self._audience.rooms_of(listener.eio_sid)
        if room_of(guild_id) not in rooms and len(rooms) >= settings.GUILD_SUBSCRIPTIONS:
            return Objection.TOO_MANY_SUBSCRIPTIONS
        try:
            return None if await self._sees(listener, guild_id) else Objection.GUILD_HIDDEN
        except DatabaseError as error:
            logger.error("a subscription can't be looked at: %s", type(error).__name__)
            return Objection.NOT_NOW

    async def _sees(self, listener: Listener, guild_id: int) -> bool:
        """Asked anew where a grant is taken meanwhile: the answer may be from before."""
        while True:
            asked_after = self._withdrawals
            sees = await in_thread(may_see, listener.claims, guild_id)
            if asked_after == self._withdrawals:
                return sees

    # What is taken away

    def left(self, listener: Listener) -> None:
        """The client is gone."""
        for room in tuple(self._audience.rooms_of(listener.eio_sid)):
            self._leave_room(listener, room)

    async def withdrawn(self, user_id: int) -> None:
        """Something of what this user could see may be seen no longer."""
        self._withdrawals += 1
        for listener in self._listeners.of_user(user_id):
            await self.look_again(listener)

    async def look_again(self, listener: Listener) -> None:
        """Take the client out of the rooms of guilds that it may see no longer."""
        guild_ids = {guild_of(room) for room in self._audience.rooms_of(listener.eio_sid)}
        if not guild_ids:
            return
        hidden = await in_thread(hidden_from, listener.claims, guild_ids)
        for room in tuple(self._audience.rooms_of(listener.eio_sid)):
            if guild_of(room) in hidden:
                self._leave_room(listener, room)
                self._server.count(Objection.GUILD_HIDDEN)
                self._server.tell(listener.sid, "error", {"message": Objection.GUILD_HIDDEN.value})

    def _leave_room(self, listener: Listener, room: str) -> None:
        self._audience.leave(listener.eio_sid, room)
        guild_id = guild_of(room)
        if room == analytics_room(guild_id):
            self._analytics.left(guild_id)
