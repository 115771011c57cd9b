"""Deflate as permessage-deflate has it: what clients send is inflated, or refused, whole."""

import random
import tracemalloc
import zlib
from itertools import pairwise

import pytest
from autobahn.exception import PayloadCorruptError, PayloadExceededError
from hypothesis import given, settings
from hypothesis import strategies as st

from fanout.compression import STREAMS, TAIL, WINDOW, Compression, Inflater, deflate

HOW = Compression()
CHUNK = HOW.inflate_chunk
PLENTY = 10_000_000
NOISE = random.Random(1).randbytes(100_000)

settings.register_profile("compression", deadline=None, max_examples=200)
thorough = settings.get_profile("compression")


class Client:
    """Compresses as browsers do: one stream for all of its messages."""

    def __init__(self, window_bits: int = 15) -> None:
        self._stream = zlib.compressobj(6, zlib.DEFLATED, -window_bits)

    def message(self, data: bytes) -> bytes:
        made = self._stream.compress(data) + self._stream.flush(zlib.Z_SYNC_FLUSH)
        return made[: -len(TAIL)]


def final(data: bytes) -> bytes:
    """A deflate stream that ends, as some clients make them."""
    stream = zlib.compressobj(6, zlib.DEFLATED, -15)
    return stream.compress(data) + stream.flush(zlib.Z_FINISH)


def in_frames(inflater: Inflater, frames: list[bytes], limit: int = PLENTY) -> bytes:
    inflater.start_decompress_message()
    message = b"".join(inflater.decompress_message_data(frame, limit) for frame in frames)
    inflater.end_decompress_message()
    return message


@thorough
@given(st.lists(st.binary(max_size=300) | st.sampled_from([NOISE[:40_000], b"ab" * 20_000])))
def test_each_message_may_look_back_to_those_before(messages: list[bytes]) -> None:
    client, inflater = Client(), Inflater(HOW)
    for message in messages:
        assert inflater.whole(client.message(message), PLENTY) == message


@thorough
@given(st.binary(max_size=200), st.lists(st.integers(0, 400), max_size=8))
def test_a_message_may_come_in_any_number_of_frames(start: bytes, cuts: list[int]) -> None:
    client, inflater = Client(), Inflater(HOW)
    for message in (start, start + b"again" + start):
        data = client.message(message)
        places = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
        frames = [data[a:b] for a, b in pairwise(places)]
        assert in_frames(inflater, frames) == message


@pytest.mark.parametrize("chunks", [1, 2, 5])
def test_nothing_is_lost_where_a_message_ends_just_after_a_chunk(chunks: int) -> None:
    for size in range(chunks * CHUNK - 2, chunks * CHUNK + 262):
        message = b"a" * size
        assert Inflater(HOW).whole(deflate(message, HOW), PLENTY) == message


@pytest.mark.parametrize("distance", [WINDOW - 300, WINDOW - 262, WINDOW])
def test_it_keeps_all_that_a_client_can_look_back_to(distance: int) -> None:
    client, inflater = Client(), Inflater(HOW)
    first = NOISE[:distance]
    assert inflater.whole(client.message(first), PLENTY) == first
    again = client.message(first[:280])
    assert inflater.whole(again, PLENTY) == first[:280]


def test_a_message_that_is_not_compressed_leaves_the_window_as_it_is() -> None:
    client, inflater = Client(), Inflater(HOW)
    inflater.whole(client.message(NOISE[:1_000]), PLENTY)
    short = client.message(NOISE[:1_000])
    assert len(short) < 100
    assert inflater.whole(short, PLENTY) == NOISE[:1_000]


def test_a_client_may_end_its_stream_within_a_message() -> None:
    inflater = Inflater(HOW)
    data = final(b"one, ") + final(b"two, ") + Client().message(b"three")
    assert inflater.whole(data, PLENTY) == b"one, two, three"


