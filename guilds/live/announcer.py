"""Tells the processes with rooms what happens in this one: events, changes, grants taken."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from channels import DEFAULT_CHANNEL_LAYER
from channels.layers import channel_layers
from django.db import transaction
from django.db.models.signals import post_save

from guilds.live.names import CHANGES, LIVES, WITHDRAWN
from guilds.models import EVENTS
from guilds.services.grants import withdrawn
from guilds.values import Live
from realtime.bus import Bus

CHANGES_EVERY = 0.5  # seconds for which changed guilds are gathered


class Announcer:
    """One per process that stores events or takes grants; nobody waits for it.

    Between ``start`` and ``stop`` it hears of whatever is committed, in any thread.
    """

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._loop: asyncio.AbstractEventLoop | None = None
        self._changed: set[int] = set()

    def start(self) -> None:
        """To be called in the event loop."""
        self._loop = asyncio.get_running_loop()
        withdrawn.connect(self._on_withdrawn)
        for table in EVENTS:
            post_save.connect(self._on_stored, sender=table)

    def stop(self) -> None:
        withdrawn.disconnect(self._on_withdrawn)
        for table in EVENTS:
            post_save.disconnect(self._on_stored, sender=table)

    def deliver(self, live: Live) -> None:
        """A live event, for the room of its guild. To be called in the event loop."""
        self._bus.post(LIVES, [live.room_guild_id, live.event, live.payload])

    def _on_withdrawn(self, user_id: int, **_: Any) -> None:
        self._in_loop(self._bus.put, WITHDRAWN, user_id, {"type": "withdrawn", "user": user_id})

    def _on_stored(self, instance: Any, **_: Any) -> None:
        """Whatever is stored, typing too, changes what there is to count about its guild."""
        note = partial(self._in_loop, self._note_change, instance.guild_id)
        transaction.on_commit(note, robust=True)

    def _in_loop(self, call: Any, *args: Any) -> None:
        assert self._loop  # noqa: S101  (the signals are connected in start alone)
        self._loop.call_soon_threadsafe(call, *args)

    def _note_change(self, guild_id: int) -> None:
        if not self._changed:
            asyncio.get_running_loop().call_later(CHANGES_EVERY, self._tell_changes)
        self._changed.add(guild_id)

    def _tell_changes(self) -> None:
        self._bus.post(CHANGES, sorted(self._changed))
        self._changed.clear()


@asynccontextmanager
async def announcing() -> AsyncIterator[Announcer]:
    """An announcer for a process that serves no rooms itself: they hear of it through Redis."""
    bus = Bus(channel_layers[DEFAULT_CHANNEL_LAYER])
    announcer = Announcer(bus)
    sending = asyncio.create_task(bus.run())
    announcer.start()
    try:
        yield announcer
    finally:
        announcer.stop()
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
