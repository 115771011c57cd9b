"""The bus between processes: the channel layer, behind a door at which nobody waits.

What is ``put`` are copies: each message stands for the newest of its kind, and a lost one is
made good by the next. What is ``posted`` are events: each is sent, in order, as far as there is
room for them to wait. A layer that is slow or gone delays nothing but these.
"""

import asyncio
import logging
import secrets
import time
from collections import Counter, deque
from collections.abc import Callable, Hashable
from typing import Any

from channels.layers import BaseChannelLayer

logger = logging.getLogger(__name__)

TURN = 0.002  # seconds of work after which everybody else has a turn
RETRY_AFTER = 1.0  # seconds
BATCH = 100  # items in one message
MOST_POSTED = 10_000  # items of a group that wait; beyond it the oldest are lost
REJOIN_AFTER = 3600.0  # seconds; the in-memory layer forgets members after a day

Message = dict[str, Any]
Handler = Callable[[Message], None]


class Bus:
    """One per process. ``failures`` and ``lost`` count attempts to send or listen, and items."""

    def __init__(self, layer: BaseChannelLayer) -> None:
        self._layer = layer
        self._outbox: dict[tuple[str, Hashable], Message] = {}
        self._name = secrets.token_hex(8)
        self._posted: dict[str, deque[tuple[int, Any]]] = {}
        self._numbers: Counter[str] = Counter()  # of the newest item of each group
        self._wake = asyncio.Event()
        self._turn_ends = 0.0
        self.failures = 0
        self.lost = 0

    def put(self, group: str, key: Hashable, message: Message) -> None:
        """Send the message to the group, in place of one of the same key not yet sent."""
        self._outbox[group, key] = message
        self._wake.set()

    def post(self, group: str, item: Any) -> None:
        """Send the item to the group, after those posted before.

        It is of types that JSON has. Listeners get it as one of the ``items`` of a message.
        """
        self._numbers[group] += 1
        self._posted.setdefault(group, deque()).append((self._numbers[group], item))
        self._make_room(group)
        self._wake.set()

    async def run(self) -> None:
        """Send until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._outbox or self._posted:
                if self._outbox:
                    target = next(iter(self._outbox))
                    await self._send(target[0], self._outbox.pop(target))
                if self._posted:
                    await self._send_posted(next(iter(self._posted)))
                await self._give_way()

    async def _send_posted(self, group: str) -> None:
        waiting = self._posted.pop(group)
        batch = [waiting.popleft() for _ in range(min(BATCH, len(waiting)))]
        if waiting:
            self._posted[group] = waiting  # behind the other groups
        items = [item for _, item in batch]
        message = {"type": "posted", "sender": self._name, "first": batch[0][0], "items": items}
        if not await self._send(group, message):
            self._posted.setdefault(group, deque()).extendleft(reversed(batch))
            self._make_room(group)

    async def _send(self, group: str, message: Message) -> bool:
        try:
            await self._layer.group_send(group, message)
        except Exception as error:
            # Each layer raises what its client library raises.
            self._failed("sending", error)
            await asyncio.sleep(RETRY_AFTER)
            return False
        return True

    async def listen(
        self, group: str, handler: Handler, joined: Callable[[], None] | None = None
    ) -> None:
        """Hand every message of the group to the handler, until cancelled.

        ``joined`` is called whenever listening begins: what was sent before was missed.
        """
        seen: dict[str, int] = {}
        while True:
            try:
                await self._listen(group, handler, joined, seen)
            except Exception as error:
                self._failed("listening", error)
                await asyncio.sleep(RETRY_AFTER)

    async def _listen(
        self,
        group: str,
        handler: Handler,
        joined: Callable[[], None] | None,
        seen: dict[str, int],
    ) -> None:
        channel = await self._layer.new_channel()
        await self._layer.group_add(group, channel)
        rejoin_at = time.monotonic() + REJOIN_AFTER
        if joined:
            joined()
        while True:
            if message := _unseen(await self._layer.receive(channel), seen):
                handler(message)
            await self._give_way()
            if time.monotonic() >= rejoin_at:
                await self._layer.group_add(group, channel)
                rejoin_at = time.monotonic() + REJOIN_AFTER

    def _make_room(self, group: str) -> None:
        waiting = self._posted[group]
        while len(waiting) > MOST_POSTED:
            waiting.popleft()
            if not self.lost:
                logger.error("bus: an item is lost (further ones are counted, not logged)")
            self.lost += 1

    async def _give_way(self) -> None:
        """A layer in memory never waits for anything: nobody else would have a turn."""
        if time.monotonic() > self._turn_ends:
            await asyncio.sleep(0)
            self._turn_ends = time.monotonic() + TURN

    def _failed(self, doing: str, error: Exception) -> None:
        self.failures += 1
        logger.error("bus: %s failed (%s): %s", doing, type(error).__name__, error)


def _unseen(message: Message, seen: dict[str, int]) -> Message | None:
    """The message without posted items that came before; ``seen`` has each sender's newest number.

    A layer whose answer is late has taken a message all the same: it is then sent twice.
    """
    if message.get("type") != "posted":
        return message
    sender, first, items = message["sender"], message["first"], message["items"]
    known = max(0, seen.get(sender, 0) + 1 - first)
    if known >= len(items):
        return None
    seen[sender] = first + len(items) - 1
    return {**message, "items": items[known:]}
