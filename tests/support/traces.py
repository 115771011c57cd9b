"""Recorded traces of the older server, read and played through our engine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from matches.engine.state import MatchState
from matches.trace.folding import Folding
from matches.trace.reading import Packet, read_trace


class Line(Struct, frozen=True):
    """One line of a trace: an event, and what the older server made of it."""

    number: int
    event: dict[str, Any]
    state: dict[str, Any]
    dirty: bool = False
    error: str = ""
    ignored: str = ""
    removed: bool = False
    team_info: dict[str, Any] | None = None


class Trace(Struct, frozen=True):
    name: str
    logon: dict[str, Any]
    lines: list[Line]


def read(path: Path) -> Trace:
    trace = read_trace(path)
    return Trace(
        name=path.name.removesuffix(".jsonl.gz"),
        logon=trace.logon,
        lines=[_line(number, line.members) for number, line in enumerate(trace.lines)],
    )


def _line(number: int, line: Packet) -> Line:
    known = {name: line[name] for name in ("dirty", "error", "ignored", "removed") if name in line}
    return Line(number, line["event"], line["state"], team_info=line.get("teamInfo"), **known)


def play(trace: Trace) -> Iterator[tuple[Line, MatchState, bool]]:
    """Each line with our state after it, and whether we took its event."""
    folding = Folding(trace.logon, lambda sentence: None)
    for line in trace.lines:
        taken = folding.take(line.event)
        yield line, folding.state, taken
