"""The generator's reading of frames: by their heads alone, over reads that end anywhere."""

import itertools
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.systems.bare_server import frame
from bench.viewers.reading import BadFrame, FrameCounter, FrameReader, Inflater

PING = frame(b"2")
SHORT, MIDDLE, LONG = (frame(b"x" * size) for size in (100, 126, 60_000))
HUGE = b"\x81\x7f" + (70_000).to_bytes(8, "big") + b"x" * 70_000
SQUEEZED_PING = frame(b"32\x00", compressed=True)
CLOSE = b"\x88\x02\x03\xe8"


def pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({0, *(cut % len(data) for cut in cuts), len(data)})
    return [data[start:end] for start, end in itertools.pairwise(places)]


@given(
    st.lists(st.sampled_from([PING, SHORT, MIDDLE, LONG, HUGE, SQUEEZED_PING]), min_size=1),
    st.lists(st.integers(0, 400_000), max_size=40),
)
def test_states_and_pings_are_counted_wherever_the_reads_end(
    frames: list[bytes], cuts: list[int]
) -> None:
    states = [one for one in frames if one not in (PING, SQUEEZED_PING)]
    counter = FrameCounter()
    buffer = bytearray(2_000_000)
    found = 0
    for piece in pieces(b"".join(frames), cuts):
        buffer[: len(piece)] = piece
        found += counter.take(buffer, len(piece))
    assert found == len(states)
    assert counter.pings == len(frames) - len(states)
    assert counter.size == sum(map(len, states))


def test_a_state_counts_only_with_its_last_byte() -> None:
    counter = FrameCounter()
    assert counter.take(MIDDLE[:-1], len(MIDDLE) - 1) == 0
    assert counter.take(MIDDLE[-1:], 1) == 1


def test_every_byte_on_its_own_is_as_good_as_all_at_once() -> None:
    counter = FrameCounter()
    data = PING + MIDDLE + SHORT
    assert sum(counter.take(data[at : at + 1], 1) for at in range(len(data))) == 2
    assert counter.pings == 1


def test_the_server_s_close_is_noticed() -> None:
    counter = FrameCounter()
    assert counter.take(SHORT + CLOSE, len(SHORT + CLOSE)) == 1
    assert counter.closed


def test_a_masked_frame_is_no_server_s() -> None:
    with pytest.raises(BadFrame):
        FrameCounter().take(b"\x81\xfe\x01\x00", 4)


@given(st.lists(st.integers(0, 400_000), max_size=40))
def test_whole_frames_come_out_as_they_went_in(cuts: list[int]) -> None:
    frames = [PING, LONG, SHORT, MIDDLE]
    reader = FrameReader()
    found = [one for piece in pieces(b"".join(frames), cuts) for one in reader.take(piece)]
    assert [size for _, _, size in found] == [len(one) for one in frames]
    assert found[0][:2] == (0x81, b"2")


def test_what_is_left_over_is_the_start_of_a_frame() -> None:
    reader = FrameReader()
    assert len(list(reader.take(SHORT + MIDDLE[:5]))) == 1
    assert reader.left_over() == MIDDLE[:5]
    assert reader.left_over() == b""


def test_a_window_is_kept_between_messages_unless_that_was_ruled_out() -> None:
    squeeze = zlib.compressobj(3, zlib.DEFLATED, -15)
    first, second = (
        (squeeze.compress(b"a state of a match") + squeeze.flush(zlib.Z_SYNC_FLUSH))[:-4]
        for _ in range(2)
    )
    keeps = Inflater("permessage-deflate")
    assert keeps.text(0xC1, first) == keeps.text(0xC1, second) == b"a state of a match"
    forgets = Inflater("permessage-deflate; server_no_context_takeover")
    assert forgets.text(0xC1, first) == b"a state of a match"
    with pytest.raises(zlib.error):
        forgets.text(0xC1, second)


def test_what_is_not_compressed_is_left_as_it_is() -> None:
    assert Inflater("permessage-deflate").text(0x81, b"40") == b"40"
