"""Odd members of an event: what they held, so that operators can find out why."""

from typing import Any

import msgspec
from msgspec import UNSET, Struct

_SHOWN = 40  # characters of a value


class Odd(Struct, frozen=True):
    """One member that was not as it should be, by its wire name.

    `value` is what was sent, as JSON, cut and safe to print; "missing" where nothing was.
    `was_read` tells a member that could be read all the same from one that counts for nothing.
    """

    member: str
    value: str
    was_read: bool


def odd(member: str, value: Any, *, was_read: bool) -> Odd:
    return Odd(member, shown(value), was_read)


def shown(value: Any) -> str:
    """The value as JSON in at most 40 characters, none of which a terminal or page acts on."""
    if value is UNSET:
        return "missing"
    if isinstance(value, dict | list):
        return f"{'object' if isinstance(value, dict) else 'list'} of {len(value)}"
    if isinstance(value, str):
        value = printable(value[:_SHOWN])
    elif isinstance(value, int) and abs(value) >= 2**63:
        return "a huge number"
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def printable(text: str) -> str:
    """The text with a question mark for each character that can't be printed."""
    return "".join(c if c.isprintable() else "?" for c in text)
