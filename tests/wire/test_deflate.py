"""permessage-deflate on port 5200, as it is negotiated and used, and misused (RFC 7692)."""

import random
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.raw_websocket import (
    BINARY,
    BROWSERS,
    CLOSE,
    PING,
    SOCKET_IO,
    TAIL,
    TEXT,
    RawOverlay,
    RawWebSocket,
    frame,
    logon,
)
from tests.support.served import Served

RSV1 = 4
PROTOCOL_ERROR, INVALID_PAYLOAD, TOO_BIG = 1002, 1007, 1009
MIB = 1 << 20
NOISE = random.Random(1).randbytes(2_000).hex().encode()
counts_memory = pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="no /proc")


@pytest.fixture(scope="module")
def port(house: Served) -> int:
    return house.ports["broadcast"]


@pytest.fixture(scope="module")
def neighbour(port: int) -> Iterator[RawOverlay]:
    with RawOverlay(port, BROWSERS) as overlay:
        yield overlay


@pytest.fixture
def client(port: int, neighbour: RawOverlay) -> Iterator[RawOverlay]:
    """A client as browsers are; whatever it does, its neighbour is served."""
    with RawOverlay(port, BROWSERS) as overlay:
        yield overlay
        assert neighbour.log_on("NEXTDOOR1")


class Deflater:
    """Compresses a client's messages: one stream for all, or one for each."""

    def __init__(self, window_bits: int = 15, *, keeps: bool = True) -> None:
        self._bits = window_bits
        self._keeps = keeps
        self._stream = zlib.compressobj(6, zlib.DEFLATED, -window_bits)

    def __call__(self, text: bytes) -> bytes:
        if not self._keeps:
            self._stream = zlib.compressobj(6, zlib.DEFLATED, -self._bits)
        data = self._stream.compress(text) + self._stream.flush(zlib.Z_SYNC_FLUSH)
        return data[: -len(TAIL)]


def compressed(payload: bytes, opcode: int = TEXT) -> bytes:
    return frame(opcode, payload, rsv=RSV1)


# Negotiation

PLAIN = "permessage-deflate"


@pytest.mark.parametrize(
    ("offer", "answered"),
    [
        ("", None),
        (BROWSERS, PLAIN),
        (PLAIN, PLAIN),
        ("permessage-deflate; client_no_context_takeover", PLAIN),
        (f"{PLAIN}; server_no_context_takeover", f"{PLAIN}; server_no_context_takeover"),
        *(
            (f"{PLAIN}; server_max_window_bits={bits}", f"{PLAIN}; server_max_window_bits={bits}")
            for bits in range(9, 16)
        ),
        *((f"{PLAIN}; client_max_window_bits={bits}", PLAIN) for bits in range(8, 16)),
        (f"{PLAIN}; server_max_window_bits=8", None),
        (f"{PLAIN}; server_max_window_bits=8, {PLAIN}", PLAIN),
        ([f"{PLAIN}; server_max_window_bits=8", PLAIN], PLAIN),
        (f"{PLAIN}; server_max_window_bits=7", None),
        (f"{PLAIN}; server_max_window_bits=16", None),
        (f"{PLAIN}; server_max_window_bits", None),
        (f"{PLAIN}; server_max_window_bits=012", None),
        (f'{PLAIN}; server_max_window_bits="12"', f"{PLAIN}; server_max_window_bits=12"),
        (f"{PLAIN}; client_max_window_bits=99", None),
        (f"{PLAIN}; server_no_context_takeover=1", None),
        (f"{PLAIN}; server_no_context_takeover; server_no_context_takeover", None),
        (f"{PLAIN}; of_next_year", None),
        ("of-next-year; a=1", None),
        ("permessage-bzip2", None),
        ("permessage-snappy; x", None),
        ("permessage-brotli", None),
        ("x-webkit-deflate-frame", None),
        (f"{PLAIN};;", None),
        (",;=", None),
        ("a" * 4_000, None),
        (", ".join([f"{PLAIN}; server_max_window_bits=8"] * 100 + [PLAIN]), PLAIN),
    ],
    ids=lambda value: str(value)[:60],
)
def test_an_offer_is_taken_or_declined_and_the_client_served(
    port: int, neighbour: RawOverlay, offer: str | list[str], answered: str | None
) -> None:
    with RawOverlay(port, offer) as overlay:
        assert overlay.status == 101
        assert overlay.extensions == answered
        assert overlay.log_on("OFFER1")
    assert neighbour.log_on("NEXTDOOR1")


