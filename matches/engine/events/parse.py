"""Bytes to typed events, or a refusal that says why. Nothing else reads what clients send."""

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar, get_args

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from .auxiliary import AnyAuxiliaryEvent, AuxiliaryEvent
from .errors import BadEvent, NoData, UnknownType
from .observer import AnyObserverEvent, ObserverEvent
from .server import AnyServerEvent, ServerEvent

Event = ObserverEvent | AuxiliaryEvent | ServerEvent
T = TypeVar("T")

_observer: msgspec.json.Decoder[ObserverEvent] = msgspec.json.Decoder(AnyObserverEvent)
_auxiliary: msgspec.json.Decoder[AuxiliaryEvent] = msgspec.json.Decoder(AnyAuxiliaryEvent)
_logged: msgspec.json.Decoder[Event] = msgspec.json.Decoder(
    AnyObserverEvent | AnyAuxiliaryEvent | AnyServerEvent
)
_encoder = msgspec.json.Encoder()

_MAX_DEPTH = 32


class _Head(Struct):
    """As much of a message as tells what was wrong with it."""

    type: Any = None
    data: Raw | UnsetType = UNSET


_head = msgspec.json.Decoder(_Head)


def parse_observer(raw: bytes | str) -> ObserverEvent:
    """One packet of an observer, or BadEvent."""
    return _parse(raw, _observer.decode, AnyAuxiliaryEvent)


def parse_auxiliary(raw: bytes | str) -> AuxiliaryEvent:
    """One packet of an auxiliary client, or BadEvent."""
    return _parse(raw, _auxiliary.decode, AnyObserverEvent)


def parse_logged(raw: bytes) -> Event:
    """One event of a match's log, as `canonical` wrote it; BadEvent where it is none."""
    return _parse(raw, _logged.decode, ())


def canonical(event: Event) -> bytes:
    """The event as the log keeps it: the packet in wire names, without what nobody reads."""
    return _encoder.encode(event)


def event_type(event: Event) -> str:
    """The event's name on the wire."""
    return str(event.__struct_config__.tag)


def _names(union: Any) -> frozenset[str]:
    return frozenset(str(kind.__struct_config__.tag) for kind in get_args(union))


def _parse(raw: bytes | str, decode: Callable[[bytes], T], other_role: Any) -> T:
    try:
        packet = raw.encode() if isinstance(raw, str) else raw
        event = decode(packet)
        if _is_odd(packet):
            _check_depth_and_text(msgspec.json.decode(packet))
    except UnicodeError:
        raise BadEvent("not_unicode") from None
    except RecursionError:
        raise BadEvent("too_deep") from None
    except msgspec.ValidationError as error:
        _explain(packet, str(error), other_role)
    except msgspec.DecodeError as error:
        raise BadEvent("not_json", str(error)) from None
    return event


def _is_odd(packet: bytes) -> bool:
    """Whether a look at the bytes leaves it open that the message is deep, or holds a NUL."""
    return b"\\u0000" in packet or packet.count(b"[") + packet.count(b"{") > _MAX_DEPTH


def _check_depth_and_text(value: Any, depth: int = 0) -> None:
    if depth > _MAX_DEPTH:
        raise BadEvent("too_deep")
    # The escape itself is looked for too: a string may hold JSON of its own.
    if isinstance(value, str) and ("\0" in value or "\\u0000" in value):
        raise BadEvent("nul_character")
    if isinstance(value, dict):
        _check_depth_and_text([*value.keys(), *value.values()], depth)
    elif isinstance(value, list):
        for item in value:
            _check_depth_and_text(item, depth + 1)


def _explain(packet: bytes, why: str, other_role: Any) -> NoReturn:
    """Raises the refusal that tells best what was wrong with a message of the wrong shape."""
    try:
        head = _head.decode(packet)
    except (msgspec.MsgspecError, RecursionError):
        raise BadEvent("wrong_type", "expected an object") from None
    if not isinstance(head.type, str):
        raise BadEvent("missing_field" if head.type is None else "wrong_type", "type") from None
    if head.data is UNSET:
        raise NoData() from None
    if "at `$.type`" in why:
        if head.type in _names(other_role):
            raise BadEvent("wrong_role", head.type) from None
        raise UnknownType(head.type) from None
    raise BadEvent(_slug(why), _readable(why)) from None


_SLUGS = {
    "missing required field": "missing_field",
    "out of range": "out_of_range",
    "<=": "out_of_range",
    ">=": "out_of_range",
    "matching regex": "out_of_range",
}


def _slug(why: str) -> str:
    return next((slug for words, slug in _SLUGS.items() if words in why), "wrong_type")


def _readable(why: str) -> str:
    """Turns "Expected `int` - at `$.data.money`" into "data.money: expected int"."""
    problem, _, path = why.replace("`", "").partition(" - at $.")
    problem = problem[:1].lower() + problem[1:]
    return f"{path}: {problem}" if path else problem
