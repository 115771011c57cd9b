"""daphne and python-socketio as they come: rooms, and an emit to the room for each state."""

import asyncio
import json
import sys
from typing import Any

import socketio
from daphne.server import Server

from bench.systems.ticking import Order, Ticks, tell


class Overlays:
    """The conversation of the overlays' port."""

    def __init__(self, order: Order) -> None:
        self.server = socketio.AsyncServer(async_mode="asgi", cors_allowed_origins="*")
        self.server.on("logon", self._logon)
        self._states = order.states
        self._codes = [f"BENCH{place}" for place in range(order.matches)]
        self._ticks = Ticks(order.matches)
        self._begun = asyncio.Event()

    async def _logon(self, sid: str, argument: str) -> None:
        code = json.loads(argument)["groupCode"]
        await self.server.enter_room(sid, code)
        answer = json.dumps({"groupCode": code, "msg": f"Logon succeeded for group code {code}"})
        await self.server.emit("logon_success", answer, to=sid)

    async def broadcast(self) -> None:
        self._ticks.start()
        while True:
            await asyncio.sleep(self._ticks.wait())
            match, number = self._ticks.take()
            await self.server.emit("match_data", self._states[number], room=self._codes[match])

    def begin(self) -> None:
        """The reactor's loop is there: listen to the benchmark."""
        asyncio.get_event_loop().add_reader(sys.stdin, self._asked)
        tell("ready")

    def _asked(self) -> None:
        if sys.stdin.readline() == "go\n":
            self._broadcasting = asyncio.get_event_loop().create_task(self.broadcast())
        else:
            self._broadcasting.cancel()
            tell(self._ticks.report())


def main() -> None:
    order = Order()
    overlays = Overlays(order)
    application: Any = socketio.ASGIApp(overlays.server)
    endpoint = f"tcp:port={order.port}:interface=127.0.0.1"
    Server(application, [endpoint], ready_callable=overlays.begin, verbosity=0).run()


if __name__ == "__main__":
    main()