def test_the_port_of_observers_negotiates_too(house: Served) -> None:
    with RawWebSocket(house.ports["ingest"], SOCKET_IO, BROWSERS) as client:
        assert client.extensions == PLAIN
        assert client.text().startswith("0{")


# What clients compress


@pytest.mark.parametrize(
    ("offer", "deflater"),
    [
        (BROWSERS, Deflater()),
        (BROWSERS, Deflater(keeps=False)),
        (BROWSERS, Deflater(9)),
        (f"{PLAIN}; client_no_context_takeover", Deflater(keeps=False)),
        (f"{PLAIN}; client_max_window_bits=9", Deflater(9)),
        (f"{PLAIN}; server_no_context_takeover; server_max_window_bits=10", Deflater()),
    ],
    ids=["keeps", "forgets", "small", "asked to forget", "asked for small", "for us only"],
)
def test_compressed_messages_are_read(port: int, offer: str, deflater: Deflater) -> None:
    with RawOverlay(port, offer) as overlay:
        for number in range(5):
            overlay.send(compressed(deflater(logon(f"SHORT{number}"))))
            assert overlay.is_welcome(f"SHORT{number}")


def test_compressed_and_plain_messages_may_take_turns(client: RawOverlay) -> None:
    deflater = Deflater()
    for number in range(4):
        client.send(compressed(deflater(logon(f"TURN{number}A"))))
        client.send(frame(TEXT, logon(f"TURN{number}B")))
        assert client.is_welcome(f"TURN{number}A")
        assert client.is_welcome(f"TURN{number}B")


@pytest.mark.parametrize("size", [1, 2, 7])
def test_a_compressed_message_may_come_in_several_frames(client: RawOverlay, size: int) -> None:
    deflater = Deflater()
    for code in ("PIECES1", "PIECES2"):
        data = deflater(logon(code))
        client.send(frame(TEXT, data[:size], fin=False, rsv=RSV1), frame(PING, b"between"))
        client.send(frame(0, data[size:-1], fin=False), frame(0, data[-1:]))
        assert client.frame().payload == b"between"
        assert client.is_welcome(code)


def test_a_compressed_message_may_end_with_an_empty_frame(client: RawOverlay) -> None:
    data = Deflater()(logon("EMPTY1"))
    client.send(frame(TEXT, data, fin=False, rsv=RSV1), frame(0))
    assert client.is_welcome("EMPTY1")


def test_a_message_may_look_back_to_one_that_came_in_several_frames(client: RawOverlay) -> None:
    deflater = Deflater()
    data = deflater(b'42["x","' + NOISE + b'"]')
    client.send(frame(TEXT, data[:100], fin=False, rsv=RSV1), frame(0, data[100:]))
    assert "unknown_event" in client.event("refused")
    again = deflater(b'42["x","' + NOISE + b'"]')
    assert len(again) < 200
    client.send(compressed(again))
    assert "unknown_event" in client.event("refused")
    client.send(compressed(deflater(logon("BACK1"))))
    assert client.is_welcome("BACK1")


@pytest.mark.parametrize("level", [0, 9])
def test_stored_and_final_blocks_are_read(client: RawOverlay, level: int) -> None:
    stream = zlib.compressobj(level, zlib.DEFLATED, -15)
    data = stream.compress(logon("FINAL1")) + stream.flush(zlib.Z_FINISH)
    client.send(compressed(data + b"\x00"))
    assert client.is_welcome("FINAL1")
    assert client.log_on("FINAL2")


def test_a_compressed_message_may_inflate_to_many_chunks(client: RawOverlay) -> None:
    client.send(compressed(Deflater()(logon("CHUNKS1")[:-1] + b" " * 51_201 + b"]")))
    assert client.is_welcome("CHUNKS1")


# What is wrong


def test_a_compressed_message_without_an_agreement_is_a_protocol_error(port: int) -> None:
    with RawOverlay(port) as overlay:
        overlay.send(compressed(Deflater()(logon("ALONE1"))))
        assert overlay.close_code() == PROTOCOL_ERROR


@pytest.mark.parametrize("opcode", [PING, CLOSE])
def test_a_compressed_control_frame_is_a_protocol_error(client: RawOverlay, opcode: int) -> None:
    client.send(compressed(b"", opcode))
    assert client.close_code() == PROTOCOL_ERROR


