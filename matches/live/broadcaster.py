"""The newest state of each groupCode, and the rooms that it goes to."""

from collections.abc import Callable
from dataclasses import dataclass

from matches.live.bus import OWNERS, STATES, Bus, Message

Send = Callable[[str, str], None]
"""(group_code, state as JSON text) -> to everyone in that room."""


@dataclass(slots=True)
class Newest:
    """``order`` is (match, epoch, version): states can overtake each other on the bus."""

    order: list[int]
    body: str | None  # None: that match is over


class Broadcaster:
    """One per process that serves overlays."""

    def __init__(self, bus: Bus, send: Send) -> None:
        self._bus = bus
        self._send = send
        self._newest: dict[str, Newest] = {}

    async def run(self) -> None:
        """Receive states until cancelled; first ask the owners for what they have."""
        await self._bus.listen(STATES, self.receive, joined=self._ask)

    def _ask(self) -> None:
        self._bus.put(OWNERS, "refresh", {"type": "match.refresh"})

    def current(self, group_code: str) -> str | None:
        """The state that an overlay which joins now is to get, if its match is live."""
        newest = self._newest.get(group_code)
        return newest.body if newest else None

    def receive(self, message: Message) -> None:
        """Send the state on, unless it is not newer than what was sent."""
        group_code, order = message["group_code"], message["order"]
        known = self._newest.get(group_code)
        if known and known.order >= order:
            return
        body = message["body"]
        self._newest[group_code] = Newest(order, None if message["final"] else body)
        self._send(group_code, body)
