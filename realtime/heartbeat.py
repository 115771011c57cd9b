"""Pings for a connection over a WebSocket, and the end of one whose client is gone.

The library starts a task for each ping, queues it, and wakes two more to send it and to read the
answer: of what a thousand overlays cost, that would be a quarter.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from engineio.packet import PONG

from fanout.websocket import SharedWebSocket, Take

_PONG = str(PONG).encode()


class Heartbeat:
    """Of one connection, engineio's, as often and as patient as its server says.

    ``then``, where it is set, gets what comes directly and is no answer to a ping.
    """

    def __init__(self, connection: Any, ask: Callable[[], None], gone: Callable[[], None]) -> None:
        self._connection = connection
        self._ask = ask
        self._gone = gone
        self._heard = True  # since the last ping
        self._asked = 0.0  # when that was
        self._timer: asyncio.TimerHandle | None = None
        self.then: Take | None = None

    def start(self) -> None:
        """The WebSocket is what the connection uses from now on."""
        self._wait(self._connection.server.ping_interval)

    def heard(self) -> None:
        """Something came: under load the answer to a ping has to wait behind all that was sent."""
        self._heard = True
        if self._timer:
            # The library may have asked before the upgrade: it need not wait for the answer.
            self._connection.last_ping = None

    def take(self, message: bytes, socket: SharedWebSocket) -> bool:
        """What comes directly; False: it is to go the ordinary way."""
        self.heard()
        return message == _PONG or (self.then is not None and self.then(message, socket))

    def stop(self) -> None:
        """The WebSocket is gone."""
        self.then = None
        if self._timer:
            self._timer.cancel()

    def _wait(self, seconds: float) -> None:
        self._timer = asyncio.get_running_loop().call_later(seconds, self._beat)

    def _beat(self) -> None:
        now, server = asyncio.get_running_loop().time(), self._connection.server
        if self._heard:
            self._heard, self._asked = False, now
            self._ask()
        elif now - self._asked >= server.ping_timeout:
            self._gone()
            return
        patience = self._asked + server.ping_timeout - now
        self._wait(min(server.ping_interval, patience))
