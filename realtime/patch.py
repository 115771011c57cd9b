"""What has to change in one JSON document to make it another: a JSON Patch (RFC 6902).

Of its operations `add`, `remove` and `replace` alone. Lists are compared place by place, and grow
and shrink at their end.
"""

from typing import Any, NotRequired, TypedDict

import msgspec

_text = msgspec.json.Encoder().encode


class Operation(TypedDict):
    """``path`` is a JSON Pointer (RFC 6901); a `remove` has no value."""

    op: str
    path: str
    value: NotRequired[Any]


def difference(old: Any, new: Any) -> list[Operation]:
    """The patch that makes ``new`` of ``old``, both decoded JSON: empty where they are equal.

    Its values are parts of ``new``, not copies.
    """
    found: list[Operation] = []
    if not _same(old, new):
        _compare("", old, new, found)
    return found


def _same(old: Any, new: Any) -> bool:
    """Python holds true and 1 for equal, JSON does not: hence the texts."""
    return old is new or (bool(old == new) and _text(old) == _text(new))


def _compare(path: str, old: Any, new: Any, found: list[Operation]) -> None:
    """Of two that are not the same."""
    if isinstance(old, dict) and isinstance(new, dict):
        _compare_objects(path, old, new, found)
    elif isinstance(old, list) and isinstance(new, list):
        _compare_lists(path, old, new, found)
    else:
        found.append({"op": "replace", "path": path, "value": new})


def _compare_objects(
    path: str, old: dict[str, Any], new: dict[str, Any], found: list[Operation]
) -> None:
    found += [{"op": "remove", "path": _below(path, key)} for key in old if key not in new]
    for key, value in new.items():
        if key not in old:
            found.append({"op": "add", "path": _below(path, key), "value": value})
        elif not _same(old[key], value):
            _compare(_below(path, key), old[key], value, found)


def _compare_lists(path: str, old: list[Any], new: list[Any], found: list[Operation]) -> None:
    for place, (before, after) in enumerate(zip(old, new, strict=False)):
        if not _same(before, after):
            _compare(f"{path}/{place}", before, after, found)
    gone = range(len(old) - 1, len(new) - 1, -1)
    found += [{"op": "remove", "path": f"{path}/{place}"} for place in gone]
    come = range(len(old), len(new))
    found += [{"op": "add", "path": f"{path}/{place}", "value": new[place]} for place in come]


def _below(path: str, key: str) -> str:
    return f"{path}/{key.replace('~', '~0').replace('/', '~1')}"
