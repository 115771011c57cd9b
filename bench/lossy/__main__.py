"""Whether the picture is right again after a disturbed feed.

``python -m bench.lossy [--recording FILE] [--simulated N]``: disturbs whole matches in every way
in which a feed is disturbed, folds them as they were and as disturbed, and compares what viewers
see from the second `shopping` after the disturbance on. Prints a table, then `cases` and `wrong`
as one JSON object on the last line.
"""

import argparse
import gc
import json
import multiprocessing
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from .disturbances import DISTURBANCES, LAGS_MS
from .judge import REASONS, judge, judge_two
from .match import Match, recorded, simulated
from .table import Line, add, shown

SIMULATED = 20
CHUNK = 250
TWO = "told by two observers"

Task = tuple[int, str, range]
"""A match, a disturbance, and the events that are disturbed."""

_matches: list[Match] = []
"""Made before the processes fork, so that all of them have it."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.lossy", description=__doc__)
    parser.add_argument("--recording", type=Path, help="a .replay file")
    parser.add_argument("--simulated", type=int, default=SIMULATED, metavar="N")
    options = parser.parse_args()
    _matches[:] = [recorded(options.recording)] if options.recording else []
    _matches.extend(simulated(options.simulated))
    lines = run()
    print(shown(lines))
    total = {"cases": sum(line.cases for line in lines), "wrong": sum(line.wrong for line in lines)}
    left_out = {reason: sum(line.excluded[reason] for line in lines) for reason in REASONS}
    print(json.dumps({**total, "excluded": left_out}))
    return 1 if total["wrong"] else 0


def run() -> list[Line]:
    """A line for each disturbance, over all matches, on all processors."""
    lines = {name: Line(name) for name in (*DISTURBANCES, TWO)}
    tasks, began = list(_tasks()), monotonic()
    gc.collect()
    gc.freeze()  # what is shared with the processes would be copied by each collection
    with multiprocessing.get_context("fork").Pool() as pool:
        for done, line in enumerate(pool.imap_unordered(_work, tasks), 1):
            add(lines[line.name], line)
            told = f"{done} of {len(tasks)} parts, {monotonic() - began:.0f} s"
            print(f"\r{told}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return list(lines.values())


def _tasks() -> Iterator[Task]:
    for place, match in enumerate(_matches):
        yield place, TWO, range(len(LAGS_MS) + 1)
        for name in DISTURBANCES:
            for first in range(0, len(match.steps), CHUNK):
                yield place, name, range(first, min(first + CHUNK, len(match.steps)))


def _work(task: Task) -> Line:
    place, name, numbers = task
    match, line = _matches[place], Line(name)
    for number in numbers:
        if name == TWO:
            line.count(judge_two(match, (*LAGS_MS, None)[number]), f"{match.name}, {number}")
        elif (case := DISTURBANCES[name](match, number)) and (verdict := judge(match, case)):
            line.count(verdict, f"{match.name}, {number}")
    return line


if __name__ == "__main__":
    sys.exit(main())
