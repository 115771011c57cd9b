"""The newest state of each groupCode goes on to its room, in whatever order states arrive."""

from collections.abc import Callable

from matches.live.groups import OWNERS, STATES
from realtime.bus import Bus, Message

Show = Callable[[str, str], None]
"""(group_code, state as JSON text) -> to everyone in that room, and whoever joins it."""
Over = Callable[[str], None]
"""(group_code): its match is over, and whoever joins now is shown nothing."""


class Broadcaster:
    """One per process that serves overlays."""

    def __init__(self, bus: Bus, show: Show, over: Over) -> None:
        self._bus = bus
        self._show = show
        self._over = over
        self._newest: dict[str, list[int]] = {}  # (match, epoch, version) by group_code

    async def run(self) -> None:
        """Receive states until cancelled; first ask the owners for what they have."""
        await self._bus.listen(STATES, self.receive, joined=self._ask)

    def _ask(self) -> None:
        self._bus.put(OWNERS, "refresh", {"type": "match.refresh"})

    def receive(self, message: Message) -> None:
        """Pass the state on, unless it is not newer than what was."""
        group_code, order = message["group_code"], message["order"]
        if order <= self._newest.get(group_code, []):
            return
        self._newest[group_code] = order
        self._show(group_code, message["body"])
        if message["final"]:
            self._over(group_code)
