"""The Socket.IO server of the communities' port: plain objects, and a look at who comes."""

import asyncio
import time
from typing import Any

from django.conf import settings

from guilds.sockets.limits import Doorway, Limits, Verdict
from guilds.sockets.objections import Objection
from guilds.sockets.origins import is_ours
from realtime.server import Caller, StrictServer
from realtime.wire import object_event_text
from spectra_site.addresses import client_of

PING_INTERVAL, PING_TIMEOUT = 25, 60  # seconds; the contract's
ADMIT_WITHIN = 10.0  # seconds that a transport may be open without a client that is let in


class GuildServer(StrictServer):
    """Tells in events named `error` what was wrong, and counts who comes whence."""

    def __init__(self, *args: Any) -> None:
        super().__init__(
            *args,
            cors_allowed_origins=is_ours,
            cors_credentials=True,
            ping_interval=PING_INTERVAL,
            ping_timeout=PING_TIMEOUT,
        )
        self.doorway = Doorway(
            Limits(settings.GUILD_CONNECTIONS, settings.GUILD_ATTEMPTS, settings.GUILD_COOLDOWN)
        )
        self._verdicts: dict[str, Verdict] = {}
        self._deadlines: dict[str, asyncio.TimerHandle] = {}

    # What clients are told

    def written(self, event: str, body: dict[str, Any]) -> bytes:
        return object_event_text(event, body)

    def explain(self, caller: Caller, reason: str, hint: str) -> None:
        """By the event, which every client knows, and the acknowledgement where one is wanted."""
        if caller.reply:
            caller.reply({"ok": False, "error": hint})
        self.tell(caller.sid, "error", {"message": hint})

    def object_to(self, caller: Caller, objection: Objection) -> None:
        """Count it, and tell the sender. Unlike what no dashboard sends, it ends nothing."""
        self.count(objection)
        self.explain(caller, objection.name, objection.value)

    def count(self, objection: Objection) -> None:
        self.refusals.count(objection.name.lower())

    async def strike(self, eio_sid: str, objection: Objection) -> None:
        """Count it; whoever gives cause for it again and again is let go."""
        await self._count_refusal(eio_sid, objection.name.lower())

    # Who comes and goes

    def verdict(self, eio_sid: str) -> Verdict:
        """Whether this connection is one too many."""
        return self._verdicts.get(eio_sid, Verdict.TURNED_AWAY)

    def admit(self, eio_sid: str) -> None:
        """The connection may stay: its client has shown who it is."""
        if deadline := self._deadlines.pop(eio_sid, None):
            deadline.cancel()

    def expect_end(self, eio_sid: str) -> None:
        """Its client is not let in, or has left. Clients end the connection beneath themselves,
        once they have read why; this one is not to do otherwise."""
        self.admit(eio_sid)
        loop = asyncio.get_running_loop()
        self._deadlines[eio_sid] = loop.call_later(ADMIT_WITHIN, self.dismiss, eio_sid)

    def dismiss(self, eio_sid: str) -> None:
        """End the connection beneath."""
        self.admit(eio_sid)
        self.later(self.end_transport(eio_sid))

    async def _handle_eio_connect(self, eio_sid: str, environ: dict[str, Any]) -> str | None:
        verdict = self.doorway.arrive(eio_sid, _address(environ), time.monotonic())
        if verdict is Verdict.TURNED_AWAY:
            self.count(Objection.TOO_MANY_CONNECTIONS)
            return Objection.TOO_MANY_CONNECTIONS.value
        self._verdicts[eio_sid] = verdict
        self.expect_end(eio_sid)
        await super()._handle_eio_connect(eio_sid, environ)
        return None

    async def _handle_eio_disconnect(self, eio_sid: str, reason: str) -> None:
        await super()._handle_eio_disconnect(eio_sid, reason)
        self.doorway.leave(eio_sid)
        self._verdicts.pop(eio_sid, None)
        self.admit(eio_sid)


def _address(environ: dict[str, Any]) -> str:
    """Whence the connection comes; "" by a local socket. REMOTE_ADDR is the same for all here."""
    client = environ["asgi.scope"].get("client")
    forwarded = environ.get("HTTP_X_FORWARDED_FOR", "")
    return client_of(client[0] if client else "", forwarded, settings.PROXY_COUNT)
