"""A logon while something of ours is broken: never let in."""

import json
from typing import Any

import pytest
from django.db import OperationalError

from matches.sockets import observers as module
from matches.sockets.feeders import Feeders
from matches.sockets.observers import Observers
from realtime.refusals import Refusals
from realtime.server import Caller
from tests.wire.crew import logon_packet


class Server:
    """Stands in for the Socket.IO server: keeps what it was to send."""

    def __init__(self) -> None:
        self.refusals = Refusals()
        self.told: list[Any] = []
        self.disconnected: list[str] = []

    def tell(self, sid: str, event: str, body: dict[str, Any]) -> None:
        self.told.append((event, body))

    async def disconnect(self, sid: str) -> None:
        self.disconnected.append(sid)


async def test_a_database_error_at_logon_is_an_unknown_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def database_is_away(*_: Any, **__: Any) -> None:
        raise OperationalError("could not connect to server at 10.0.0.5")

    monkeypatch.setattr(module, "in_thread", database_is_away)
    server, feeders = Server(), Feeders(lambda match, observers: None)
    observers = Observers(server, None, feeders, None)  # type: ignore[arg-type]
    packet = json.dumps(logon_packet("a key", "HARBOUR1"))
    await observers.logon(Caller("sid", "eio", None), [packet])
    answer = {"type": "authenticate", "value": False, "reason": "Unknown Error"}
    assert server.told == [("obs_logon_ack", answer)]
    assert server.disconnected == ["sid"]
    assert feeders.get("sid") is None
