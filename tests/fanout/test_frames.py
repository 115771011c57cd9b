"""Frames as a server sends them, and the quick way to read those that clients usually send."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanout.frames import Whole, read_whole, text_frame
from tests.support.raw_websocket import frame

thorough = settings(deadline=None, max_examples=500)

SIZES = (0, 1, 125, 126, 65_535, 65_536, 100_000)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("compressed", [False, True])
def test_a_message_is_one_frame_with_the_shortest_length(size: int, compressed: bool) -> None:
    sent = text_frame(b"x" * size, compressed=compressed)
    rsv = 4 if compressed else 0
    assert sent == frame(1, b"x" * size, rsv=rsv, masked=False)


def plainly(buffer: bytes, start: int) -> Whole | None:
    """The same as ``read_whole``, byte for byte as the standard has it."""
    data = buffer[start:]
    if len(data) < 2 or data[0] not in (0x81, 0xC1) or not data[1] & 0x80:
        return None
    size, at = data[1] & 0x7F, 2
    if size == 127:
        return None
    if size == 126:
        if len(data) < 4:
            return None
        size, at = data[2] << 8 | data[3], 4
        if size < 126:
            return None
    mask, masked = data[at : at + 4], data[at + 4 : at + 4 + size]
    if len(mask) < 4 or len(masked) < size:
        return None
    payload = bytes(byte ^ mask[place % 4] for place, byte in enumerate(masked))
    return Whole(payload, data[0] == 0xC1, start + at + 4 + size)


payloads = st.binary(max_size=300)
ordinary = st.builds(frame, st.just(1), payloads, rsv=st.sampled_from([0, 4]))
odd = st.builds(
    frame,
    st.integers(0, 15),
    payloads,
    fin=st.booleans(),
    rsv=st.integers(0, 7),
    masked=st.booleans(),
    length_bytes=st.sampled_from([None, 2, 8]),
)
streams = st.lists(ordinary | odd | st.binary(max_size=20), max_size=4).map(b"".join)


@thorough
@given(streams, st.integers(0, 400))
def test_any_bytes_are_read_as_the_standard_has_it(data: bytes, start: int) -> None:
    start %= len(data) + 1
    assert read_whole(data, start) == plainly(data, start)


@thorough
@given(st.lists(payloads, min_size=1, max_size=4), st.data())
def test_whole_messages_are_read_one_after_the_other(
    sent: list[bytes], draw: st.DataObject
) -> None:
    data = b"".join(frame(1, payload) for payload in sent)
    cut = draw.draw(st.integers(0, len(data)))
    got, start = [], 0
    while found := read_whole(data[:cut], start):
        got.append(found.payload)
        start = found.end
    while found := read_whole(data, start):
        got.append(found.payload)
        start = found.end
    assert got == sent
    assert start == len(data)


@pytest.mark.parametrize("size", SIZES[:5])
def test_messages_below_64_kib_are_read(size: int) -> None:
    data = frame(1, b"x" * size)
    assert read_whole(data, 0) == Whole(b"x" * size, False, len(data))
    assert read_whole(data[:-1], 0) is None


@pytest.mark.parametrize(
    "data",
    [
        frame(1, b"x" * 65_536),
        frame(1, b"hello", masked=False),
        frame(1, b"hello", fin=False),
        frame(0, b"hello"),
        frame(2, b"hello"),
        frame(8, b""),
        frame(9, b"hello"),
        frame(3, b"hello"),
        frame(1, b"hello", rsv=1),
        frame(1, b"hello", rsv=2),
        frame(1, b"hello", length_bytes=2),
        frame(1, b"hello", length_bytes=8),
        frame(1, b"x" * 126, length_bytes=8),
    ],
    ids=lambda data: data[:4].hex(" "),
)
def test_everything_else_is_left_to_who_knows_more(data: bytes) -> None:
    assert read_whole(data, 0) is None
