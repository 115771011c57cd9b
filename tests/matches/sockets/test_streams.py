"""Each connection watches one match in one stream."""

import pytest

from fanout.compression import Compression
from matches.sockets.logon import DELTA, FULL
from matches.sockets.streams import Streams
from tests.matches.sockets.screens import Screens


@pytest.fixture
def screens() -> Screens:
    return Screens()


@pytest.fixture
def streams(screens: Screens) -> Streams:
    return Streams(screens, Compression())


def test_each_is_sent_the_state_in_its_own_stream(streams: Streams, screens: Screens) -> None:
    streams.join("full", "CUP", FULL)
    streams.join("delta", "CUP", DELTA)
    streams.show("CUP", '{"map":"Bind"}')
    assert screens["full"].received == [("match_data", {"map": "Bind"})]
    assert screens["delta"].events == ["match_state"]


def test_a_connection_that_changes_streams_leaves_the_other(
    streams: Streams, screens: Screens
) -> None:
    streams.join("overlay", "CUP", FULL)
    streams.join("overlay", "CUP", DELTA)
    streams.show("CUP", "{}")
    streams.join("overlay", "CUP", FULL)
    streams.show("CUP", "{}")
    assert screens["overlay"].events == ["match_state", "match_data", "match_data"]


def test_all_who_watch_a_match_are_counted_together(streams: Streams) -> None:
    streams.join("first", "CUP", FULL)
    streams.join("second", "CUP", DELTA)
    streams.join("third", "OPEN", DELTA)
    assert streams.counts() == {"CUP": 2, "OPEN": 1}
    streams.leave("second")
    streams.leave("third")
    assert streams.counts() == {"CUP": 1}


@pytest.mark.parametrize("stream", [FULL, DELTA])
def test_who_joins_after_the_end_is_shown_nothing(
    streams: Streams, screens: Screens, stream: str
) -> None:
    streams.show("CUP", "{}")
    streams.end("CUP")
    streams.join("late", "CUP", stream)
    assert screens["late"].received == []
