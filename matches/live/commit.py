"""The commit loop: everything received goes into the log first, and is shown after.

It takes all that is queued, of all matches, writes it in one transaction in a thread of its own,
and loops. With no load an event waits for one commit; under load the commits grow.

While the database is away, the show goes on: events are folded and shown as they come, marked
unsaved and not acknowledged, until there are too many of them or it has lasted too long. Then
readers wait, so that the clients hold their events back. When the database is there again, all
of it is written, in order.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from django import db

from matches.live.match import Entry, LiveMatch
from matches.live.numbering import chunks_of
from matches.services import log
from spectra_site.threads import step_back

logger = logging.getLogger(__name__)

BATCH_LIMIT = 2_000  # events in one commit
BUSY_LIMIT = 2 * BATCH_LIMIT  # events not yet written; with more, everybody would wait long
UNSAVED_LIMIT = 20_000  # events shown unsaved; beyond it, readers wait
FOLD_AT_ONCE = 100  # events, then everybody else has a turn
LET_IN_AT_ONCE = 4  # clients, likewise
OUTAGE_LIMIT = 30.0  # seconds for which events are shown unsaved; after it, readers wait
SLOW_COMMIT = 1.0  # seconds; one that takes longer is taken for an outage
RETRY_AFTER = (0.1, 0.2, 0.5, 1.0, 2.0)  # seconds between tries while the database is away

Append = Callable[[Sequence[log.Chunk]], set[int]]
Fold = Callable[[list[Entry]], None]


class CommitLoop:
    """One per process. Its callbacks run in the event loop.

    ``fold`` gets entries to show; ``saved`` a match of which more has reached the log;
    ``deposed`` one that turned out to be another process's.
    """

    def __init__(
        self,
        fold: Fold,
        saved: Callable[[LiveMatch], None],
        deposed: Callable[[LiveMatch], None],
        append: Append = log.append,
    ) -> None:
        self._fold = fold
        self._saved = saved
        self._deposed = deposed
        self._append = append
        self._queue: list[Entry] = []
        self._writing = 0
        self._wake = asyncio.Event()
        self._held: list[Callable[[], None]] = []
        self._room = asyncio.Event()
        self._room.set()
        self._idle = asyncio.Event()
        self._idle.set()
        self._written = asyncio.Event()  # a new one for each commit
        self._thread = ThreadPoolExecutor(1, "commit", initializer=step_back)
        self._away_since: float | None = None
        self._told = False  # that readers wait for the database
        self.failures = 0

    def put(self, entry: Entry) -> None:
        """Queue an event; its match's ``waiting`` counts it until it is folded."""
        entry.match.waiting += 1
        entry.match.unsaved += 1
        self._queue.append(entry)
        if self._away_since is not None:
            self._show([entry])
        self._wake.set()
        self._idle.clear()
        self._make_room()

    async def room(self) -> None:
        """Wait until more can be taken."""
        await self._room.wait()

    def when_room(self, go_on: Callable[[], None]) -> None:
        """Call this, once, as soon as more can be taken."""
        self._held.append(go_on)

    async def flushed(self) -> None:
        """Wait until everything queued is in the log and folded."""
        await self._idle.wait()

    async def saved(self, match: LiveMatch) -> None:
        """Wait until every event of this match is in the log."""
        while match.unsaved:
            await self._written.wait()

    @property
    def unsaved(self) -> int:
        """How many events are not in the log yet."""
        return len(self._queue) + self._writing

    @property
    def away_for(self) -> float:
        """Seconds since the database went away; 0 while it is there."""
        return 0.0 if self._away_since is None else time.monotonic() - self._away_since

    @property
    def full(self) -> bool:
        """Whether readers have to wait, if only for a moment."""
        return not self._room.is_set()

    @property
    def stalled(self) -> bool:
        """Whether readers have to wait for the database to come back."""
        return self.full and self._away_since is not None

    async def run(self) -> None:
        """Commit until cancelled."""
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                batch, self._queue = self._queue[:BATCH_LIMIT], self._queue[BATCH_LIMIT:]
                self._writing = len(batch)
                await self._commit(batch)
                self._writing = 0
                self._make_room()
                self._written.set()
                self._written = asyncio.Event()
                if self._queue:
                    self._wake.set()
                else:
                    self._idle.set()
        finally:
            closing = asyncio.wrap_future(self._thread.submit(db.connections.close_all))
            self._thread.shutdown(wait=False)
            await asyncio.wait({closing}, timeout=1)

    async def _commit(self, batch: list[Entry]) -> None:
        chunks = chunks_of(batch)
        lost = await self._write(chunks, batch)
        self._away_since = None
        kept = [entry for entry in batch if entry.match.pk not in lost]
        for start in range(0, len(kept), FOLD_AT_ONCE):
            self._accepted(kept[start : start + FOLD_AT_ONCE])
            await asyncio.sleep(0)
        self._give_up([entry for entry in batch if entry.match.pk in lost])

    def _accepted(self, entries: list[Entry]) -> None:
        self._show(entries)
        for entry in entries:
            entry.match.seq = entry.seq
            entry.match.last_saved_ms = entry.received_ms
            entry.match.unsaved -= 1
            if entry.reply:
                entry.reply({"ok": True, "seq": entry.seq})
        for match in dict.fromkeys(entry.match for entry in entries):
            self._saved(match)

    def _show(self, entries: list[Entry]) -> None:
        """Fold those that are not folded yet."""
        fresh = [entry for entry in entries if not entry.folded]
        for entry in fresh:
            entry.folded = True
            entry.match.waiting -= 1
        if fresh:
            self._fold(fresh)

    def _give_up(self, entries: list[Entry]) -> None:
        for entry in entries:  # answers first: the connections are about to be ended
            entry.match.unsaved -= 1
            if entry.reply:
                entry.reply({"ok": False, "error": "another server took this match over"})
        for match in dict.fromkeys(entry.match for entry in entries):
            self._deposed(match)

    async def _write(self, chunks: list[log.Chunk], batch: list[Entry]) -> set[int]:
        """Try until the database takes it; the matches that turn out not to be ours."""
        loop = asyncio.get_running_loop()
        tries = 0
        while True:
            try:
                commit = loop.run_in_executor(self._thread, self._append_fresh, chunks)
                if not (await asyncio.wait({commit}, timeout=SLOW_COMMIT))[0]:
                    self._away(batch, f"a commit takes over {SLOW_COMMIT} s")
                return await commit
            except (db.IntegrityError, db.DataError):
                if len(chunks) == 1:
                    logger.exception("match %s: its log refuses the event", chunks[0].match_pk)
                    return {chunks[0].match_pk}
                # One match's log is at odds with us: the others must not suffer.
                return set().union(*[await self._write([chunk], batch) for chunk in chunks])
            except db.Error as error:
                self.failures += 1
                self._away(batch, str(error))
                await asyncio.sleep(RETRY_AFTER[min(tries, len(RETRY_AFTER) - 1)])
                self._make_room()
                tries += 1

    def _append_fresh(self, chunks: list[log.Chunk]) -> set[int]:
        try:
            return self._append(chunks)
        except db.Error:
            db.connections.close_all()  # the next try begins on a new connection
            raise

    def _away(self, batch: list[Entry], why: str) -> None:
        logger.error("database away, %s events unsaved: %s", self.unsaved, why)
        if self._away_since is None:
            self._away_since = time.monotonic()
            self._show([*batch, *self._queue])
            self._make_room()  # for the show, which goes on

    def _make_room(self) -> None:
        away = self._away_since is not None
        limit = UNSAVED_LIMIT if away else BUSY_LIMIT
        full = self.unsaved >= limit or self.away_for >= OUTAGE_LIMIT
        if full and self._room.is_set():
            self._room.clear()
        elif not full and self.unsaved <= limit // 2 and not self._room.is_set():
            self._room.set()
            asyncio.get_running_loop().call_soon(self._let_in)
        self._tell(stalled=away and full)

    def _let_in(self) -> None:
        """A few of those who wait for room, then the next: each comes with all that it held."""
        now, self._held = self._held[:LET_IN_AT_ONCE], self._held[LET_IN_AT_ONCE:]
        for go_on in now:
            go_on()
        if self._held and not self.full:
            asyncio.get_running_loop().call_soon(self._let_in)

    def _tell(self, *, stalled: bool) -> None:
        if stalled and not self._told:
            logger.error("%s events unsaved: readers wait", self.unsaved)
        elif self._told and not stalled:
            logger.warning("readers go on")
        self._told = stalled
