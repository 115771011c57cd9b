"""A state as bytes, and back: what a snapshot holds. A snapshot is never more than a shortcut."""

import hashlib

import msgspec

from .state import MatchState

FORMAT = 2
"""The number of the state's shape. Raise it when the shape changes: older snapshots are passed
over then, and the whole log is folded. A test holds it against the shape."""

_decoder = msgspec.msgpack.Decoder(MatchState)


class BadSnapshot(ValueError):
    """These bytes are no state."""


def encode(state: MatchState) -> bytes:
    """The state in about 5 KB."""
    return msgspec.msgpack.encode(state)


def decode(data: bytes) -> MatchState:
    """The state; raises BadSnapshot."""
    try:
        return _decoder.decode(data)
    except msgspec.MsgspecError as error:
        raise BadSnapshot(str(error)) from error


def shape() -> str:
    """A digest of everything that a state is made of."""
    schema = msgspec.json.schema(MatchState)
    return hashlib.sha256(msgspec.json.encode(schema, order="deterministic")).hexdigest()[:16]
