"""The ingest port as a simulated observer meets it, without a match behind it."""

import json
from typing import Any

from tests.support.socket_server import SocketServer

SECRET = "SECRET123456"


class Ingest:
    """A server that takes one match, hangs up after its end, and can be told to misbehave."""

    def __init__(self, server: SocketServer) -> None:
        self.server = server
        self.refusal = ""
        self.refusals_left = 1
        self.next_secret = SECRET
        server.on("obs_logon", self._log_on)
        server.on("obs_data", self._take)

    @property
    def logons(self) -> list[dict[str, Any]]:
        return [data for event, data in self.server.received if event == "obs_logon"]

    @property
    def packets(self) -> list[dict[str, Any]]:
        return [data for event, data in self.server.received if event == "obs_data"]

    async def _log_on(self, sid: str, data: dict[str, Any]) -> None:
        refused = bool(self.refusal) and self.refusals_left > 0
        self.refusals_left -= refused
        known = data.get("groupSecret") == self.next_secret
        welcome = "reconnected" if known else self.next_secret
        answer = {
            "type": "authenticate",
            "value": not refused,
            "reason": self.refusal if refused else welcome,
        }
        await self.server.sio.emit("obs_logon_ack", json.dumps(answer), to=sid)
        if refused:
            await self.server.sio.disconnect(sid)

    async def _take(self, sid: str, data: dict[str, Any]) -> None:
        if data["type"] == "round_info" and data["data"]["roundPhase"] == "game_end":
            await self.server.sio.disconnect(sid)
