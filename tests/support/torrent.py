"""A server that shows whoever asks for ``more`` so many more states, as fast as it can.

Run as ``python -m tests.support.torrent PORT``. A state says its version, and holds it once more
at the end of a text that is different from one state to the next.
"""

import random
import sys
from functools import partial
from typing import Any

import django
import msgspec
import socketio
from daphne.server import Server

django.setup()

from fanout.websocket import SOCKET, SharedWebSocket  # noqa: E402
from realtime.refusals import Refusals  # noqa: E402
from realtime.rooms import Rooms  # noqa: E402
from realtime.server import Caller, StrictServer  # noqa: E402
from realtime.wire import compression  # noqa: E402

ROSTER = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=1_200))


class Torrent(Server):  # type: ignore[misc]
    """For one client at a time."""

    def __init__(self, port: int) -> None:
        self._port = StrictServer({"more": self._more}, Refusals(), cors_allowed_origins="*")
        self._port.hooks(None, self._leave)
        self._rooms = Rooms(self._port.lines, compression())
        self._version = 0
        self._inner = socketio.ASGIApp(self._port)
        super().__init__(
            self._serve,
            endpoints=[f"tcp:port={port}:interface=127.0.0.1"],
            ready_callable=self._ready,
            websocket_timeout=-1,
            verbosity=0,
        )

    def _ready(self) -> None:
        self.ws_factory.protocol = SharedWebSocket

    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        if isinstance(protocol, SharedWebSocket):
            scope[SOCKET] = protocol
        return super().create_application(protocol, scope)

    async def _serve(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if socket := scope.get(SOCKET):
            receive = partial(socket.receive, receive)
        await self._inner(scope, receive, send)

    async def _more(self, caller: Caller, args: list[Any]) -> None:
        if self._version == 0:
            self._rooms.join(caller.eio_sid, "TORRENT")
        for _ in range(args[0]):
            self._version += 1
            roster = f"{ROSTER[self._version % 100 :]}{self._version}"
            state = {"version": self._version, "roster": roster}
            self._rooms.broadcast("TORRENT", "match_data", msgspec.json.encode(state).decode())

    async def _leave(self, sid: str) -> None:
        """Nothing is kept of it."""


if __name__ == "__main__":
    Torrent(int(sys.argv[1])).run()
