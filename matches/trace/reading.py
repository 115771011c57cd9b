"""Recordings (.replay) and traces (.jsonl, .jsonl.gz) as a logon and the events after it.

A recording is a header and the events, one a line, with a comma at the line's end. A trace's first
line is the `obs_logon` packet; each further line is `{"event": {...}}`, and may tell more.
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

Packet = dict[str, Any]


class UnreadableTrace(Exception):
    """The file is neither; the text says why."""


class Line(NamedTuple):
    """One line after the first. `event` is what was sent, None where the line tells none."""

    event: Packet | None
    members: Packet


class Trace(NamedTuple):
    """`logon` is a recording's header, or a trace's logon packet. `lines` can be read once."""

    logon: Packet
    is_recording: bool
    lines: Iterator[Line]


def read_trace(path: Path) -> Trace:
    """Raises UnreadableTrace, also while its lines are read."""
    lines = _lines(path)
    first = next(lines, None)
    head = None if first is None else _object(first)
    if head is None:
        raise UnreadableTrace(f"{path}: its first line is no JSON object")
    is_recording = "version" in head
    if not is_recording and not isinstance(head.get("groupCode"), str):
        hint = "neither an obs_logon packet nor the header of a recording"
        raise UnreadableTrace(f"{path}: its first line is {hint}")
    return Trace(head, is_recording, map(_line, lines))


def _lines(path: Path) -> Iterator[bytes]:
    """The lines that hold something, without the comma of a recording."""
    try:
        with path.open("rb") as file:
            is_packed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            for line in gzip.GzipFile(fileobj=file) if is_packed else file:
                if text := line.strip().removesuffix(b","):
                    yield text
    except OSError as error:
        raise UnreadableTrace(f"{path}: {error.strerror or error}") from None
    except (EOFError, zlib.error) as error:
        raise UnreadableTrace(f"{path}: {error}") from None


def _line(text: bytes) -> Line:
    members = _object(text)
    if members is None:
        return Line(None, {})
    event = members.get("event", members)
    return Line(event if isinstance(event, dict) else None, members)


def _object(text: bytes) -> Packet | None:
    try:
        value = json.loads(text.decode())
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
