"""A Socket.IO connection on a raw WebSocket, from the dial to the answer to CONNECT."""

import select
import socket
import ssl
from collections.abc import Callable
from typing import Protocol

from bench.frames import PONG, UPGRADE, frame
from bench.viewers.reading import CLOSE, OPCODE, FrameReader, Inflater

BROWSERS_OFFER = "permessage-deflate; client_max_window_bits"
BUFFER = bytearray(256 * 1024)  # of all connections: what is read is looked at before the next
PONG_FRAME = frame(PONG)
PING = b"2"
CONNECT_FRAME = frame("40")
NOT_YET = (BlockingIOError, ssl.SSLWantReadError)

Reaction = Callable[[int], None]


class Watch(Protocol):
    """Calls back when a socket is ready."""

    def watch(self, one: socket.socket, events: int, reaction: Reaction) -> None: ...

    def react(self, one: socket.socket, reaction: Reaction) -> None: ...

    def forget(self, one: socket.socket) -> None: ...


def dial(port: int, tls: ssl.SSLContext | None, receive_buffer: int = 0) -> socket.socket:
    """A socket on its way to the port; over TLS, one that has arrived."""
    one = socket.socket()
    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if receive_buffer:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    if tls:
        one.connect(("127.0.0.1", port))
        one = tls.wrap_socket(one)
    one.setblocking(False)
    if not tls:
        one.connect_ex(("127.0.0.1", port))
    return one


class Connection:
    """Upgrades, sends CONNECT, answers pings; subclasses take what comes after."""

    def __init__(self, watch: Watch, port: int, one: socket.socket, offer: str = "") -> None:
        self.watch = watch
        self.socket = one
        extensions = f"Sec-WebSocket-Extensions: {offer}\r\n\r\n" if offer else "\r\n"
        self._request = UPGRADE.format(port=port).encode()[:-2] + extensions.encode()
        self._answer = b""
        self.reader = FrameReader()
        self.inflater = Inflater("")
        self.closed = False
        self.last_words = b""  # code and reason, where the server gave any
        watch.watch(one, select.EPOLLOUT, self._arrived)

    # What subclasses do

    def on_connected(self) -> None:
        """CONNECT was answered."""

    def on_text(self, text: bytes) -> None:
        """What is no ping, after CONNECT."""

    def on_closed(self) -> None:
        """The server ended the connection."""

    # The steps

    def _arrived(self, _: int) -> None:
        self.watch.watch(self.socket, select.EPOLLIN, self._upgrading)
        self.send(self._request)

    def _upgrading(self, _: int) -> None:
        self._answer += self.received()
        answer, ended, rest = self._answer.partition(b"\r\n\r\n")
        if not ended:
            return
        status, *lines = answer.decode("latin-1").split("\r\n")
        if " 101 " not in f"{status} ":
            self.close()
            return
        headers = {
            name.lower(): value for name, _, value in (line.partition(":") for line in lines)
        }
        self.inflater = Inflater(headers.get("sec-websocket-extensions", ""))
        self.watch.react(self.socket, self.reading)
        self._take(rest)

    def reading(self, _: int) -> None:
        self._take(self.received())

    def _take(self, data: bytes) -> None:
        for first, payload, size in self.reader.take(data):
            if first & OPCODE == CLOSE:
                self.last_words = payload
                self.close()
            else:
                self.on_frame(first, payload, size)

    def on_frame(self, first: int, payload: bytes, size: int) -> None:
        """A whole frame of text, ``size`` with its head."""
        text = self.inflater.text(first, payload)
        if text == PING:
            self.send(PONG_FRAME)
        elif text[:1] == b"0":
            self.send(CONNECT_FRAME)
        elif text[:2] == b"40":
            self.on_connected()
        else:
            self.on_text(text)

    def received(self) -> bytes:
        """What there is to read."""
        data = b""
        while (size := self.receive()) > 0:
            data += BUFFER[:size]
            if not self.more_is_here():
                break
        return data

    def more_is_here(self) -> bool:
        """TLS reads whole records, of which the poll knows nothing."""
        return isinstance(self.socket, ssl.SSLSocket) and self.socket.pending() > 0

    def receive(self) -> int:
        """Bytes that are in BUFFER now; -1 where there are none after all."""
        try:
            size = self.socket.recv_into(BUFFER)
        except NOT_YET:
            return -1
        except OSError:
            size = 0
        if size == 0:
            self.close()
        return size

    def send(self, data: bytes) -> None:
        """Small frames only, which any socket takes."""
        try:
            self.socket.send(data)
        except OSError:
            self.close()

    def close(self) -> None:
        if not self.closed:
            self.closed = True
            self.watch.forget(self.socket)
            self.socket.close()
            self.on_closed()