def test_a_client_may_end_its_stream_with_a_message() -> None:
    inflater = Inflater(HOW)
    assert inflater.whole(final(b"Hello") + b"\x00", PLENTY) == b"Hello"
    looking_back = zlib.compressobj(6, zlib.DEFLATED, -15, zdict=b"Hello")
    data = looking_back.compress(b"Hello") + looking_back.flush(zlib.Z_SYNC_FLUSH)
    assert inflater.whole(data[:-4], PLENTY) == b"Hello"


def test_the_rfcs_own_examples_of_hello_are_read() -> None:
    for example in (
        "f2 48 cd c9 c9 07 00",
        "00 05 00 fa ff 48 65 6c 6c 6f 00",
        "f3 48 cd c9 c9 07 00 00",
        "f2 48 05 00 00 00 ff ff ca c9 c9 07 00",
    ):
        assert Inflater(HOW).whole(bytes.fromhex(example), PLENTY) == b"Hello"


def test_a_message_of_more_streams_than_anybody_needs_is_refused() -> None:
    most = final(b"") * (STREAMS - 1)
    assert Inflater(HOW).whole(most + Client().message(b"x"), PLENTY) == b"x"
    with pytest.raises(PayloadExceededError):
        Inflater(HOW).whole(final(b"") * 500_000, PLENTY)


@pytest.mark.parametrize("frames", [1, 3])
def test_a_message_has_its_limit_in_bytes(frames: int) -> None:
    data = Client().message(b"a" * 30_000)
    size = -(-len(data) // frames)
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    assert len(in_frames(Inflater(HOW), pieces, 30_000)) == 30_000
    with pytest.raises(PayloadExceededError):
        in_frames(Inflater(HOW), pieces, 29_999 // frames)


def test_a_bomb_is_not_inflated_much_further_than_the_limit() -> None:
    bomb, inflater = Client().message(bytes(50_000_000)), Inflater(HOW)
    inflater.start_decompress_message()
    tracemalloc.start()
    for _ in range(20):  # autobahn goes on to read what follows
        with pytest.raises((PayloadExceededError, PayloadCorruptError)):
            inflater.decompress_message_data(bomb, 20_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * CHUNK


@pytest.mark.parametrize(
    "garbage",
    [b"\xff" * 10, b"\x06", NOISE[:50], Client().message(NOISE[:500])[:-3], b"\x00\x05\x00\xfa"],
    ids=["reserved block", "reserved block in a bit", "noise", "cut off", "half a header"],
)
def test_what_is_no_whole_deflate_is_corrupt(garbage: bytes) -> None:
    with pytest.raises(PayloadCorruptError):
        Inflater(HOW).whole(garbage, PLENTY)
    with pytest.raises(PayloadCorruptError):
        in_frames(Inflater(HOW), [garbage[:1], garbage[1:]])


def plainly(data: bytes) -> bytes:
    """What the streams of a message hold, without limits."""
    message, data = b"", data + TAIL
    while data:
        stream = zlib.decompressobj(-15, zdict=message[-WINDOW:])
        message += stream.decompress(data)
        data = stream.unused_data
    return message


@thorough
@given(st.binary(max_size=400) | st.lists(st.binary(max_size=9).map(final)).map(b"".join))
def test_any_bytes_are_inflated_or_refused(data: bytes) -> None:
    try:
        message = Inflater(HOW).whole(data, 100_000)
    except (PayloadCorruptError, PayloadExceededError):
        return
    assert message == plainly(data)


@pytest.mark.parametrize("window_bits", range(9, 16))
def test_what_we_send_needs_no_larger_window_than_was_agreed(window_bits: int) -> None:
    message = NOISE[: 1 << window_bits] * 3
    data = deflate(message, HOW, window_bits)
    assert zlib.decompressobj(-window_bits).decompress(data + TAIL) == message


def test_what_we_send_can_build_on_what_was_sent_before() -> None:
    before, message = NOISE[:2_000], NOISE[1_000:2_000] + b"new"
    step = deflate(message, HOW, before=before)
    assert len(step) < 100 < len(deflate(message, HOW))
    receiver = zlib.decompressobj(-15)
    receiver.decompress(deflate(before, HOW) + TAIL)
    assert receiver.decompress(step + TAIL) == message
