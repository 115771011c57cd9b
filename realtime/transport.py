"""The Engine.IO layer beneath a StrictServer, where untouched it fails on what it can't read."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

import engineio.payload
from engineio.async_drivers.asgi import WebSocket

from fanout.websocket import SOCKET
from realtime.lines import Lines

# What one polling request may hold (the library drops all of more than 16 in silence); its
# bytes are limited by max_http_buffer_size.
engineio.payload.Payload.max_decode_packets = 5_000

PACKET_TYPES = frozenset("0123456")

Refuse = Callable[[str, str], Awaitable[None]]
"""(connection, reason): count a packet that is no Engine.IO packet."""


def note_life(connection: Any) -> None:
    """Something came: under load the answer to a ping has to wait behind all that was sent."""
    if connection.last_ping:
        connection.last_ping = time.time()


def harden(server: Any, refuse: Refuse) -> Lines:
    """Let only what is an Engine.IO packet through to this server, and never wait for a client."""
    lines = Lines(server)

    class StrictWebSocket(WebSocket):  # type: ignore[misc]
        async def __call__(self, environ: dict[str, Any]) -> Any:
            """Serve the connection until it ends."""
            connection = self.handler.__self__
            if socket := environ["asgi.scope"].get(SOCKET):
                lines.open(connection, socket)
                connection.poll = patient(connection)
            try:
                return await super().__call__(environ)
            finally:
                lines.close(connection.sid)

        async def wait(self) -> str | bytes:
            """The next frame that can be a packet."""
            # A reader whose queue is full would not let anybody else have a turn.
            await asyncio.sleep(0)
            connection = self.handler.__self__
            while True:
                frame: str | bytes = await super().wait()
                note_life(connection)
                if isinstance(frame, bytes) or frame[:1] in PACKET_TYPES:
                    return frame
                await refuse(connection.sid, "engine_packet")

    async def disconnect(sid: str) -> None:
        """The library's own waits until the client has fetched all that is queued for it."""
        if connection := server.sockets.get(sid):
            await connection.close(wait=False, reason=server.reason.SERVER_DISCONNECT)

    server._async = {**server._async, "websocket": StrictWebSocket}
    server.disconnect = disconnect
    return lines


def patient(connection: Any) -> Callable[[], Awaitable[list[Any]]]:
    """What is next in the library's queue for this connection, however long that takes.

    The library's own ends a WebSocket for which nothing was queued for as long as a heartbeat
    takes; but most of what we send goes past its queue.
    """
    impatient, queue = connection.poll, connection.queue

    async def poll() -> list[Any]:
        if not connection.upgraded:
            waiting: list[Any] = await impatient()
            return waiting
        packets = [await queue.get()]
        while packets[-1] is not None and not queue.empty():
            packets.append(queue.get_nowait())
        for _ in packets:
            queue.task_done()
        if packets[-1] is None:  # which ends the connection, after what came before it
            packets.pop()
            if packets:
                queue.put_nowait(None)
        return packets

    return poll


class OneLine(logging.Filter):
    """A polling request that can't be read is the sender's fault: a line, not a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.msg == "post request handler error":
            record.exc_info = None
            record.msg, record.levelno, record.levelname = "unreadable request", 30, "WARNING"
        return True


logging.getLogger("engineio.server").addFilter(OneLine())
