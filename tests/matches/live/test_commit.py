"""Nothing is shown before it is in the log, and nothing that waits is lost."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from django.db import IntegrityError, OperationalError

from matches.live import commit
from matches.live.commit import CommitLoop
from matches.live.match import Entry, LiveMatch
from matches.services.log import Chunk
from tests.matches.live.cast import entry, live_match


class Log:
    """Stands in for the database: keeps what it is given, and fails when told to."""

    def __init__(self) -> None:
        self.commits: list[list[Chunk]] = []
        self.failures: list[Exception] = []
        self.bad_match: int | None = None
        self.taken_over: set[int] = set()
        self.open = threading.Event()
        self.open.set()

    def append(self, chunks: Sequence[Chunk]) -> set[int]:
        self.open.wait(5)
        if self.failures:
            raise self.failures.pop(0)
        if any(chunk.match_pk == self.bad_match for chunk in chunks):
            raise IntegrityError("UNIQUE constraint failed")
        self.commits.append(list(chunks))
        return self.taken_over & {chunk.match_pk for chunk in chunks}

    def seqs(self, match_pk: int) -> list[int]:
        chunks = [chunk for commit in self.commits for chunk in commit]
        return [row.seq for chunk in chunks if chunk.match_pk == match_pk for row in chunk.rows]


class Recorder:
    """What the loop has folded, and which matches it has given up."""

    def __init__(self) -> None:
        self.folded: list[Entry] = []
        self.deposed: list[LiveMatch] = []


@asynccontextmanager
async def running(log: Log, seen: Recorder) -> AsyncIterator[CommitLoop]:
    loop = CommitLoop(seen.folded.extend, seen.deposed.append, log.append)
    task = asyncio.create_task(loop.run())
    try:
        yield loop
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_it_numbers_the_events_of_each_match_from_one_without_gaps() -> None:
    log, seen = Log(), Recorder()
    harbour, lantern = live_match(1), live_match(2, "LANTERN1")
    async with running(log, seen) as loop:
        for match in (harbour, lantern, harbour, harbour):
            loop.put(entry(match))
        await loop.flushed()
        loop.put(entry(lantern))
        await loop.flushed()
    assert log.seqs(1) == [1, 2, 3]
    assert log.seqs(2) == [1, 2]
    assert [one.seq for one in seen.folded] == [1, 1, 2, 3, 2]


async def test_it_folds_nothing_before_the_commit() -> None:
    log, seen = Log(), Recorder()
    log.open.clear()
    async with running(log, seen) as loop:
        loop.put(entry(live_match()))
        await asyncio.sleep(0.02)
        assert seen.folded == []
        log.open.set()
        await loop.flushed()
    assert len(seen.folded) == 1


async def test_what_comes_during_a_commit_goes_into_the_next_one_together() -> None:
    log, seen, match = Log(), Recorder(), live_match()
    log.open.clear()
    async with running(log, seen) as loop:
        loop.put(entry(match))
        await asyncio.sleep(0.02)
        for _ in range(50):
            loop.put(entry(match))
        log.open.set()
        await loop.flushed()
    assert [len(chunks[0].rows) for chunks in log.commits] == [1, 50]


async def test_events_wait_in_order_while_the_database_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(commit, "RETRY_AFTER", (0.001,))
    log, seen, match = Log(), Recorder(), live_match()
    log.failures = [OperationalError("database is locked")] * 3
    async with running(log, seen) as loop:
        for _ in range(3):
            loop.put(entry(match))
        await loop.flushed()
        assert loop.failures == 3
    assert log.seqs(1) == [1, 2, 3]
    assert len(seen.folded) == 3


async def test_readers_wait_while_the_queue_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commit, "QUEUE_LIMIT", 2)
    log, seen, match = Log(), Recorder(), live_match()
    log.open.clear()
    async with running(log, seen) as loop:
        loop.put(entry(match))
        await asyncio.sleep(0.02)  # that one is being written
        loop.put(entry(match))
        await asyncio.wait_for(loop.room(), 1)
        loop.put(entry(match))
        waiting = asyncio.create_task(loop.room())
        await asyncio.sleep(0.02)
        assert not waiting.done()
        log.open.set()
        await asyncio.wait_for(waiting, 1)


async def test_a_match_that_was_taken_over_is_given_up_and_its_sender_told() -> None:
    log, seen = Log(), Recorder()
    log.taken_over = {1}
    harbour, lantern = live_match(1), live_match(2, "LANTERN1")
    answers: list[dict[str, object]] = []
    lost = entry(harbour)
    lost.reply = answers.append
    async with running(log, seen) as loop:
        loop.put(lost)
        loop.put(entry(lantern))
        await loop.flushed()
    assert seen.deposed == [harbour]
    assert [one.match for one in seen.folded] == [lantern]
    assert answers == [{"ok": False, "error": "another server took this match over"}]


async def test_a_match_whose_log_is_at_odds_does_not_hold_up_the_others() -> None:
    log, seen = Log(), Recorder()
    log.bad_match = 1
    async with running(log, seen) as loop:
        loop.put(entry(live_match(1)))
        loop.put(entry(live_match(2, "LANTERN1")))
        await loop.flushed()
    assert log.seqs(2) == [1]
    assert [match.pk for match in seen.deposed] == [1]


async def test_it_hands_on_the_match_id_with_the_chunk_that_sets_it() -> None:
    log, seen, match = Log(), Recorder(), live_match()
    async with running(log, seen) as loop:
        loop.put(entry(match, "match_start", "0a7c6f1e-0000-4000-8000-000000000001"))
        await loop.flushed()
    assert log.commits[0][0].match_id == "0a7c6f1e-0000-4000-8000-000000000001"
