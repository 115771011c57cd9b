"""Raw deflate as permessage-deflate has it (RFC 7692, 7.2)."""

import zlib
from typing import NamedTuple

from autobahn.exception import PayloadCorruptError, PayloadExceededError

WINDOW_BITS = 15
WINDOW = 1 << WINDOW_BITS  # bytes to which a compressed message can look back
TAIL = b"\x00\x00\xff\xff"  # ends every message, and is left out on the wire
CLOSING = b"\x03\x00"  # the last block of a stream, with nothing in it
STREAMS = 64  # deflate streams in one message; to begin one costs more than the 2 bytes it takes


class Compression(NamedTuple):
    """How we compress. Level 0: not at all. Sizes in bytes."""

    level: int = 3
    mem_level: int = 7
    threshold: int = 1024  # messages that are shorter go as they are
    inflate_chunk: int = 10 * 1024


def deflate(
    data: bytes, how: Compression, window_bits: int = WINDOW_BITS, before: bytes = b""
) -> bytes:
    """The message, for a receiver whose window ends with ``before``, or whatever it holds."""
    made = zlib.compressobj(
        how.level, zlib.DEFLATED, -window_bits, how.mem_level, zlib.Z_DEFAULT_STRATEGY, before
    )
    return (made.compress(data) + made.flush(zlib.Z_SYNC_FLUSH))[: -len(TAIL)]


class Inflater:
    """What one client sends us, inflated; takes the place of autobahn's own.

    It keeps the bytes that the client can look back to, rather than zlib's window of 32 KB: most
    clients send next to nothing.
    """

    EXTENSION_NAME = "permessage-deflate"

    def __init__(self, how: Compression) -> None:
        self._chunk = how.inflate_chunk
        self._window = b""

    def whole(self, data: bytes, limit: int) -> bytes:
        """A message of one frame. Raises PayloadExceededError, PayloadCorruptError."""
        self.start_decompress_message()
        message = self.decompress_message_data(data, limit)
        self.end_decompress_message()
        return message

    # autobahn's interface, for a message in any number of frames

    def start_decompress_message(self) -> None:
        self._stream = zlib.decompressobj(-WINDOW_BITS, zdict=self._window)
        self._streams = 1
        self._message = bytearray()

    def decompress_message_data(self, data: bytes, max_output_len: int | None = None) -> bytes:
        """What this frame adds to the message, at most so many bytes of it."""
        before = len(self._message)
        try:
            self._inflate(data, None if max_output_len is None else before + max_output_len)
        except zlib.error as error:
            raise PayloadCorruptError(str(error)) from error
        return bytes(self._message[before:])

    def end_decompress_message(self) -> None:
        """Raises PayloadCorruptError where the message was cut off."""
        try:
            beyond = self._stream.decompress(TAIL + CLOSING)
        except zlib.error as error:
            raise PayloadCorruptError(str(error)) from error
        if beyond or not self._stream.eof:
            raise PayloadCorruptError("it ends within a block")
        self._window = (self._window + bytes(self._message))[-WINDOW:]
        del self._stream, self._message

    def _inflate(self, data: bytes, limit: int | None) -> None:
        more = True
        while more:
            piece = self._stream.decompress(data, self._chunk)
            self._message += piece
            if limit is not None and len(self._message) > limit:
                self._refuse("it inflates to too many bytes")
            data = self._rest()
            # After a whole chunk zlib may hold more of it, though it has read all of the data.
            more = bool(data) or len(piece) == self._chunk

    def _rest(self) -> bytes:
        if not self._stream.eof:
            return self._stream.unconsumed_tail
        # A client may end a deflate stream and begin another within a message (7.2.3.4).
        self._streams += 1
        if self._streams > STREAMS:
            self._refuse("it holds too many deflate streams")
        rest = self._stream.unused_data
        window = (self._window + bytes(self._message))[-WINDOW:]
        self._stream = zlib.decompressobj(-WINDOW_BITS, zdict=window)
        return rest

    def _refuse(self, why: str) -> None:
        self._message.clear()  # autobahn goes on to read until the client has closed
        raise PayloadExceededError(why)
