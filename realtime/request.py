"""A request in the terms of WSGI, which the Engine.IO library wants, made of ASGI's.

The library's own way makes a class for each request. A class refers to itself: it, and with it
the connection, would stay until Python looks for such cycles.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from realtime.wire import MAX_BODY

Receive = Callable[[], Awaitable[dict[str, Any]]]


class Body:
    """What a request holds."""

    def __init__(self, first: dict[str, Any], receive: Receive) -> None:
        self._event = first
        self._receive = receive

    async def read(self, length: int) -> bytes:
        """So many bytes, or all that there are."""
        body = bytearray(self._event.get("body", b""))
        while len(body) < length and self._event.get("more_body"):
            self._event = await self._receive()
            body += self._event.get("body", b"")
        return bytes(body[:length])


async def translated(scope: dict[str, Any], receive: Receive, send: Any) -> dict[str, Any]:
    """What the library reads of a request, by WSGI's names; it takes ASGI's own parts too."""
    environ = {
        "REQUEST_METHOD": scope.get("method", "GET"),
        "QUERY_STRING": scope["query_string"].decode(errors="replace"),
        "wsgi.input": Body(await receive(), receive),
        "asgi.receive": receive,
        "asgi.send": send,
        "asgi.scope": scope,
    }
    for name, value in scope["headers"]:
        key, text = _key(name.decode()), value.decode(errors="replace")
        environ[key] = f"{environ[key]},{text}" if key in environ else text
    # A chunked body says no length.
    environ.setdefault("CONTENT_LENGTH", str(MAX_BODY))
    environ["wsgi.url_scheme"] = environ.get("HTTP_X_FORWARDED_PROTO", "http")
    return environ


def _key(header: str) -> str:
    key = header.upper().replace("-", "_")
    return key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
