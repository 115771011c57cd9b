"""The commit loop: everything received goes into the log first, and is shown after.

It takes all that is queued, of all matches, writes it in one transaction in a thread of its own,
and loops. With no load an event waits for one commit; under load the commits grow.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from django import db

from matches.engine.events import MatchStart, canonical, event_type
from matches.live.match import Entry, LiveMatch
from matches.services import log

logger = logging.getLogger(__name__)

QUEUE_LIMIT = 20_000  # events; beyond it, readers wait
RETRY_AFTER = (0.1, 0.2, 0.5, 1.0, 2.0)  # seconds between tries while the database is away

Append = Callable[[Sequence[log.Chunk]], set[int]]


class CommitLoop:
    """One per process. ``folded`` and ``deposed`` are called in the event loop."""

    def __init__(
        self,
        folded: Callable[[list[Entry]], None],
        deposed: Callable[[LiveMatch], None],
        append: Append = log.append,
    ) -> None:
        self._folded = folded
        self._deposed = deposed
        self._append = append
        self._queue: list[Entry] = []
        self._wake = asyncio.Event()
        self._below_limit = asyncio.Event()
        self._below_limit.set()
        self._idle = asyncio.Event()
        self._idle.set()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="commit")
        self.failures = 0

    def put(self, entry: Entry) -> None:
        """Queue an event; its match's ``waiting`` counts it until it is folded."""
        entry.match.waiting += 1
        self._queue.append(entry)
        self._wake.set()
        self._idle.clear()
        if len(self._queue) >= QUEUE_LIMIT:
            self._below_limit.clear()

    async def room(self) -> None:
        """Wait until the queue can take more."""
        await self._below_limit.wait()

    async def flushed(self) -> None:
        """Wait until everything queued is in the log and folded."""
        await self._idle.wait()

    async def run(self) -> None:
        """Commit until cancelled."""
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                batch, self._queue = self._queue, []
                self._below_limit.set()
                await self._commit(batch)
                if not self._queue:
                    self._idle.set()
        finally:
            self._thread.submit(db.connections.close_all)
            self._thread.shutdown(wait=False)

    async def _commit(self, batch: list[Entry]) -> None:
        chunks = _chunks(batch)
        matches = {entry.match.pk: entry.match for entry in batch}
        lost = await self._write(chunks)
        for chunk in chunks:
            if chunk.match_pk not in lost:
                matches[chunk.match_pk].seq = chunk.rows[-1].seq
        self._folded([entry for entry in batch if entry.match.pk not in lost])
        for pk in lost:
            self._deposed(matches[pk])
        for entry in batch:
            if entry.match.pk in lost and entry.reply:
                entry.reply({"ok": False, "error": "another server took this match over"})

    async def _write(self, chunks: list[log.Chunk]) -> set[int]:
        """Try until the database takes it; events wait in memory meanwhile, none is dropped."""
        loop = asyncio.get_running_loop()
        tries = 0
        while True:
            try:
                return await loop.run_in_executor(self._thread, self._append_fresh, chunks)
            except (db.IntegrityError, db.DataError):
                if len(chunks) == 1:
                    logger.exception("match %s: its log refuses the event", chunks[0].match_pk)
                    return {chunks[0].match_pk}
                # One match's log is at odds with us: the others must not suffer.
                return set().union(*[await self._write([chunk]) for chunk in chunks])
            except db.Error as error:
                self.failures += 1
                logger.error("database away, %s events wait: %s", len(self._queue), error)
                await asyncio.sleep(RETRY_AFTER[min(tries, len(RETRY_AFTER) - 1)])
                tries += 1

    def _append_fresh(self, chunks: list[log.Chunk]) -> set[int]:
        try:
            return self._append(chunks)
        except db.Error:
            db.connections.close_all()  # the next try begins on a new connection
            raise


def _chunks(batch: list[Entry]) -> list[log.Chunk]:
    """Number the entries, match by match, and make them rows."""
    by_match: dict[LiveMatch, list[Entry]] = {}
    for entry in batch:
        by_match.setdefault(entry.match, []).append(entry)
    return [_chunk(match, entries) for match, entries in by_match.items()]


def _chunk(match: LiveMatch, entries: list[Entry]) -> log.Chunk:
    match_id = None
    for seq, entry in enumerate(entries, match.seq + 1):
        entry.seq = seq
        if isinstance(entry.event, MatchStart):
            match_id = entry.event.data
    return log.Chunk(match.pk, match.epoch, [_row(entry) for entry in entries], match_id)


def _row(entry: Entry) -> log.Row:
    event = entry.event
    return log.Row(entry.seq, entry.received_ms, entry.source, event_type(event), canonical(event))