def test_the_bit_on_a_later_frame_is_a_protocol_error(client: RawOverlay) -> None:
    data = Deflater()(logon("LATER1"))
    client.send(frame(TEXT, data[:5], fin=False, rsv=RSV1), frame(0, data[5:], rsv=RSV1))
    assert client.close_code() == PROTOCOL_ERROR


@pytest.mark.parametrize("rsv", [1, 2, 3, 5, 6, 7])
def test_the_other_bits_are_a_protocol_error(client: RawOverlay, rsv: int) -> None:
    client.send(frame(TEXT, Deflater()(logon("BITS1")), rsv=rsv))
    assert client.close_code() == PROTOCOL_ERROR


WHOLE = Deflater()(logon("GARBAGE1") + NOISE)


@pytest.mark.parametrize("frames", [1, 2])
@pytest.mark.parametrize(
    "garbage",
    [b"\xff" * 20, b"\x06", WHOLE[:-5], WHOLE[5:], logon("PLAIN1"), NOISE],
    ids=["ones", "reserved block", "cut off", "beginning lost", "not compressed", "noise"],
)
def test_what_is_no_deflate_is_an_invalid_payload(
    client: RawOverlay, garbage: bytes, frames: int
) -> None:
    cut = len(garbage) // frames
    last = [frame(0, garbage[cut:])] if frames == 2 else []
    client.send(frame(TEXT, garbage[:cut], fin=not last, rsv=RSV1), *last)
    assert client.close_code() == INVALID_PAYLOAD


def test_who_looks_back_to_what_was_never_sent_is_refused(client: RawOverlay) -> None:
    deflater = Deflater()
    deflater(NOISE)
    client.send(compressed(deflater(NOISE)))
    assert client.close_code() == INVALID_PAYLOAD


@pytest.mark.parametrize("frames", [1, 2])
def test_what_inflates_to_no_utf8_is_an_invalid_payload(client: RawOverlay, frames: int) -> None:
    data = Deflater()(b'42["\xff"]')
    pieces = [data] if frames == 1 else [data[:4], data[4:]]
    last = [frame(0, piece) for piece in pieces[1:]]
    client.send(frame(TEXT, pieces[0], fin=not last, rsv=RSV1), *last)
    assert client.close_code() == INVALID_PAYLOAD


@pytest.fixture(scope="module")
def bomb() -> bytes:
    return Deflater()(bytes(100 * MIB))


@counts_memory
@pytest.mark.parametrize("opcode", [TEXT, BINARY])
@pytest.mark.parametrize("frames", [1, 50])
def test_a_bomb_is_refused_and_takes_no_memory(
    client: RawOverlay, house: Served, bomb: bytes, opcode: int, frames: int
) -> None:
    size = -(-len(bomb) // frames)
    pieces = [bomb[at : at + size] for at in range(0, len(bomb), size)]
    memory = Memory(house.pid)
    client.send(frame(opcode, pieces[0], fin=frames == 1, rsv=RSV1))
    client.send(*(frame(0, piece, fin=False) for piece in pieces[1:]))
    assert client.close_code() == TOO_BIG
    assert memory.peak_grew_by() < 16 * MIB


@counts_memory
def test_many_bombs_at_once_take_no_memory_either(
    port: int, client: RawOverlay, house: Served, bomb: bytes
) -> None:
    memory = Memory(house.pid)
    others = [RawOverlay(port, BROWSERS) for _ in range(20)]
    for other in others:
        other.send(compressed(bomb))
    assert [other.close_code() for other in others] == [TOO_BIG] * 20
    assert memory.peak_grew_by() < 16 * MIB
    for other in others:
        other.close()


def test_a_message_of_endless_streams_is_refused(client: RawOverlay) -> None:
    client.send(compressed(b"\x03\x00" * 30_000))
    assert client.close_code() == TOO_BIG


class Memory:
    """The most that a process has held at one time, from now on."""

    def __init__(self, pid: int) -> None:
        self._status = Path(f"/proc/{pid}/status")
        Path(f"/proc/{pid}/clear_refs").write_text("5")
        self._before = self._kib("VmRSS")

    def peak_grew_by(self) -> int:
        """In bytes."""
        return (self._kib("VmHWM") - self._before) * 1024

    def _kib(self, name: str) -> int:
        lines = self._status.read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(name))
