import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from matches.trace.reading import UnreadableTrace, read_trace
from tests.support.events import GROUP_CODE, observer

LOGON = {"type": "authenticate", "groupCode": GROUP_CODE}
PRESS = observer("tech_pause")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "match"


def as_lines(*values: Any) -> bytes:
    return b"\n".join(json.dumps(value).encode() for value in values)


def test_a_trace_is_a_logon_and_events(file: Path) -> None:
    file.write_bytes(as_lines(LOGON, {"event": PRESS, "dirty": True}))
    trace = read_trace(file)
    (line,) = trace.lines
    assert (trace.logon, trace.is_recording) == (LOGON, False)
    assert (line.event, line.members["dirty"]) == (PRESS, True)


def test_a_trace_may_be_packed(file: Path) -> None:
    file.write_bytes(gzip.compress(as_lines(LOGON, {"event": PRESS}, {"event": PRESS})))
    assert [line.event for line in read_trace(file).lines] == [PRESS, PRESS]


def test_a_recording_is_a_header_and_events_with_commas_between(file: Path) -> None:
    file.write_bytes(b",\n".join(map(as_lines, ({"version": "v1"}, PRESS, PRESS))))
    trace = read_trace(file)
    assert trace.is_recording
    assert [line.event for line in trace.lines] == [PRESS, PRESS]


@pytest.mark.parametrize("torn", [b'{"event": {"ty', b"[]", b"5", b'{"event": 5}', b"\xff"])
def test_a_line_that_is_no_event_is_a_line_all_the_same(file: Path, torn: bytes) -> None:
    file.write_bytes(as_lines(LOGON, {"event": PRESS}) + b"\n" + torn)
    assert [line.event for line in read_trace(file).lines] == [PRESS, None]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "first line is no JSON object"),
        (b"\x00\x01", "first line is no JSON object"),
        (b"[]", "first line is no JSON object"),
        (b'{"hello": 1}', "neither an obs_logon packet nor the header"),
    ],
)
def test_a_file_of_another_kind_is_refused(file: Path, content: bytes, problem: str) -> None:
    file.write_bytes(content)
    with pytest.raises(UnreadableTrace, match=problem):
        read_trace(file)


def test_a_file_that_is_not_there_is_refused(file: Path) -> None:
    with pytest.raises(UnreadableTrace, match="No such file"):
        read_trace(file)


def test_a_packed_file_that_is_cut_off_is_refused(file: Path) -> None:
    file.write_bytes(gzip.compress(as_lines(LOGON, *[{"event": PRESS}] * 9))[:-12])
    with pytest.raises(UnreadableTrace, match="end-of-stream"):
        list(read_trace(file).lines)
