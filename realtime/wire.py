"""JSON as it goes over our sockets: strict on the way in, plain on the way out."""

from typing import Any

import msgspec
from django.conf import settings

from fanout.compression import Compression

MAX_BODY = 1_000_000  # bytes of one polling request
MAX_MESSAGE = 128 * 1024  # bytes of one Socket.IO packet


class UnreadableError(ValueError):
    """Not JSON, or JSON that can't be passed on: NaN, 1e999, lone surrogates, too deep."""


class StrictJson:
    """The ``json`` module that Socket.IO is to use."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        return msgspec.json.encode(value).decode()

    @staticmethod
    def loads(text: str | bytes, **_: Any) -> Any:
        try:
            return msgspec.json.decode(text)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            raise UnreadableError(type(error).__name__) from error


def argument(args: list[Any]) -> bytes | str:
    """The JSON of an event's one argument: a string holding it, or, as ours, an object."""
    if len(args) != 1:
        raise UnreadableError("one argument is expected")
    value = args[0]
    return value if isinstance(value, str) else msgspec.json.encode(value)


def text(value: dict[str, Any]) -> str:
    """The argument that we send: a string which holds JSON."""
    return msgspec.json.encode(value).decode()


def event_text(event: str, payload: str) -> bytes:
    """An event whose argument is a string, as the text of an Engine.IO message."""
    return b"42" + msgspec.json.encode((event, payload))


def object_event_text(event: str, payload: dict[str, Any]) -> bytes:
    """An event whose argument is an object, as the text of an Engine.IO message."""
    return b"42" + msgspec.json.encode((event, payload))


def compression() -> Compression:
    """How our WebSockets compress."""
    return Compression(
        settings.COMPRESSION_LEVEL,
        settings.COMPRESSION_MEM_LEVEL,
        settings.COMPRESSION_THRESHOLD,
        settings.INFLATE_CHUNK,
    )
