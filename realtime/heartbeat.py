"""Pings for a connection over a WebSocket, and the end of one whose client is gone.

The library starts a task for each ping, queues it, and wakes two more to send it and to read the
answer: of what a thousand overlays cost, that would be a third.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from engineio.packet import PING, PONG

from fanout.websocket import SharedWebSocket, Take

_PING, _PONG = str(PING).encode(), str(PONG).encode()


class Heartbeat:
    """Of one connection, engineio's, as often and as patient as its server says.

    ``take``, where it is set, gets what comes directly, as the WebSocket's own does.
    """

    def __init__(self, connection: Any, socket: SharedWebSocket, gone: Callable[[], None]) -> None:
        self._connection = connection
        self._socket = socket
        self._gone = gone
        self._heard = True  # since the last ping
        self._asked = 0.0  # when that was
        self._timer: asyncio.TimerHandle | None = None
        self.take: Take | None = None

    def start(self) -> None:
        """The WebSocket is what the connection uses from now on."""
        self._socket.take = self._take
        self._wait(self._connection.server.ping_interval)

    def heard(self) -> None:
        """Something came: under load the answer to a ping has to wait behind all that was sent."""
        self._heard = True
        if self._timer:
            # The library may have asked before the upgrade: it need not wait for the answer.
            self._connection.last_ping = None

    def stop(self) -> None:
        """The WebSocket is gone."""
        self.take = self._socket.take = None
        if self._timer:
            self._timer.cancel()

    def _take(self, message: bytes, socket: SharedWebSocket) -> bool:
        self.heard()
        return message == _PONG or bool(self.take and self.take(message, socket))

    def _wait(self, seconds: float) -> None:
        self._timer = asyncio.get_running_loop().call_later(seconds, self._beat)

    def _beat(self) -> None:
        now, server = asyncio.get_running_loop().time(), self._connection.server
        if self._heard:
            self._heard, self._asked = False, now
            self._socket.tell(_PING)
        elif now - self._asked >= server.ping_timeout:
            self._gone()
            return
        patience = self._asked + server.ping_timeout - now
        self._wait(min(server.ping_interval, patience))
