"""A message for many: each form of it is made once, and only when somebody needs that form."""

import itertools

from fanout.compression import WINDOW_BITS, Compression, deflate
from fanout.frames import text_frame

_serials = itertools.count(1)

NONE = 0
"""Stands for no message, where a serial is expected."""


class Message:
    """A text, on its own or as the successor of another.

    ``patch`` is a shorter message that says the same to whoever was shown the one before.
    """

    __slots__ = (
        "_alone",
        "_before",
        "_how",
        "_plain",
        "_step",
        "base",
        "deflates",
        "patch",
        "serial",
        "text",
    )

    def __init__(
        self,
        text: bytes,
        how: Compression,
        after: "Message | None" = None,
        patch: "Message | None" = None,
    ) -> None:
        self.text = text
        self.serial = next(_serials)
        self.base = after.serial if after else NONE
        self.patch = patch
        self.deflates = bool(how.level) and len(text) >= how.threshold
        self._how = how
        self._before = after.text if after else b""
        self._plain: bytes | None = None
        self._step: bytes | None = None
        self._alone: dict[int, bytes] = {}

    def plain(self) -> bytes:
        """The frame without compression."""
        if self._plain is None:
            self._plain = text_frame(self.text)
        return self._plain

    def alone(self, window_bits: int) -> bytes:
        """The compressed frame that is valid whatever came before it."""
        frame = self._alone.get(window_bits)
        if frame is None:
            frame = text_frame(deflate(self.text, self._how, window_bits), compressed=True)
            self._alone[window_bits] = frame
        return frame

    def step(self) -> bytes:
        """The compressed frame for receivers whose last compressed message is ``base``."""
        if self._step is None:
            shorter = deflate(self.text, self._how, WINDOW_BITS, self._before)
            self._step = text_frame(shorter, compressed=True)
        return self._step
