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
        self.away = False
        self.open = threading.Event()
        self.open.set()

    def append(self, chunks: Sequence[Chunk]) -> set[int]:
        self.open.wait(5)
        if self.away:
            raise OperationalError("no connection")
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
        self.saved: list[LiveMatch] = []
        self.deposed: list[LiveMatch] = []


@asynccontextmanager
async def running(log: Log, seen: Recorder) -> AsyncIterator[CommitLoop]:
    loop = CommitLoop(seen.folded.extend, seen.saved.append, seen.deposed.append, log.append)
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
    monkeypatch.setattr(commit, "BUSY_LIMIT", 3)
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
        told: list[str] = []
        loop.when_room(lambda: told.append("go on"))
        assert (waiting.done(), told, loop.full) == (False, [], True)
        log.open.set()
        await asyncio.wait_for(waiting, 1)
        assert (told, loop.full) == (["go on"], False)


async def test_those_who_waited_come_in_as_far_as_there_is_room_for_what_they_bring(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(commit, "BUSY_LIMIT", 6)
    log, match, most = Log(), live_match(), 0
    log.open.clear()
    async with running(log, Recorder()) as loop:

        def come() -> None:
            nonlocal most
            loop.put(entry(match))
            most = max(most, loop.unsaved)

        for _ in range(6):
            loop.put(entry(match))
        for _ in range(40):
            loop.when_room(come)
        log.open.set()
        while len(log.seqs(1)) < 46:
            await asyncio.sleep(0.001)
    assert most <= 6 + commit.LET_IN_AT_ONCE


async def test_an_outage_makes_room_for_the_show(
    outage: "Outage", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commit, "BUSY_LIMIT", 2)
    monkeypatch.setattr(commit, "SLOW_COMMIT", 0.01)
    outage.log.away = False
    outage.log.open.clear()
    async with running(outage.log, outage.seen) as loop:
        for _ in range(3):
            outage.put(loop)
        await asyncio.wait_for(loop.room(), 1)
        assert (loop.full, loop.stalled, loop.unsaved) == (False, False, 3)
        outage.log.open.set()
        await loop.flushed()


class Outage:
    """A log that is away until told otherwise, and the loop before it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(commit, "RETRY_AFTER", (0.001,))
        self.log, self.seen, self.match = Log(), Recorder(), live_match()
        self.log.away = True

    def put(self, loop: CommitLoop) -> list[dict[str, object]]:
        """Queue an event; the answers that it gets."""
        answers: list[dict[str, object]] = []
        one = entry(self.match)
        one.reply = answers.append
        loop.put(one)
        return answers


@pytest.fixture
def outage(monkeypatch: pytest.MonkeyPatch) -> Outage:
    return Outage(monkeypatch)


async def test_while_the_database_is_away_events_are_shown_but_not_acknowledged(
    outage: Outage,
) -> None:
    async with running(outage.log, outage.seen) as loop:
        first = outage.put(loop)
        await asyncio.sleep(0.02)
        second = outage.put(loop)
        assert len(outage.seen.folded) == 2
        assert (first, second) == ([], [])
        assert (loop.unsaved, outage.match.unsaved, outage.match.waiting) == (2, 2, 0)
        assert loop.away_for > 0
        outage.log.away = False
        await loop.flushed()
        assert first == [{"ok": True, "seq": 1}]
        assert second == [{"ok": True, "seq": 2}]
        assert (loop.unsaved, outage.match.unsaved, loop.away_for) == (0, 0, 0)
    assert len(outage.seen.folded) == 2, "none is folded twice"
    assert outage.log.seqs(1) == [1, 2]


async def test_a_commit_that_hangs_does_not_hold_up_the_show(
    outage: Outage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commit, "SLOW_COMMIT", 0.01)
    outage.log.away = False
    outage.log.open.clear()
    async with running(outage.log, outage.seen) as loop:
        answers = outage.put(loop)
        await asyncio.sleep(0.05)
        assert len(outage.seen.folded) == 1
        assert (answers, loop.unsaved) == ([], 1)
        outage.log.open.set()
        await loop.flushed()
        assert answers == [{"ok": True, "seq": 1}]


async def test_an_outage_that_lasts_makes_readers_wait_until_it_is_over(
    outage: Outage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commit, "OUTAGE_LIMIT", 0.03)
    async with running(outage.log, outage.seen) as loop:
        outage.put(loop)
        stalled_at_first = loop.stalled
        async with asyncio.timeout(5):
            while not loop.stalled:
                await asyncio.sleep(0.005)
        assert not stalled_at_first
        outage.log.away = False
        await asyncio.wait_for(loop.room(), 1)


async def test_waiting_for_a_match_to_be_saved_takes_no_notice_of_others(outage: Outage) -> None:
    async with running(outage.log, outage.seen) as loop:
        await asyncio.wait_for(loop.saved(live_match(2)), 1)
        outage.put(loop)
        saved = asyncio.create_task(loop.saved(outage.match))
        await asyncio.sleep(0.02)
        assert not saved.done()
        outage.log.away = False
        await asyncio.wait_for(saved, 1)


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
