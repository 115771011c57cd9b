"""Port 5200: overlays join the room of a groupCode and are shown its states."""

from typing import Any

from django.conf import settings

from matches.live.broadcaster import Broadcaster
from matches.sockets.logon import LogonRefused, read_overlay
from matches.sockets.streams import Streams
from realtime.bus import Bus
from realtime.refusals import Refusals
from realtime.server import Caller, StrictServer
from realtime.wire import argument, compression
from spectra_site import clock

PING = 10  # seconds; an overlay on air should notice a dead server soon


class OverlayPort:
    """One per process."""

    def __init__(self, bus: Bus) -> None:
        self.refusals = Refusals()
        self.server = StrictServer(
            {"logon": self._logon},
            self.refusals,
            cors_allowed_origins=settings.CORS_ORIGINS,
            ping_interval=PING,
            ping_timeout=PING,
        )
        self.server.hooks(None, self._leave)
        self.rooms = Streams(self.server.lines, compression())
        self.broadcaster = Broadcaster(bus, self.rooms.show, self.rooms.end)

    async def _logon(self, caller: Caller, args: list[Any]) -> None:
        """`logon`: also for a code that isn't live yet; a second one moves to the other room."""
        try:
            packet = read_overlay(argument(args))
        except LogonRefused as refused:
            await self.server.refuse(caller, refused.slug, refused.reason)
            return
        code = packet.group_code
        message = f"Logon succeeded for group code {code}"
        body = {"groupCode": code, "msg": message, "serverTime": clock.now_ms()}
        self.server.tell(caller.sid, "logon_success", body)
        self.rooms.join(caller.eio_sid, code, packet.stream)

    async def _leave(self, sid: str) -> None:
        eio_sid = self.server.manager.eio_sid_from_sid(sid, "/")
        if eio_sid:
            self.rooms.leave(eio_sid)
