"""What one WebSocket is sent, in order, at the pace at which its client takes it.

Bytes go straight to the socket while nothing waits before them; adding the socket to the event
loop for each of them, as the transport does, costs three times as much. Of states only the newest
waits; everything else is kept.
"""

import asyncio
import ctypes
import logging
import socket
from collections.abc import Callable, Iterable
from typing import Any

from twisted.internet import tcp

from fanout.message import NONE, Form, Message, Standing

logger = logging.getLogger(__name__)

PATIENCE = 10.0  # seconds within which a client has to take what waits for it
LIMIT = 1_000_000  # bytes that may wait for one client
UNSENT = 16 * 1024  # bytes; more than that the kernel is not to hold back: they would grow stale

# Python's own send() gives up the interpreter each time: a busy thread would then get its turn
# between any two viewers.
_send = ctypes.PyDLL(None, use_errno=True).send
_send.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int)
_send.restype = ctypes.c_ssize_t
_FLAGS = socket.MSG_DONTWAIT | getattr(socket, "MSG_NOSIGNAL", 0)


class Viewer:
    """One per WebSocket; also what the transport calls back when there is room again.

    ``stuck`` is called when the client has not taken what waits for it, or too much waits: the
    connection is to be aborted.
    """

    __slots__ = (
        "_busy",
        "_descriptor",
        "_over",
        "_pending",
        "_standing",
        "_stuck",
        "_timer",
        "_transport",
        "_waiting",
    )

    def __init__(self, transport: Any, stuck: Callable[[], None]) -> None:
        self._transport = transport
        self._stuck = stuck
        self._descriptor = _prepared(transport)
        self._busy = False
        self._over = False
        self._pending: Message | None = None
        self._standing = Standing()
        self._waiting = 0  # bytes given to the transport since it was last empty
        self._timer: asyncio.TimerHandle | None = None
        transport.unregisterProducer()  # of HTTP, from before the upgrade
        transport.registerProducer(self, True)

    def agree(self, window_bits: int, remembers: bool) -> None:
        """The client takes deflate for this window, and may keep it between messages."""
        self._standing = Standing(window_bits, remembers)

    def show(self, state: Message) -> None:
        """Send the newest state, or keep it, in place of an older one, until it can be taken."""
        if self._busy:
            self._pending = state
        else:
            form = state.form(self._standing)
            self._showed(state, form, self._take(form.frame))

    def forget(self) -> None:
        """Don't show what waits to be shown, nor build upon what was."""
        self._pending = None
        self._standing = self._standing._replace(shown=NONE)

    def tell(self, message: Message) -> None:
        """Send a message that must arrive."""
        frame, then = message.form(self._standing)
        self._standing = then._replace(shown=self._standing.shown)
        self.write(frame)

    def write(self, data: bytes) -> None:
        """Send bytes that must arrive."""
        sent = 0 if self._busy else self._take(data)
        if sent < len(data) and not self._over:
            self._keep(data[sent:])

    def finish(self) -> None:
        """Nothing more is sent; the transport may close when it is empty, if that is soon."""
        if not self._over:
            self._over = self._busy = True
            self._pending = None
            self._transport.unregisterProducer()
            self._be_patient()

    def gone(self) -> None:
        """The connection has ended."""
        self.finish()
        self._stop_waiting()

    # Called by the transport

    def pauseProducing(self) -> None:  # noqa: N802
        """Its buffer is full."""
        self._wait()

    def resumeProducing(self) -> None:  # noqa: N802
        """Its buffer is empty."""
        if self._over:
            return
        self._busy, self._waiting = False, 0
        self._stop_waiting()
        pending, self._pending = self._pending, None
        if pending is not None:
            self.show(pending)

    def stopProducing(self) -> None:  # noqa: N802
        """It is closed."""
        self.gone()

    def _showed(self, state: Message, form: Form, sent: int) -> None:
        """So many bytes of the state were taken."""
        if not sent:
            self._pending = state
            self._wait()
            return
        self._standing = form.then
        if sent < len(form.frame):
            self._keep(form.frame[sent:])

    def _take(self, data: bytes) -> int:
        """How many bytes were taken at once."""
        if self._over:
            return 0
        if self._descriptor is None:  # TLS: it has a buffer of its own, and tells when that is full
            self._transport.write(data)
            return len(data)
        # An error is for the transport to find: it is told the rest.
        sent: int = _send(self._descriptor, data, len(data), _FLAGS)
        return max(0, sent)

    def _keep(self, rest: bytes) -> None:
        self._transport.write(rest)
        self._waiting += len(rest)
        self._wait()
        if self._waiting > LIMIT:
            self._stuck()

    def _wait(self) -> None:
        if self._busy:
            return
        self._busy = True
        self._be_patient()
        if self._descriptor is not None:
            # Asks for resumeProducing as soon as the socket can be written to and is up to date.
            self._transport.producerPaused = True
            self._transport.startWriting()

    def _be_patient(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(PATIENCE, self._stuck)

    def _stop_waiting(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None


def show_all(viewers: Iterable[Viewer], state: Message) -> None:
    """Show each of them this state: what ``Viewer.show`` does, made short for those who keep up."""
    forms = state.forms
    for viewer in viewers:
        descriptor, standing = viewer._descriptor, viewer._standing
        if viewer._busy or descriptor is None:
            viewer.show(state)
            continue
        form = forms.get(standing) or state.form(standing)
        frame = form.frame
        sent = _send(descriptor, frame, len(frame), _FLAGS)
        if sent == len(frame):
            viewer._standing = form.then
        else:
            viewer._showed(state, form, max(0, sent))


def _prepared(transport: Any) -> int | None:
    """The socket that may be written to directly, or None; it is told to hold little back."""
    layer = transport
    while not isinstance(layer, tcp.Connection):
        layer = layer.transport
    if layer.socket.family in (socket.AF_INET, socket.AF_INET6):
        option = getattr(socket, "TCP_NOTSENT_LOWAT", None)
        if option is not None:
            layer.socket.setsockopt(socket.IPPROTO_TCP, option, UNSENT)
    return layer.fileno() if layer is transport else None
