"""WebSocket frames on port 5200, right and wrong ones, as RFC 6455 has them."""

import socket
import struct
from collections.abc import Iterator

import pytest

from tests.support.raw_websocket import (
    BINARY,
    CLOSE,
    PING,
    PONG,
    TEXT,
    Frame,
    RawOverlay,
    closing,
    frame,
    logon,
)
from tests.support.served import Served

MIB = 1 << 20
PROTOCOL_ERROR, INVALID_PAYLOAD, TOO_BIG = 1002, 1007, 1009


@pytest.fixture(scope="module")
def neighbour(house: Served) -> Iterator[RawOverlay]:
    with RawOverlay(house.ports["broadcast"]) as overlay:
        yield overlay


@pytest.fixture
def client(house: Served, neighbour: RawOverlay) -> Iterator[RawOverlay]:
    """A client; whatever it does, its neighbour is served."""
    with RawOverlay(house.ports["broadcast"]) as overlay:
        yield overlay
        assert neighbour.log_on("NEXTDOOR1")


def fragments(payload: bytes, *sizes: int) -> list[bytes]:
    """A text message in frames of these sizes, and one for what is left."""
    pieces, at = [], 0
    for size in sizes:
        pieces.append(payload[at : at + size])
        at += size
    pieces.append(payload[at:])
    last = len(pieces) - 1
    return [
        frame(0 if place else TEXT, piece, fin=place == last) for place, piece in enumerate(pieces)
    ]


# What is right


@pytest.mark.parametrize("sizes", [(1,), (0, 0), (5, 0, 5), (1,) * 20], ids=str)
def test_a_message_may_come_in_several_frames(client: RawOverlay, sizes: tuple[int, ...]) -> None:
    client.send(*fragments(logon("PIECES1"), *sizes))
    assert client.is_welcome("PIECES1")
    assert client.log_on("PIECES2")


def test_a_message_may_come_byte_by_byte(client: RawOverlay) -> None:
    for byte in frame(TEXT, logon("BYTES1")) + b"".join(fragments(logon("BYTES2"), 9)):
        client.send(bytes([byte]))
    assert client.is_welcome("BYTES1")
    assert client.is_welcome("BYTES2")


def test_many_messages_may_come_at_once(client: RawOverlay) -> None:
    codes = [f"MANY{number}" for number in range(200)]
    client.send(*(frame(TEXT, logon(code)) for code in codes))
    assert all(client.is_welcome(code) for code in codes)


def test_pings_are_answered_between_the_frames_of_a_message(client: RawOverlay) -> None:
    first, second, third = fragments(logon("BETWEEN1"), 7, 7)
    client.send(first, frame(PING, b"one"), second, frame(PONG, b"unasked"), third)
    assert client.frame() == Frame(0x80 | PONG, b"one")
    assert client.is_welcome("BETWEEN1")


def test_messages_and_pings_are_answered_in_order(client: RawOverlay) -> None:
    client.send(frame(PING, b"before"), frame(PING), frame(PING, b"x" * 125))
    assert [client.frame().payload for _ in range(3)] == [b"before", b"", b"x" * 125]


def test_a_pong_that_nobody_asked_for_is_passed_over(client: RawOverlay) -> None:
    client.send(frame(PONG, b"hello"), frame(PONG))
    assert client.log_on("PONG1")


@pytest.mark.parametrize("size", [125, 126, 127, 65_535, 65_536, 100_000])
def test_a_message_may_have_any_size_below_the_limit(client: RawOverlay, size: int) -> None:
    text = logon("LENGTH1")
    client.send(frame(TEXT, text[:-1] + b" " * (size - len(text)) + text[-1:]))
    assert client.is_welcome("LENGTH1")


def test_a_letter_may_be_cut_in_two_by_frames(client: RawOverlay) -> None:
    text = '42["ü🏆"]'.encode()
    for cut in range(4, 10):
        client.send(*fragments(text, cut))
        assert "unknown_event" in client.event("refused")


# How it ends


@pytest.mark.parametrize(
    "code", [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999]
)
def test_a_close_is_answered_and_the_connection_ended(client: RawOverlay, code: int) -> None:
    client.send(closing(code, b"see you"))
    assert client.close_code() == 1000
    client.ends()


@pytest.mark.parametrize("payload", [b"", b"\x03\xe8", b"\x03\xe8" + "ü".encode() * 61])
def test_a_close_needs_no_reason_and_may_have_a_long_one(
    client: RawOverlay, payload: bytes
) -> None:
    client.send(frame(CLOSE, payload))
    assert client.close_code() == 1000
    client.ends()


def test_what_comes_after_a_close_is_passed_over(client: RawOverlay) -> None:
    client.send(closing(1000), frame(PING, b"hello"), frame(TEXT, logon("AFTER1")))
    assert client.frame().opcode == CLOSE
    client.ends()


def test_a_close_may_come_between_the_frames_of_a_message(client: RawOverlay) -> None:
    client.send(fragments(logon("BETWEEN2"), 7)[0], closing(1000))
    assert client.close_code() == 1000
    client.ends()


@pytest.mark.parametrize("begun", [1, 3, 20])
def test_a_client_may_be_gone_in_mid_frame(client: RawOverlay, begun: int) -> None:
    client.send(frame(TEXT, logon("GONE1"))[:begun])


