"""Snapshots are due every 500 events and at each round's end, and nobody waits for them."""

import asyncio
from collections.abc import Hashable
from functools import partial

from django.db import OperationalError

from matches.engine.reducer import apply
from matches.live.chores import Chores, Then, Work
from matches.live.keeping import SNAPSHOT_EVERY, Keeping
from matches.live.match import LiveMatch
from tests.matches.live.cast import START_MS, event, live_match


class Asked(Chores):
    """Keeps what it was asked for, and does nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[Hashable] = []

    def ask(self, key: Hashable, work: Work, then: Then | None = None) -> None:
        self.keys.append(key)


def archive(asked: Asked) -> list[Hashable]:
    return [key for key in asked.keys if isinstance(key, tuple) and key[0] == "archive"]


def phase(match: LiveMatch, number: int, phase: str) -> None:
    what = event("round_info", {"roundNumber": number, "roundPhase": phase})
    match.state = apply(match.state, what, START_MS)
    match.seq += 1


def snapshots(asked: Asked) -> list[Hashable]:
    return [key for key in asked.keys if isinstance(key, tuple) and key[0] == "snapshot"]


def test_every_500_events_a_snapshot_is_due() -> None:
    asked, match, registered = Asked(), live_match(), list[LiveMatch]()
    keeping = Keeping(asked, registered.append)
    for match.seq in range(1, 3 * SNAPSHOT_EVERY):
        keeping.saved(match)
    assert snapshots(asked) == [("snapshot", 1, 500), ("snapshot", 1, 1000)]


def test_at_the_end_of_each_round_one_snapshot_is_due() -> None:
    asked, match, registered = Asked(), live_match(), list[LiveMatch]()
    keeping = Keeping(asked, registered.append)
    for number in (1, 2):
        for name in ("shopping", "combat", "end", "end"):
            phase(match, number, name)
            keeping.saved(match)
    assert snapshots(asked) == [("snapshot", 1, 3), ("snapshot", 1, 7)]


def test_a_state_that_is_ahead_of_the_log_is_not_kept() -> None:
    asked, match, registered = Asked(), live_match(), list[LiveMatch]()
    match.seq, match.unsaved = 500, 3
    Keeping(asked, registered.append).saved(match)
    assert asked.keys == []


def test_the_archive_is_brought_up_to_date_at_the_match_start_and_each_round() -> None:
    asked, match, registered = Asked(), live_match(), list[LiveMatch]()
    keeping = Keeping(asked, registered.append)
    keeping.saved(match)
    assert archive(asked) == []
    match.state = apply(match.state, event("match_start", "id of the game"), START_MS)
    keeping.saved(match)
    keeping.saved(match)
    assert archive(asked) == [("archive", 1, True)]
    for number in (1, 2):
        for name in ("shopping", "combat", "end"):
            phase(match, number, name)
            keeping.saved(match)
    assert archive(asked) == [("archive", 1, True), ("archive", 1, False), ("archive", 1, False)]


async def test_chores_are_done_one_at_a_time_and_a_later_one_replaces_an_earlier() -> None:
    chores, done = Chores(), list[str]()
    chores.ask("a", lambda: done.append("a, old"))
    chores.ask("b", lambda: done.append("b"))
    chores.ask("a", lambda: done.append("a, new"))
    task = asyncio.create_task(chores.run())
    await asyncio.wait_for(chores.finished(), 5)
    task.cancel()
    assert done == ["a, new", "b"]


async def test_a_chore_that_fails_does_not_stop_the_next() -> None:
    chores, done = Chores(), list[str]()

    def away() -> None:
        raise OperationalError("no connection")

    def broken() -> None:
        raise KeyError("a mistake of ours")

    for number, work in enumerate((away, broken, lambda: None)):
        chores.ask(number, work, partial(done.append, f"{number} succeeded"))
    task = asyncio.create_task(chores.run())
    await asyncio.wait_for(chores.finished(), 5)
    task.cancel()
    assert done == ["2 succeeded"]
