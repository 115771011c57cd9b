"""Port 3001 as far as a dashboard sees it, which does what a test tells it to."""

import threading
from collections.abc import Callable
from typing import Any

import jwt
from socketio.exceptions import ConnectionRefusedError as Refused

from tests.support.socket_server import PATIENCE_S, SocketServer

ROOMS = ("subscribe:guild", "subscribe:analytics")


class GuildPort:
    """``tokens`` has the claims that each connection brought, ``asked`` each subscription.

    With ``is_open`` off nobody gets in; ``refusal`` is what a subscription is refused with, and
    ``analytics`` what is told to who subscribes to that.
    """

    def __init__(self, server: SocketServer) -> None:
        self.server = server
        self.is_open = True
        self.refusal = ""
        self.analytics: Any = None
        self.tokens: list[dict[str, Any]] = []
        self.asked: list[tuple[str, Any]] = []
        self._news = threading.Condition()
        server.sio.eio.cors_allowed_origins = "*"
        server.sio.on("connect", self._on_connect)
        server.sio.on("disconnect", self._on_disconnect)
        for event in ROOMS:
            server.sio.on(event, self._subscribing(event))

    @property
    def connected(self) -> int:
        """How many connections there are."""
        return len(self.server.sids) - len(self.server.gone)

    def forget(self) -> None:
        """As new, for the next test."""
        self.wait_until(lambda: self.connected == 0)
        self.is_open, self.refusal, self.analytics = True, "", None
        self.tokens.clear()
        self.asked.clear()

    def send(self, event: str, payload: Any) -> None:
        """To everybody."""
        self.server.run(self.server.sio.emit(event, payload))

    def send_off(self, why: str) -> None:
        """End every connection, and say why: both at once, with no time to answer between."""

        async def end(sid: str) -> None:
            await self.server.sio.emit("error", {"message": why}, to=sid)
            await self.server.sio.disconnect(sid)

        for sid in set(self.server.sids) - set(self.server.gone):
            self.server.run(end(sid))

    def wait_until(self, true: Callable[[], bool]) -> None:
        """Until what connections and subscriptions change makes it so."""
        with self._news:
            assert self._news.wait_for(true, PATIENCE_S), "it did not come to that"

    async def _on_connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> bool:
        if not self.is_open:
            raise Refused("Invalid token")
        await self.server._on_connect(sid, environ, auth)
        claims = jwt.decode(auth["token"], options={"verify_signature": False})
        self._note(lambda: self.tokens.append(claims))
        return True

    async def _on_disconnect(self, sid: str, reason: str) -> None:
        await self.server._on_disconnect(sid, reason)
        self._note(lambda: None)

    def _subscribing(self, event: str) -> Any:
        async def answer(sid: str, guild_id: Any) -> dict[str, Any]:
            self._note(lambda: self.asked.append((event, guild_id)))
            if self.refusal:
                return {"ok": False, "error": self.refusal}
            if event == "subscribe:analytics" and self.analytics:
                await self.server.sio.emit("analytics:update", self.analytics, to=sid)
            return {"ok": True}

        return answer

    def _note(self, what: Callable[[], None]) -> None:
        with self._news:
            what()
            self._news.notify_all()
