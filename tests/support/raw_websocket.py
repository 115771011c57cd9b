"""A WebSocket client that sends whatever a test wants, and shows what comes back.

``offer`` is what it says in Sec-WebSocket-Extensions; a list sends the header several times.
Nothing is done by itself: no pong, no answer to a close.
"""

import base64
import json
import os
import socket
import ssl
import zlib
from typing import NamedTuple, Self

PATIENCE_S = 10.0
TAIL = b"\x00\x00\xff\xff"
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
BROWSERS = "permessage-deflate; client_max_window_bits"
SOCKET_IO = "/socket.io/?EIO=4&transport=websocket"


def frame(
    opcode: int,
    payload: bytes = b"",
    *,
    fin: bool = True,
    rsv: int = 0,
    masked: bool = True,
    length_bytes: int | None = None,
) -> bytes:
    """A frame; ``rsv`` is its three bits as a number, ``length_bytes`` 2 or 8 where the length is
    to be written longer than needed."""
    size, mask_bit = len(payload), 0x80 if masked else 0
    if length_bytes is None:
        length_bytes = 0 if size < 126 else 2 if size < 1 << 16 else 8
    short = {0: size, 2: 126, 8: 127}[length_bytes]
    head = bytes([fin << 7 | rsv << 4 | opcode, mask_bit | short])
    head += size.to_bytes(length_bytes, "big") if length_bytes else b""
    if not masked:
        return head + payload
    mask = b"\x37\xfa\x21\x3d"
    return head + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload))


def closing(code: int, reason: bytes = b"") -> bytes:
    return frame(CLOSE, code.to_bytes(2, "big") + reason)


class Frame(NamedTuple):
    first: int
    payload: bytes

    @property
    def opcode(self) -> int:
        return self.first & 0x0F

    @property
    def compressed(self) -> bool:
        return bool(self.first & 0x40)


class Closed(Exception):
    """The server has closed: with this code, or None for a connection that just ended."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code


class RawWebSocket:
    """One connection to a path of a local port, with TLS where it is given how.

    ``headers`` is what the 101 held, ``latest`` the frame in which the last text came.
    """

    latest: Frame

    def __init__(
        self,
        port: int,
        path: str,
        offer: str | list[str] = "",
        receive_buffer: int | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.socket = socket.socket()
        self.socket.settimeout(PATIENCE_S)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self._buffer = b""
        self._inflater = zlib.decompressobj(-15)
        try:
            self._connect(port, tls)
            self.status, self.headers = self._shake_hands(path, offer)
            self._begin()
        except BaseException:
            self.close()
            raise

    @property
    def extensions(self) -> str | None:
        return self.headers.get("sec-websocket-extensions")

    # Out

    def send(self, *frames: bytes) -> None:
        """Send these bytes, in one go."""
        self.socket.sendall(b"".join(frames))

    def say(self, text: str) -> None:
        """Send an ordinary message."""
        self.send(frame(TEXT, text.encode()))

    # In

    def frame(self) -> Frame:
        """The next frame. Raises Closed when the connection ends."""
        first, size = self._take(2)
        if size in (126, 127):
            size = int.from_bytes(self._take(2 if size == 126 else 8), "big")
        return Frame(first, self._take(size))

    def text(self) -> str:
        """The next text message; what else comes is passed over. Raises Closed."""
        while True:
            got = self.frame()
            if got.opcode == CLOSE:
                raise Closed(int.from_bytes(got.payload[:2], "big"))
            if got.opcode == TEXT:
                self.latest = got
                return self._inflated(got).decode()

    def close_code(self) -> int | None:
        """With what code the server ends this connection, whatever comes before."""
        try:
            while True:
                self.text()
        except Closed as closed:
            return closed.code

    def ends(self) -> None:
        """Wait until nothing more comes."""
        try:
            while True:
                self._take(1)
        except Closed:
            return

    def close(self) -> None:
        self.socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _inflated(self, got: Frame) -> bytes:
        if "server_no_context_takeover" in (self.extensions or ""):
            self._inflater = zlib.decompressobj(-15)
        return self._inflater.decompress(got.payload + TAIL) if got.compressed else got.payload

    def _take(self, size: int) -> bytes:
        while len(self._buffer) < size:
            try:
                data = self.socket.recv(65_536)
            except ConnectionResetError:
                data = b""
            if not data:
                raise Closed(None)
            self._buffer += data
        taken, self._buffer = self._buffer[:size], self._buffer[size:]
        return taken

    def _connect(self, port: int, tls: ssl.SSLContext | None) -> None:
        self.socket.connect(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_hostname="127.0.0.1")

    def _begin(self) -> None:
        """Say what comes first."""

    def _shake_hands(self, path: str, offer: str | list[str]) -> tuple[int, dict[str, str]]:
        offers = [offer] if isinstance(offer, str) else offer
        lines = [
            f"GET {path} HTTP/1.1",
            "Host: 127.0.0.1",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
            *(f"Sec-WebSocket-Extensions: {one}" for one in offers if one),
        ]
        self.send("\r\n".join([*lines, "", ""]).encode())
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self._take(1)
        status, *rest = head.decode().strip().split("\r\n")
        pairs = (line.split(": ", 1) for line in rest)
        return int(status.split()[1]), {name.lower(): value for name, value in pairs}


def logon(code: str) -> bytes:
    """The text with which an overlay asks for the states of a code."""
    return f"42{json.dumps(['logon', json.dumps({'groupCode': code})])}".encode()


class RawOverlay(RawWebSocket):
    """An overlay on port 5200, connected as far as Socket.IO goes; it answers the heartbeat."""

    def __init__(
        self,
        port: int,
        offer: str | list[str] = "",
        receive_buffer: int | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        super().__init__(port, SOCKET_IO, offer, receive_buffer, tls)

    def _begin(self) -> None:
        self.text()
        self.say("40")
        self.text()

    def text(self) -> str:
        while (text := super().text()) == "2":
            self.say("3")
        return text

    def event(self, name: str) -> str:
        """The argument of the next such event."""
        while True:
            event, argument = json.loads(self.text()[2:])
            if event == name:
                return str(argument)

    def is_welcome(self, code: str) -> bool:
        """Whether the answer to a logon of this code has come."""
        return bool(json.loads(self.event("logon_success"))["groupCode"] == code)

    def log_on(self, code: str) -> bool:
        self.send(frame(TEXT, logon(code)))
        return self.is_welcome(code)
