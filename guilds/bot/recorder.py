"""Takes what the bot heard, stores it in order, and hands on what is to be told.

Everything goes through one queue and one thread, so the events of a guild keep their order. What
has gathered while one transaction ran goes into the next. While the database is away the events
wait here, up to a number; what comes beyond it is lost, and counted.
"""

import asyncio
import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from django import db

from guilds.values import Live

logger = logging.getLogger(__name__)

QUEUE_LIMIT = 20_000  # jobs
BATCH_LIMIT = 50  # in one transaction: where the database has one writer, others wait for it
RETRY_AFTER = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)  # seconds between tries while it is away
STORE_WITHIN = 10.0  # seconds that what is queued has at the end
AWAY = (db.OperationalError, db.InterfaceError)

Job = Callable[[], Sequence[Live] | None]
Deliver = Callable[[Live], None]
"""Gets each live event after its commit, in the event loop, in order; must not wait."""


class Recorder:
    """``counts`` has stored, refused (by the database or ourselves), overflowed, undelivered."""

    def __init__(self, deliver: Deliver) -> None:
        self.counts: Counter[str] = Counter()
        self._deliver = deliver
        self._queue: deque[Job] = deque()
        self._writing = 0
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._away_since: float | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="recorder")

    def put(self, job: Job) -> bool:
        """Queue it; False, and counted, where there is no more room."""
        if self.waiting >= QUEUE_LIMIT:
            self.counts["overflowed"] += 1
            return False
        self._queue.append(job)
        self._idle.clear()
        self._wake.set()
        return True

    @property
    def waiting(self) -> int:
        """Jobs that are not stored yet."""
        return len(self._queue) + self._writing

    @property
    def away_for(self) -> float:
        """Seconds since the database went away; 0 while it is there."""
        return 0.0 if self._away_since is None else time.monotonic() - self._away_since

    async def flushed(self) -> None:
        """Wait until everything queued is stored."""
        await self._idle.wait()

    async def finish(self) -> None:
        """Wait for what is queued, but not for ever."""
        try:
            await asyncio.wait_for(self.flushed(), STORE_WITHIN)
        except TimeoutError:
            logger.error("%s events were not stored before the end", self.waiting)

    async def run(self) -> None:
        """Store until cancelled."""
        try:
            while True:
                await self._wake.wait()
                batch = [self._queue.popleft() for _ in range(min(BATCH_LIMIT, len(self._queue)))]
                self._writing = len(batch)
                await self._store(batch)
                self._writing = 0
                if not self._queue:
                    self._wake.clear()
                    self._idle.set()
        finally:
            closing = asyncio.wrap_future(self._thread.submit(db.connections.close_all))
            self._thread.shutdown(wait=False)
            await asyncio.wait({closing}, timeout=1)

    async def _store(self, batch: list[Job]) -> None:
        """All of them in one transaction; one by one, where one of them can't be stored."""
        try:
            lives = await self._try(batch)
        except Exception as error:
            if len(batch) > 1:
                for job in batch:
                    await self._store([job])
                return
            self.counts["refused"] += 1
            # Not the error's text: a database quotes the row.
            logger.error("an event can't be stored: %s", type(error).__name__)
            return
        self.counts["stored"] += len(batch)
        for live in lives:
            self._hand_on(live)

    async def _try(self, batch: list[Job]) -> list[Live]:
        """Until the database is there; raises what it has against the batch."""
        loop = asyncio.get_running_loop()
        tries = 0
        while True:
            try:
                lives = await loop.run_in_executor(self._thread, _in_one_transaction, batch)
            except AWAY as error:
                self._is_away(error)
                await asyncio.sleep(RETRY_AFTER[min(tries, len(RETRY_AFTER) - 1)])
                tries += 1
            else:
                self._is_there()
                return lives

    def _hand_on(self, live: Live) -> None:
        try:
            self._deliver(live)
        except Exception:
            self.counts["undelivered"] += 1
            logger.exception("%s was stored and could not be handed on", live.event)

    def _is_away(self, error: Exception) -> None:
        if self._away_since is None:
            self._away_since = time.monotonic()
            logger.error("database away, %s events wait: %s", self.waiting, error)

    def _is_there(self) -> None:
        if self._away_since is not None:
            logger.warning("database there again after %.1f s", self.away_for)
            self._away_since = None


def _in_one_transaction(batch: list[Job]) -> list[Live]:
    try:
        with db.transaction.atomic():
            return [live for job in batch for live in job() or ()]
    except db.Error:
        db.connections.close_all()  # the next try begins on a new connection
        raise
