"""Events that come before the logon: a client that was cut off sends what it held back first."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from realtime.server import Caller, StrictServer
from realtime.wire import argument

MOST_EVENTS = 1_000
MOST_BYTES = 256 * 1024
PATIENCE = 10.0  # seconds

TOO_LATE = "log on first"
TOO_MANY = "too much was sent before the logon"


@dataclass(slots=True)
class Early:
    """What one connection has sent before its logon; None once it has had its time."""

    events: deque[tuple[Caller, list[Any], int]] | None = field(default_factory=deque)
    size: int = 0


class Deferred:
    """One for each kind of client. Whoever takes too long is refused as ever."""

    def __init__(self, server: StrictServer) -> None:
        self._server = server
        self._by_sid: dict[str, Early] = {}

    def put_off(self, caller: Caller, args: list[Any]) -> bool:
        """Keep the event until the logon; False where its time is over.

        The oldest ones give way where they are too many. Raises UnreadableError.
        """
        size = len(argument(args))
        early = self._by_sid.get(caller.sid)
        if early is None:
            early = self._by_sid[caller.sid] = Early()
            asyncio.get_running_loop().call_later(PATIENCE, self._give_up, caller.sid, early)
        if early.events is None:
            return False
        early.events.append((caller, args, size))
        early.size += size
        while len(early.events) > MOST_EVENTS or early.size > MOST_BYTES:
            oldest, _, size = early.events.popleft()
            early.size -= size
            self._drop(oldest, TOO_MANY)
        return True

    def take(self, sid: str) -> list[tuple[Caller, list[Any]]]:
        """What this connection has sent so far, in order; it is logged on now."""
        early = self._by_sid.pop(sid, None)
        return [(caller, args) for caller, args, _ in (early and early.events) or ()]

    def forget(self, sid: str) -> None:
        """The connection is gone."""
        self._by_sid.pop(sid, None)

    def _give_up(self, sid: str, early: Early) -> None:
        if self._by_sid.get(sid) is not early or early.events is None:
            return
        for caller, _, _ in early.events:
            self._drop(caller, TOO_LATE)
        early.events = None

    def _drop(self, caller: Caller, why: str) -> None:
        """Counted, but no strike."""
        self._server.refusals.count("not_logged_on")
        if caller.reply:
            caller.reply({"ok": False, "error": why})
