"""Who is let in: first the limits, then the token."""

from typing import Any

from django.conf import settings
from django.db import Error as DatabaseError
from socketio.exceptions import ConnectionRefusedError

from guilds.access import Claims
from guilds.sockets.limits import Allowance, Verdict
from guilds.sockets.listeners import Listener, Listeners
from guilds.sockets.objections import Objection
from guilds.sockets.reading import token_of
from guilds.sockets.server import GuildServer
from guilds.tokens import TokenRefused, verify_access
from realtime.server import TryAgainLater
from spectra_site.clock import now
from spectra_site.threads import in_thread

TOO_MANY = {
    Verdict.TOO_MANY_ATTEMPTS: Objection.TOO_MANY_ATTEMPTS,
    Verdict.TOO_MANY_CONNECTIONS: Objection.TOO_MANY_CONNECTIONS,
}


class Refused(Exception):
    """The client may not come in."""

    def __init__(self, objection: Objection) -> None:
        super().__init__(objection)
        self.objection = objection


class Entrance:
    def __init__(self, server: GuildServer, listeners: Listeners) -> None:
        self._server = server
        self._listeners = listeners

    async def greet(self, sid: str, auth: Any) -> dict[str, Any]:
        """Let the client in, or tell it why not."""
        eio_sid = self._server.manager.eio_sid_from_sid(sid, "/")
        try:
            claims = await self._claims(eio_sid, auth)
        except Refused as refused:
            await self._server.strike(eio_sid, refused.objection)
            raise ConnectionRefusedError(refused.objection.value) from refused
        self._server.admit(eio_sid)
        self._listeners.add(Listener(sid, eio_sid, claims, Allowance(settings.GUILD_EVENTS)))
        return {}

    async def _claims(self, eio_sid: str, auth: Any) -> Claims:
        if objection := TOO_MANY.get(self._server.verdict(eio_sid)):
            raise Refused(objection)
        token = token_of(auth)
        if token is None:
            raise Refused(Objection.NO_TOKEN)
        try:
            return await in_thread(verify_access, token, now())
        except TokenRefused as refused:
            raise Refused(Objection(refused.message)) from refused
        except DatabaseError as error:
            # The client comes back by itself, which after a refusal it would not.
            raise TryAgainLater from error
