"""The Engine.IO layer beneath a StrictServer, where untouched it fails on what it can't read."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Any

import engineio.payload
from autobahn.exception import Disconnected
from engineio.async_drivers.asgi import WebSocket

from fanout.websocket import SOCKET, SharedWebSocket
from realtime.conversation import converse
from realtime.heartbeat import Heartbeat
from realtime.lines import Lines
from realtime.request import translated

# What one polling request may hold (the library drops all of more than 16 in silence); its
# bytes are limited by max_http_buffer_size.
engineio.payload.Payload.max_decode_packets = 5_000

PACKET_TYPES = frozenset("0123456")
PROBE_BYTES = 16  # an upgrade is two messages, `2probe` and `5`
SWEEP_EVERY = 1.0  # seconds

Refuse = Callable[[str, str], Awaitable[None]]
"""(connection, reason): count a packet that is no Engine.IO packet."""


class StrictWebSocket(WebSocket):  # type: ignore[misc]
    """One WebSocket of a connection: the first, or the one to which it is upgraded."""

    heartbeat: Heartbeat
    _socket: SharedWebSocket | None = None

    def __init__(self, lines: Lines, refuse: Refuse, handler: Any, server: Any) -> None:
        super().__init__(handler, server)
        self.connection = handler.__self__
        self._lines = lines
        self.refuse = refuse

    async def __call__(self, environ: dict[str, Any]) -> Any:
        """Serve the connection until it ends; refuse a second upgrade."""
        connection = self.connection
        if connection.upgrading or connection.upgraded:
            await environ["asgi.send"]({"type": "websocket.close"})
            return ""
        connection.upgrading = connection.connected  # polls are answered with nothing meanwhile
        self._socket = environ["asgi.scope"].get(SOCKET)
        if connection.upgrading and self._socket:
            self._socket.limit(PROBE_BYTES)
        self.heartbeat = self._lines.open(connection, self._socket)
        self.handler = partial(converse, connection, heartbeat=self.heartbeat)
        try:
            return await super().__call__(environ)
        finally:
            connection.upgrading = False
            self._lines.close(connection.sid)

    def is_upgraded(self) -> None:
        """Messages may be as long as any from now on."""
        if self._socket:
            self._socket.limit(None)

    async def wait(self) -> str | bytes | None:
        """The next frame that can be a packet; None: there are no more."""
        # A reader whose queue is full would not let anybody else have a turn.
        await asyncio.sleep(0)
        while True:
            try:
                frame: str | bytes = await super().wait()
            except OSError:
                return None
            self.heartbeat.heard()
            if isinstance(frame, bytes) or frame[:1] in PACKET_TYPES:
                return frame
            await self.refuse(self.connection.sid, "engine_packet")

    async def send(self, message: str | bytes) -> None:
        """There is nothing for a client that is going; when it is gone, ``wait`` tells."""
        with suppress(Disconnected):
            await super().send(message)


def harden(server: Any, refuse: Refuse) -> Lines:
    """Let only what is an Engine.IO packet through to this server, and never wait for a client."""
    lines = Lines(server)

    async def disconnect(sid: str) -> None:
        """The library's own waits until the client has fetched all that is queued for it."""
        if connection := server.sockets.get(sid):
            await connection.close(wait=False, reason=server.reason.SERVER_DISCONNECT)

    ours = {"websocket": partial(StrictWebSocket, lines, refuse), "translate_request": translated}
    server._async = {**server._async, **ours}
    server._service_task = partial(sweep, server)
    server.disconnect = disconnect
    return lines


async def sweep(server: Any) -> None:
    """Look after connections now and then, until cancelled.

    The library's own looks after all of them, also those that have a heartbeat of ours.
    """
    while True:
        await asyncio.sleep(SWEEP_EVERY)
        await _look_after(server)


async def _look_after(server: Any) -> None:
    """Find the clients that poll no more, and forget connections that have ended."""
    for sid, connection in list(server.sockets.items()):
        if connection.closed:
            server.sockets.pop(sid, None)
        elif not connection.upgraded and not connection.closing:
            await connection.check_ping_timeout()


class OneLine(logging.Filter):
    """A polling request that can't be read is the sender's fault: a line, not a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.msg == "post request handler error":
            record.exc_info = None
            record.msg, record.levelno, record.levelname = "unreadable request", 30, "WARNING"
        return True


logging.getLogger("engineio.server").addFilter(OneLine())
