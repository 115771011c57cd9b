"""Port 5200: overlays join the room of a groupCode and are sent its states."""

from typing import Any

import engineio.packet
import msgspec
from django.conf import settings

from matches.live.broadcaster import Broadcaster
from matches.live.bus import Bus
from matches.sockets.logon import LogonRefused, read_overlay
from matches.sockets.refusals import Refusals
from matches.sockets.rooms import Rooms
from matches.sockets.server import Caller, StrictServer
from matches.sockets.wire import argument

PING = 10  # seconds; an overlay on air should notice a dead server soon


class OverlayPort:
    """One per process."""

    def __init__(self, bus: Bus) -> None:
        self.rooms = Rooms()
        self.refusals = Refusals()
        self.server = StrictServer(
            {"logon": self._logon},
            self.refusals,
            cors_allowed_origins=settings.CORS_ORIGINS,
            ping_interval=PING,
            ping_timeout=PING,
        )
        self.server.hooks(None, self._leave)
        self.broadcaster = Broadcaster(bus, self._send)

    async def _logon(self, caller: Caller, args: list[Any]) -> None:
        """`logon`: also for a code that isn't live yet; a second one moves to the other room."""
        try:
            group_code = read_overlay(argument(args))
        except LogonRefused as refused:
            await self.server.refuse(caller, refused.slug, refused.reason)
            return
        message = f"Logon succeeded for group code {group_code}"
        await self.server.tell(
            caller.sid, "logon_success", {"groupCode": group_code, "msg": message}
        )
        # Without a pause from here on: no state may slip between the snapshot and the room.
        self.rooms.join(caller.eio_sid, group_code)
        current = self.broadcaster.current(group_code)
        if current is not None:
            await self.server.eio.send_packet(caller.eio_sid, _frame(current))

    async def _leave(self, sid: str) -> None:
        eio_sid = self.server.manager.eio_sid_from_sid(sid, "/")
        if eio_sid:
            self.rooms.leave(eio_sid)

    def _send(self, group_code: str, body: str) -> None:
        viewers = self.rooms.viewers(group_code)
        if viewers:
            self.server.later(self._send_to(viewers, _frame(body)))

    async def _send_to(self, viewers: list[str], frame: engineio.packet.Packet) -> None:
        for eio_sid in viewers:
            await self.server.eio.send_packet(eio_sid, frame)


def _frame(body: str) -> engineio.packet.Packet:
    """`match_data`, made once for however many it goes to."""
    packet = f"2{msgspec.json.encode(['match_data', body]).decode()}"
    return engineio.packet.Packet(engineio.packet.MESSAGE, data=packet)