def test_a_connection_may_be_reset_in_mid_frame(client: RawOverlay) -> None:
    client.send(frame(TEXT, b"x" * 100_000)[:50_000])
    client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


# What is wrong


def test_an_unmasked_frame_is_a_protocol_error(client: RawOverlay) -> None:
    client.send(frame(TEXT, logon("NAKED1"), masked=False))
    assert client.close_code() == PROTOCOL_ERROR


@pytest.mark.parametrize("rsv", range(1, 8))
@pytest.mark.parametrize("opcode", [TEXT, BINARY, PING, CLOSE])
def test_a_reserved_bit_is_a_protocol_error(client: RawOverlay, rsv: int, opcode: int) -> None:
    payload = b"" if opcode == CLOSE else b"hello"
    client.send(frame(opcode, payload, rsv=rsv))
    assert client.close_code() == PROTOCOL_ERROR


@pytest.mark.parametrize("opcode", [3, 4, 5, 6, 7, 11, 12, 13, 14, 15])
@pytest.mark.parametrize("payload", [b"", b"hello"])
def test_a_reserved_opcode_is_a_protocol_error(
    client: RawOverlay, opcode: int, payload: bytes
) -> None:
    client.send(frame(opcode, payload))
    assert client.close_code() == PROTOCOL_ERROR


TEXT_BEGUN = frame(TEXT, b"begun", fin=False)


@pytest.mark.parametrize(
    "sent",
    [
        frame(0, b"hello"),
        frame(0, b"hello", fin=False),
        frame(TEXT, b"2") + frame(0, b"hello"),
        TEXT_BEGUN + frame(TEXT, b"hello"),
        TEXT_BEGUN + frame(BINARY, b"hello"),
        TEXT_BEGUN + frame(0, b"more", rsv=4),
        frame(PING, b"hello", fin=False),
        frame(CLOSE, b"", fin=False),
        frame(PING, b"x" * 126),
        frame(PONG, b"x" * 126),
        frame(CLOSE, b"\x03\xe8" + b"x" * 124),
        frame(PING, b"x" * 70_000),
        frame(CLOSE, b"\x03"),
        frame(TEXT, b"hello", length_bytes=2),
        frame(TEXT, b"hello", length_bytes=8),
        frame(TEXT, b"x" * 65_535, length_bytes=8),
        b"\x81\xff" + b"\xff" * 8 + b"mask",
        b"\x81\xff\x80" + b"\x00" * 7 + b"mask",
    ],
    ids=lambda sent: sent[:8].hex(" "),
)
def test_frames_that_make_no_sense_are_a_protocol_error(client: RawOverlay, sent: bytes) -> None:
    client.send(sent)
    assert client.close_code() == PROTOCOL_ERROR


@pytest.mark.parametrize("code", [0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999, 5000, 65_535])
def test_a_close_with_a_code_that_cannot_be_is_a_protocol_error(
    client: RawOverlay, code: int
) -> None:
    client.send(closing(code))
    assert client.close_code() == PROTOCOL_ERROR


NOT_UTF8 = (b"\xff", b"\xc3(", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\xe2\x82")


@pytest.mark.parametrize("bad", NOT_UTF8, ids=bytes.hex)
@pytest.mark.parametrize("cut", [None, 6, 7])
def test_text_that_is_no_utf8_is_an_invalid_payload(
    client: RawOverlay, bad: bytes, cut: int | None
) -> None:
    payload = b'42["a' + bad + (b"" if bad == NOT_UTF8[-1] else b'"]')
    client.send(*fragments(payload, cut) if cut else [frame(TEXT, payload)])
    assert client.close_code() == INVALID_PAYLOAD


def test_text_that_is_no_utf8_is_refused_before_its_message_ends(client: RawOverlay) -> None:
    client.send(frame(TEXT, b"42\xff", fin=False))
    assert client.close_code() == INVALID_PAYLOAD


def test_a_closes_reason_that_is_no_utf8_is_an_invalid_payload(client: RawOverlay) -> None:
    client.send(closing(1000, b"\xff"))
    assert client.close_code() == INVALID_PAYLOAD


def test_a_frame_that_announces_too_much_is_refused_at_once(client: RawOverlay) -> None:
    client.send(frame(TEXT, b"x" * (MIB + 1))[:20])
    assert client.close_code() == TOO_BIG


def test_a_message_of_many_frames_has_the_same_limit(client: RawOverlay) -> None:
    piece = frame(0, b"x" * 60_000, fin=False)
    client.send(TEXT_BEGUN, *[piece] * 18)
    assert client.close_code() == TOO_BIG


def test_whoever_is_told_that_it_was_wrong_may_close_in_order(client: RawOverlay) -> None:
    client.send(frame(TEXT, b"hello", masked=False))
    assert client.close_code() == PROTOCOL_ERROR
    client.send(closing(1002))
    client.ends()


def test_after_a_mistake_nothing_more_is_taken(client: RawOverlay) -> None:
    client.send(frame(3), frame(TEXT, logon("LATER1")), frame(PING, b"hello"))
    assert client.frame().payload[:2] == b"\x03\xea"
    client.send(closing(1002))
    client.ends()
