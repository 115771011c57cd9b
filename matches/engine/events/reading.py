"""Reading an event that is not quite right: member by member, as far as each can be read.

What can be read as the thing that is wanted is read so ("3", 3.0, true for 1). A member that
can't becomes UNSET, or what its class says in `if_unreadable`; `must_be_told` names those
without which the event is refused.
"""

import math
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar, get_args

import msgspec
from msgspec import NODEFAULT, UNSET, Struct, UnsetType
from msgspec.structs import FieldInfo, fields

from .errors import Unplaceable
from .odd import Odd, odd

S = TypeVar("S", bound=Struct)

_MOST_ENTRIES = 64  # of a list that are looked at


def read_struct(kind: type[S], sent: Any, oddities: list[Odd], path: str = "") -> S:
    """The struct that is meant; appends to `oddities` what was odd. Raises Unplaceable."""
    if not isinstance(sent, dict):
        raise Unplaceable(f"{path or 'event'}: expected object")
    values = {field.name: _member(kind, field, sent, oddities, path) for field in _fields(kind)}
    try:
        return kind(**values)
    except ValueError as error:
        raise Unplaceable(str(error)) from None


@cache
def _fields(kind: type[Struct]) -> tuple[FieldInfo, ...]:
    return fields(kind)


def _member(
    kind: type[Struct], field: FieldInfo, members: dict[str, Any], oddities: list[Odd], path: str
) -> Any:
    name = f"{path}.{field.encode_name}" if path else field.encode_name
    sent = members.get(field.encode_name, UNSET)
    if sent is UNSET and field.default is not NODEFAULT:
        return field.default
    if sent is UNSET and field.name in getattr(kind, "must_be_told", ()):
        oddities.append(odd(name, sent, was_read=False))
        raise Unplaceable(f"{name}: missing")
    if reader := getattr(kind, f"read_{field.name}", None):
        return reader(sent, oddities)
    if isinstance(field.type, type) and issubclass(field.type, Struct):
        return read_struct(field.type, sent, oddities, name)
    if is_as_wanted(sent, field.type):
        return sent
    found, value = _read(sent, field.type)
    oddities.append(odd(name, sent, was_read=found))
    return value if found else _if_unreadable(kind, field, name)


def is_as_wanted(sent: Any, wanted: Any) -> bool:
    try:
        _converted(sent, wanted, strict=True)
    except msgspec.ValidationError:
        return False
    return _can_be_stored(sent)


def _converted(sent: Any, wanted: Any, *, strict: bool) -> Any:
    """The value as what is wanted; raises msgspec.ValidationError."""
    return msgspec.convert({"value": sent}, _holder(wanted), strict=strict).value


@cache
def _holder(wanted: Any) -> Any:
    """A struct of one such member: msgspec keeps what it knows of structs, and of those alone."""
    return msgspec.defstruct("Holder", [("value", wanted)])


def _read(sent: Any, wanted: Any) -> tuple[bool, Any]:
    """Whether it can be read as what is wanted, and as which value."""
    if isinstance(sent, list):
        return _read_list(sent, wanted)
    for candidate in _readings(sent):
        try:
            value = _converted(candidate, wanted, strict=False)
        except msgspec.ValidationError:
            continue
        if _can_be_stored(value):
            return True, value
    return False, None


def _read_list(sent: list[Any], wanted: Any) -> tuple[bool, Any]:
    """The entries that can be read, as many as there may be."""
    kept: list[Any] = []
    for entry in sent[:_MOST_ENTRIES]:
        if is_as_wanted([*kept, entry], wanted):
            kept.append(entry)
    return is_as_wanted(kept, wanted), kept


def _readings(sent: Any) -> Iterator[Any]:
    """What the value can be taken for, the likeliest first."""
    if isinstance(sent, bool):
        yield int(sent)
    elif isinstance(sent, int | float):
        yield from _numbers(sent)
    elif isinstance(sent, str):
        # The game may cut a name in the middle of a character that takes two code units.
        yield sent.encode(errors="ignore").decode()
        yield from _numbers(sent)


def _numbers(sent: int | float | str) -> Iterator[int | float]:
    try:
        number = float(sent)
    except (ValueError, OverflowError):
        return
    if math.isfinite(number):
        yield int(number) if number == int(number) else number


def _can_be_stored(value: Any) -> bool:
    """Databases take no NUL and no half characters. An escaped NUL in a text may become one."""
    if isinstance(value, list):
        return all(map(_can_be_stored, value))
    if not isinstance(value, str):
        return True
    halves = any("\ud800" <= character <= "\udfff" for character in value)
    return not halves and "\0" not in value and "\\u0000" not in value


def _if_unreadable(kind: type[Struct], field: FieldInfo, name: str) -> Any:
    fallbacks: dict[str, Any] = getattr(kind, "if_unreadable", {})
    if field.name in fallbacks:
        return fallbacks[field.name]
    if UnsetType in get_args(field.type):
        return UNSET
    if field.default is not NODEFAULT:
        return field.default
    raise Unplaceable(f"{name}: can't be read")
