"""Committed events become states; time passes in them by itself."""

import asyncio

from matches.live.folding import Folding
from matches.live.match import LiveMatch
from tests.matches.live.cast import GAME_END, START_MS, Clock, entry, live_match


class Watcher:
    def __init__(self, clock: Clock | None = None) -> None:
        self.changed: list[LiveMatch] = []
        self.over: list[LiveMatch] = []
        self.folding = Folding(clock or Clock(), self.changed.append, self.over.append)


async def test_a_batch_publishes_each_of_its_matches_once() -> None:
    watcher, harbour, lantern = Watcher(), live_match(1), live_match(2, "LANTERN1")
    watcher.folding.accepted([entry(harbour), entry(lantern), entry(harbour)])
    assert watcher.changed == [harbour, lantern]


async def test_the_end_of_a_match_is_told_and_not_published_as_a_change() -> None:
    watcher, match = Watcher(), live_match()
    watcher.folding.accepted([entry(match, *GAME_END)])
    assert (watcher.over, watcher.changed) == ([match], [])


async def test_a_running_timeout_counts_down_without_any_event() -> None:
    clock = Clock()
    watcher, match = Watcher(clock), live_match(timeoutDuration=30)
    watcher.folding.accepted([entry(match, "left_timeout")])
    assert match.state.timeouts.remaining == 30
    clock.now_ms = START_MS + 1_000
    watcher.folding._pass_time(match)
    assert match.state.timeouts.remaining == 29
    assert match.deadline_ms == START_MS + 2_000


async def test_time_does_not_overtake_an_event_that_waits_for_its_commit() -> None:
    clock = Clock()
    watcher, match = Watcher(clock), live_match(timeoutDuration=30)
    watcher.folding.accepted([entry(match, "left_timeout")])
    match.waiting = 1
    clock.now_ms = START_MS + 1_000
    watcher.folding._pass_time(match)
    assert match.state.timeouts.remaining == 30
    match.waiting = 0
    watcher.folding.accepted([entry(match, "switch_kda_credits")])
    assert match.deadline_ms == START_MS + 1_000, "the passing of time is due right after it"


async def test_a_deadline_wakes_the_match_by_the_loops_own_clock() -> None:
    clock = Clock()
    watcher, match = Watcher(clock), live_match(timeoutDuration=30)
    watcher.folding.accepted([entry(match, "left_timeout")])
    clock.now_ms = START_MS + 999
    match.deadline_ms = None
    watcher.folding.arm(match)
    clock.now_ms = START_MS + 1_000
    await asyncio.sleep(0.05)
    assert match.state.timeouts.remaining == 29
