"""The bus between processes: the channel layer, behind a door at which nobody waits.

What it carries are copies: each message stands for the newest of its kind, and a lost one is
made good by the next. So a layer that is slow or gone delays nothing but the copies.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Hashable
from typing import Any

from channels.layers import BaseChannelLayer

logger = logging.getLogger(__name__)

RETRY_AFTER = 1.0  # seconds
REJOIN_AFTER = 3600.0  # seconds; the in-memory layer forgets members after a day

Message = dict[str, Any]
Handler = Callable[[Message], None]


class Bus:
    """One per process. ``put`` never waits: per key the newest message wins."""

    def __init__(self, layer: BaseChannelLayer) -> None:
        self._layer = layer
        self._outbox: dict[tuple[str, Hashable], Message] = {}
        self._wake = asyncio.Event()
        self.failures = 0

    def put(self, group: str, key: Hashable, message: Message) -> None:
        """Send the message to the group, in place of one of the same key not yet sent."""
        self._outbox[group, key] = message
        self._wake.set()

    async def run(self) -> None:
        """Send until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._outbox:
                target = next(iter(self._outbox))
                await self._send(target[0], self._outbox.pop(target))

    async def _send(self, group: str, message: Message) -> None:
        try:
            await self._layer.group_send(group, message)
        except Exception as error:
            # Each layer raises what its client library raises; what it carries is a copy.
            self._failed("sending", error)
            await asyncio.sleep(RETRY_AFTER)

    async def listen(
        self, group: str, handler: Handler, joined: Callable[[], None] | None = None
    ) -> None:
        """Hand every message of the group to the handler, until cancelled.

        ``joined`` is called whenever listening begins: what was sent before was missed.
        """
        while True:
            try:
                await self._listen(group, handler, joined)
            except Exception as error:
                self._failed("listening", error)
                await asyncio.sleep(RETRY_AFTER)

    async def _listen(
        self, group: str, handler: Handler, joined: Callable[[], None] | None
    ) -> None:
        channel = await self._layer.new_channel()
        await self._layer.group_add(group, channel)
        rejoin_at = time.monotonic() + REJOIN_AFTER
        if joined:
            joined()
        while True:
            handler(await self._layer.receive(channel))
            if time.monotonic() >= rejoin_at:
                await self._layer.group_add(group, channel)
                rejoin_at = time.monotonic() + REJOIN_AFTER

    def _failed(self, doing: str, error: Exception) -> None:
        self.failures += 1
        logger.error("bus: %s failed (%s): %s", doing, type(error).__name__, error)
