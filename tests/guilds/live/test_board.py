"""Listeners of a guild are summed over the processes that still report."""

import pytest

from guilds.live import board as module
from guilds.live.board import FRESH_MS, Board


def figures(process: str, at: int, **guilds: int) -> dict[str, object]:
    counts = {number.removeprefix("guild"): count for number, count in guilds.items()}
    return {"process": process, "at": at, "guilds": counts}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The one number in it is the time, in ms."""
    clock = [1_000_000]
    monkeypatch.setattr(module, "now_ms", lambda: clock[0])
    return clock


def test_it_sums_over_processes(clock: list[int]) -> None:
    board = Board()
    board.receive(figures("one", clock[0], guild1=3, guild2=1))
    board.receive(figures("two", clock[0], guild1=4))
    assert [board.listeners(guild_id) for guild_id in (1, 2, 3)] == [7, 1, 0]


def test_the_newest_figures_of_a_process_count(clock: list[int]) -> None:
    board = Board()
    board.receive(figures("one", clock[0], guild1=3))
    board.receive(figures("one", clock[0], guild1=2))
    assert board.listeners(1) == 2


def test_a_process_that_is_gone_counts_no_more(clock: list[int]) -> None:
    board = Board()
    board.receive(figures("one", clock[0], guild1=3))
    clock[0] += FRESH_MS + 1
    assert board.listeners(1) == 0
