"""Bytes to typed events, or a refusal that says why. Nothing else reads what clients send.

A message that is as it should be is decoded in one go. Another is read member by member, and
refused only where nothing of it can be placed.
"""

import json
from collections.abc import Callable
from typing import Any, Generic, NoReturn, TypeVar, get_args

import msgspec

from .auxiliary import AnyAuxiliaryEvent, AuxiliaryEvent, AuxScoreboardTeam
from .errors import BadEvent, NoData, UnknownType, Unplaceable
from .fields import Identifier
from .observer import AnyObserverEvent, ObserverEvent
from .odd import Odd
from .reading import is_as_wanted, read_struct
from .server import AnyServerEvent, ServerEvent

Event = ObserverEvent | AuxiliaryEvent | ServerEvent
T = TypeVar("T", bound=Event)

Tell = Callable[[str, Odd], None]
"""(the event's type, one odd member of it): called for each of an event that is taken."""

_encoder = msgspec.json.Encoder()

_MAX_DEPTH = 32


class _Door(Generic[T]):
    """What one kind of sender may send; the log is believed to hold what can be placed."""

    def __init__(self, union: Any, other_role: Any = (), *, is_log: bool = False) -> None:
        self.decode: Callable[[bytes], T] = msgspec.json.Decoder(union).decode
        self.kinds: dict[str, type[T]] = {_tag(kind): kind for kind in get_args(union)}
        self.others = frozenset(map(_tag, get_args(other_role)))
        self.is_log = is_log


def _tag(kind: Any) -> str:
    return str(kind.__struct_config__.tag)


_observer: _Door[ObserverEvent] = _Door(AnyObserverEvent, AnyAuxiliaryEvent)
_auxiliary: _Door[AuxiliaryEvent] = _Door(AnyAuxiliaryEvent, AnyObserverEvent)
_log: _Door[Event] = _Door(AnyObserverEvent | AnyAuxiliaryEvent | AnyServerEvent, is_log=True)


def parse_observer(raw: bytes | str, tell: Tell | None = None) -> ObserverEvent:
    """One packet of an observer, or BadEvent."""
    return _parse(raw, _observer, tell)


def parse_auxiliary(raw: bytes | str, tell: Tell | None = None) -> AuxiliaryEvent:
    """One packet of an auxiliary client, or BadEvent."""
    return _parse(raw, _auxiliary, tell)


def parse_logged(raw: bytes) -> Event:
    """One event of a match's log, as `canonical` wrote it; BadEvent where it is none."""
    return _parse(raw, _log, None)


def canonical(event: Event) -> bytes:
    """The event as the log keeps it: the packet in wire names, without what nobody reads."""
    return _encoder.encode(event)


def event_type(event: Event) -> str:
    """The event's name on the wire."""
    return _tag(event)


def _parse(raw: bytes | str, door: _Door[T], tell: Tell | None) -> T:
    try:
        packet = raw.encode() if isinstance(raw, str) else raw
        event = door.decode(packet)
    except UnicodeError:
        raise BadEvent("not_unicode") from None
    except RecursionError:
        raise BadEvent("too_deep") from None
    except msgspec.MsgspecError:
        return _repaired(packet, door, tell)
    if b"\\u0000" in packet or (isinstance(event, AuxScoreboardTeam) and not event.is_exact):
        return _repaired(packet, door, tell)
    if packet.count(b"[") + packet.count(b"{") > _MAX_DEPTH:
        _check_depth(_loaded(packet))
    if not _can_be_placed(event, door):
        raise _nowhere(event_type(event), [])
    return event


def _repaired(packet: bytes, door: _Door[T], tell: Tell | None) -> T:
    """The event as far as it can be read; what nobody reads may be as odd as it likes."""
    sent = _loaded(packet)
    _check_depth(sent)
    kind = _kind(sent, door)
    oddities: list[Odd] = []
    try:
        event = read_struct(kind, sent, oddities)
    except Unplaceable as why:
        raise _nowhere(_tag(kind), oddities, why.detail) from None
    if not _can_be_placed(event, door):
        raise _nowhere(_tag(kind), oddities)
    if tell:
        for one in oddities:
            tell(_tag(kind), one)
    return event


def _can_be_placed(event: Event, door: _Door[Any]) -> bool:
    return door.is_log or isinstance(event, ServerEvent) or event.can_be_placed


def _nowhere(type_name: str, oddities: list[Odd], detail: str = "") -> Unplaceable:
    detail = detail or "data: nothing tells what or whom it is about"
    return Unplaceable(detail, type_name, tuple(oddities))


def _loaded(packet: bytes) -> Any:
    """The packet's JSON. Half characters are let through: names may be cut within one."""
    try:
        return json.loads(packet.decode(), parse_constant=_no_constant)
    except UnicodeError:
        raise BadEvent("not_unicode") from None
    except RecursionError:
        raise BadEvent("too_deep") from None
    except ValueError as error:
        raise BadEvent("not_json", str(error)) from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _check_depth(value: Any, depth: int = 0) -> None:
    if depth > _MAX_DEPTH:
        raise BadEvent("too_deep")
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            _check_depth(item, depth + 1)


def _kind(sent: Any, door: _Door[T]) -> type[T]:
    """The class of event that is meant, where the envelope is as it has to be."""
    if not isinstance(sent, dict):
        raise BadEvent("wrong_type", "expected an object")
    type_name = sent.get("type")
    if not isinstance(type_name, str):
        raise BadEvent("missing_field" if type_name is None else "wrong_type", "type")
    kind = door.kinds.get(type_name)
    if kind is not None and issubclass(kind, ServerEvent):
        return kind
    if "data" not in sent:
        raise NoData()
    if kind is None:
        if type_name in door.others:
            raise BadEvent("wrong_role", type_name)
        raise UnknownType(type_name)
    if issubclass(kind, ObserverEvent):
        _check_code(sent)
    return kind


def _check_code(sent: dict[str, Any]) -> None:
    if "groupCode" not in sent:
        raise BadEvent("missing_field", "groupCode")
    if not is_as_wanted(sent["groupCode"], Identifier):
        raise BadEvent("wrong_type", "groupCode")
