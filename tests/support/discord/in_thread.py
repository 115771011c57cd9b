"""The fake Discord in a thread of its own, for tests that wait for processes."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from tests.support.discord.community import Community, Event
from tests.support.discord.server import PATIENCE_S, FakeDiscord


class DiscordInThread:
    def __init__(self, fake: FakeDiscord, loop: asyncio.AbstractEventLoop) -> None:
        self.fake = fake
        self._loop = loop

    def tell(self, *events: Event) -> None:
        """Let it happen."""
        self.run(self.fake.tell(*events))

    def run(self, work: Coroutine[Any, Any, Any]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_S)

    def wait_for(self, true: Callable[[FakeDiscord], Any]) -> None:
        """Wait for it, and fail if it does not come."""
        deadline = time.monotonic() + PATIENCE_S
        while not true(self.fake):
            assert time.monotonic() < deadline, "it did not come"
            time.sleep(0.01)


@contextmanager
def discord_in_thread(*communities: Community) -> Iterator[DiscordInThread]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="fake-discord")
    thread.start()
    discord = DiscordInThread(FakeDiscord(*communities), loop)
    try:
        discord.run(discord.fake.start())
        yield discord
        discord.run(discord.fake.stop())
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE_S)
        loop.close()
