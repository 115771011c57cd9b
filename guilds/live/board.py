"""How many listen to each guild, over all processes: figures that each of them puts on the bus."""

import asyncio
import secrets
from collections.abc import Callable, Mapping

from guilds.live.names import LISTENERS
from realtime.bus import Bus, Message
from spectra_site.clock import now_ms

EVERY = 2.0  # seconds
FRESH_MS = 10_000  # figures older than this are of a process that is gone

Counts = Callable[[], Mapping[int, int]]
"""How many sockets of this process are in a room of each guild, by its id."""


async def report(bus: Bus, counts: Counts) -> None:
    """Tell what this process knows, until cancelled."""
    process = secrets.token_hex(8)
    while True:
        listeners = {str(guild_id): count for guild_id, count in counts().items()}
        message = {"type": "listeners", "process": process, "at": now_ms(), "guilds": listeners}
        bus.put(LISTENERS, process, message)
        await asyncio.sleep(EVERY)


class Board:
    """The newest figures of each process."""

    def __init__(self) -> None:
        self._by_process: dict[str, Message] = {}

    async def run(self, bus: Bus) -> None:
        """Receive figures until cancelled."""
        await bus.listen(LISTENERS, self.receive)

    def receive(self, message: Message) -> None:
        self._by_process[message["process"]] = message
        oldest = now_ms() - FRESH_MS
        self._by_process = {p: m for p, m in self._by_process.items() if m["at"] >= oldest}

    def listeners(self, guild_id: int) -> int:
        """How many sockets are in a room of the guild."""
        oldest = now_ms() - FRESH_MS
        fresh = [m for m in tuple(self._by_process.values()) if m["at"] >= oldest]
        return sum(message["guilds"].get(str(guild_id), 0) for message in fresh)


board = Board()
"""The board of this process; empty where no web role runs."""
