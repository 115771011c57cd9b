"""WebSocket frames (RFC 6455, 5.2), as far as whole text messages go."""

import struct
from typing import NamedTuple

TEXT = 0x81  # the last, and only, frame of a text message
COMPRESSED = 0x40  # its RSV1 bit, which permessage-deflate uses
MASKED = 0x80


def text_frame(payload: bytes, *, compressed: bool = False) -> bytes:
    """The frame in which a server sends a whole message."""
    first = TEXT | COMPRESSED if compressed else TEXT
    size = len(payload)
    if size < 126:
        head = struct.pack("!BB", first, size)
    elif size < 1 << 16:
        head = struct.pack("!BBH", first, 126, size)
    else:
        head = struct.pack("!BBQ", first, 127, size)
    return head + payload


class Whole(NamedTuple):
    """A client's message of one frame, and where the next one begins."""

    payload: bytes
    compressed: bool
    end: int


def read_whole(buffer: bytes, start: int) -> Whole | None:
    """The message that begins here, if all of it is there and it is of the ordinary kind.

    Ordinary: one masked text frame of less than 64 KiB. None for everything else, also for what
    is wrong, and for what is still incomplete.
    """
    if len(buffer) < start + 6 or buffer[start] & ~COMPRESSED != TEXT:
        return None
    size, head = buffer[start + 1] - MASKED, start + 2
    if size == 126 and len(buffer) >= start + 8:
        size, head = int.from_bytes(buffer[head : head + 2], "big"), start + 4
        if size < 126:
            return None
    elif not 0 <= size < 126:
        return None
    end = head + 4 + size
    if len(buffer) < end:
        return None
    payload = _unmasked(buffer[head + 4 : end], buffer[head : head + 4])
    return Whole(payload, bool(buffer[start] & COMPRESSED), end)


def is_ordinary(begun: bytes) -> bool:
    """Whether what has begun can still become a message that ``read_whole`` reads."""
    masked_and_short = len(begun) < 2 or MASKED <= begun[1] <= MASKED + 126
    minimal = len(begun) < 4 or begun[1] != MASKED + 126 or begun[2:4] >= b"\x00\x7e"
    return begun[0] & ~COMPRESSED == TEXT and masked_and_short and minimal


def _unmasked(payload: bytes, mask: bytes) -> bytes:
    """As numbers of as many bytes: much faster than byte by byte."""
    size = len(payload)
    masks = (mask * (size // 4 + 1))[:size]
    number = int.from_bytes(payload, "little") ^ int.from_bytes(masks, "little")
    return number.to_bytes(size, "little")
