"""A message for many: each form of it is made once, and only when somebody needs that form."""

import itertools
from typing import NamedTuple

from fanout.compression import WINDOW_BITS, Compression, deflate
from fanout.frames import text_frame

_serials = itertools.count(1)

NONE = 0
"""Stands for no message, where a serial is expected."""


class Standing(NamedTuple):
    """What a client takes, and what it was sent: to all who stand alike go the same bytes."""

    window_bits: int = 0  # of the deflate that it takes; 0: none
    remembers: bool = False  # whether it keeps its window between messages
    shown: int = NONE  # the newest state that it was shown
    last: int = NONE  # the message at the end of its window


class Form(NamedTuple):
    """The frame for a client, and how that client stands once it was shown this."""

    frame: bytes
    then: Standing


class Message:
    """A text, on its own or as the successor of another.

    ``patch`` is a shorter message that says the same to whoever was shown the one before.
    ``forms`` are those that somebody has needed.
    """

    __slots__ = (
        "_alone",
        "_before",
        "_how",
        "_plain",
        "_step",
        "base",
        "deflates",
        "forms",
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
        self.forms: dict[Standing, Form] = {}

    def form(self, standing: Standing) -> Form:
        """What goes to the clients that stand like this."""
        form = self.forms.get(standing)
        if form is None:
            form = self.forms[standing] = self._form(standing)
        return form

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

    def _form(self, standing: Standing) -> Form:
        if self.patch is not None and standing.shown == self.base != NONE:
            frame, last = self.patch._whole(standing)
        else:
            frame, last = self._whole(standing)
        return Form(frame, standing._replace(shown=self.serial, last=last))

    def _whole(self, to: Standing) -> tuple[bytes, int]:
        """The frame, and the message at the end of such a client's window after it."""
        if not to.window_bits or not self.deflates:
            return self.plain(), to.last
        if not to.remembers or to.window_bits < WINDOW_BITS:
            return self.alone(to.window_bits), NONE
        if to.last == self.base != NONE:
            return self.step(), self.serial
        return self.alone(WINDOW_BITS), self.serial
