"""daphne's HTTP request, with a limit for what it holds.

daphne takes a body whole before anybody looks at it, however large it is.
"""

from io import BytesIO
from typing import Any

from daphne.http_protocol import WebRequest
from django.conf import settings
from twisted.internet import reactor

from realtime.wire import MAX_BODY
from spectra_site.refused import refused

SOCKET_IO = b"/socket.io/"
# A client that is still sending gets this much time, and this many bytes, to see the answer.
LINGER_S = 1.0
LINGER_BYTES = 1_000_000


class BoundedRequest(WebRequest):  # type: ignore[misc]
    """Answers 413 at the first byte beyond the limit, keeps nothing, ends the connection."""

    _received = 0
    _refused = False
    _end: Any = None

    def gotLength(self, length: int | None) -> None:  # noqa: N802
        """The headers are there; a chunked body has no length."""
        self.content = BytesIO()
        path = self.channel._path
        self._limit = MAX_BODY if path.startswith(SOCKET_IO) else settings.MAX_BODY
        if length is not None and length > self._limit:
            self._refuse()

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802
        self._received += len(data)
        if self._received > self._limit and not self._refused:
            self._refuse()
        if not self._refused:
            self.content.write(data)
        elif self._received > self._limit + LINGER_BYTES:
            self.channel.transport.abortConnection()

    def requestReceived(self, command: bytes, path: bytes, version: bytes) -> None:  # noqa: N802
        """The body is there."""
        if self._refused:
            self.channel.loseConnection()
        else:
            super().requestReceived(command, path, version)

    def connectionLost(self, reason: Any) -> None:  # noqa: N802
        if self._end and self._end.active():
            self._end.cancel()
        super().connectionLost(reason)

    def _refuse(self) -> None:
        self._refused = True
        self.content = BytesIO()
        refused.count("body_too_large")
        self.requestHeaders.removeHeader(b"expect")  # Twisted would ask for the body
        self.channel.transport.write(_answer(self._limit))
        self._end = reactor.callLater(LINGER_S, self.channel.transport.abortConnection)


def _answer(limit: int) -> bytes:
    body = f"A body may have {limit} bytes here.\n".encode()
    lines = (
        "HTTP/1.1 413 Content Too Large",
        "Content-Type: text/plain; charset=utf-8",
        f"Content-Length: {len(body)}",
        "Connection: close",
        "",
        "",
    )
    return "\r\n".join(lines).encode() + body


def bounded(factory: Any) -> None:
    """Let this factory of daphne's make our requests."""
    build = factory.buildProtocol

    def build_protocol(address: Any) -> Any:
        channel = build(address)
        channel.requestFactory = BoundedRequest
        return channel

    factory.buildProtocol = build_protocol
