"""Reading WebSocket frames: by their heads alone where they are only counted, or whole.

What servers send is not masked. A frame that came in pieces is put together across reads.
"""

import zlib
from collections.abc import Iterator

COMPRESSED = 0x40  # RSV1
OPCODE = 0x0F
TEXT, CLOSE = 1, 8
# Once logged on, an overlay gets states and pings. A ping is a byte, or a few where servers
# compress even that; the smallest change of a state takes more.
SMALLEST_STATE = 16
TAIL = b"\x00\x00\xff\xff"  # of a compressed message, left out on the wire (RFC 7692, 7.2.1)


class BadFrame(Exception):
    """A server sent what this generator does not expect of it."""


def head(data: bytes | bytearray, at: int, end: int) -> tuple[int, int] | None:
    """(bytes of the head, bytes of the payload) of the frame at ``at``; None: not all there."""
    if end - at < 2:
        return None
    size = data[at + 1]
    if size < 126:
        return 2, size
    length = 2 if size == 126 else 8
    if size > 127:
        raise BadFrame("a masked frame")
    if end - at < 2 + length:
        return None
    return 2 + length, int.from_bytes(data[at + 2 : at + 2 + length], "big")


class FrameCounter:
    """Counts the frames of an overlay that has logged on, looking at heads alone.

    ``size`` adds up the bytes of states, heads included.
    """

    __slots__ = ("_head", "_is_state", "_missing", "closed", "pings", "size")

    def __init__(self) -> None:
        self._head = b""
        self._missing = 0
        self._is_state = False
        self.closed = False
        self.pings = 0
        self.size = 0

    def take(self, data: bytes | bytearray, end: int) -> int:
        """How many states are complete with the first ``end`` bytes of ``data``."""
        at = states = 0
        if self._head:
            data, end = self._head + data[:end], end + len(self._head)
            self._head = b""
        while True:
            if self._missing:
                step = min(self._missing, end - at)
                at += step
                self._missing -= step
                if self._missing:
                    return states
                states += self._is_state
            if at == end:
                return states
            found = head(data, at, end)
            if found is None:
                self._head = bytes(data[at:end])
                return states
            at += found[0]
            self._begin(data[at - found[0]], *found)

    def _begin(self, first: int, start: int, length: int) -> None:
        self._missing = length
        self._is_state = False
        if first & OPCODE == CLOSE:
            self.closed = True
        elif first & OPCODE == TEXT and length >= SMALLEST_STATE:
            self._is_state = True
            self.size += start + length
        elif first & OPCODE == TEXT:
            self.pings += 1


class FrameReader:
    """Puts frames together."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def take(self, data: bytes | bytearray) -> Iterator[tuple[int, bytes, int]]:
        """(first byte, payload, size with the head) of each frame that is complete."""
        self._rest += data
        while found := head(self._rest, 0, len(self._rest)):
            start, length = found
            if len(self._rest) < start + length:
                return
            first, payload = self._rest[0], bytes(self._rest[start : start + length])
            del self._rest[: start + length]
            yield first, payload, start + length

    def left_over(self) -> bytes:
        """What belongs to a frame that is not complete; taken away."""
        rest, self._rest = bytes(self._rest), bytearray()
        return rest


class Inflater:
    """Turns payloads into texts, as was negotiated; to be given every frame of a connection."""

    def __init__(self, negotiated: str) -> None:
        self._forgets = "server_no_context_takeover" in negotiated
        self._inflate = zlib.decompressobj(-15)

    def text(self, first: int, payload: bytes) -> bytes:
        if not first & COMPRESSED:
            return payload
        if self._forgets:
            self._inflate = zlib.decompressobj(-15)
        return self._inflate.decompress(payload + TAIL)
