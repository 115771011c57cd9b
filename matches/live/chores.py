"""Work for a match that nobody waits for: snapshots, the archive. One piece at a time."""

import asyncio
import logging
import time
from collections.abc import Callable, Hashable

from django.db import Error as DatabaseError

from spectra_site.threads import in_thread

logger = logging.getLogger(__name__)

REST = 9  # times as long as a piece took: the interpreter is for the matches on air

Work = Callable[[], object]
Then = Callable[[], None]


class Chores:
    """One per process. A later piece of work of the same key takes the place of an earlier one."""

    def __init__(self) -> None:
        self._todo: dict[Hashable, tuple[Work, Then | None]] = {}
        self._wake = asyncio.Event()
        self._done = asyncio.Event()
        self._done.set()
        self._hurry = False

    def ask(self, key: Hashable, work: Work, then: Then | None = None) -> None:
        """Have the work done in a thread, some time soon; ``then`` is called if it succeeds."""
        self._todo[key] = (work, then)
        self._wake.set()
        self._done.clear()

    async def finished(self) -> None:
        """Wait until there is nothing left to do."""
        self._hurry = True
        await self._done.wait()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._todo:
                key = next(iter(self._todo))
                began = time.monotonic()
                await self._do(key, *self._todo.pop(key))
                if not self._hurry:
                    await asyncio.sleep(REST * (time.monotonic() - began))
            self._done.set()

    async def _do(self, key: Hashable, work: Work, then: Then | None) -> None:
        try:
            await in_thread(work)
            if then:
                then()
        except DatabaseError as error:
            # What these are for can be made again from the log.
            logger.error("chore %s: %s", key, error)
        except Exception:
            logger.exception("chore %s failed", key)
