"""docs/sockets.md names every event with what it carries, and every reason for a refusal."""

import ast
import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from matches.engine.events import Unplaceable, auxiliary, observer
from matches.engine.events.boards import Board, NamedBoard
from tests.docs.reading import document, rows, section, sources

SOCKETS = document("docs/sockets.md")
OBSERVERS = section(SOCKETS, "## Port 5100: observers")
AUXILIARIES = section(SOCKETS, "## Port 5100: auxiliary clients")
EVENTS = [
    (OBSERVERS, observer.AnyObserverEvent),
    (AUXILIARIES, auxiliary.AnyAuxiliaryEvent),
]

# What takes a refusal's slug, and which of its arguments that is.
REFUSERS = {
    "KeyRefused": 1,
    "LogonRefused": 0,
    "BadEvent": 0,
    "refuse": 1,
    "excuse": 2,
    "_object": 2,
    "explain": 1,
    "refusals.count": 0,
    "_count_refusal": 1,
    "_bad_packet": 2,
}


def kinds(union: Any) -> dict[str, Any]:
    return {str(kind.__struct_config__.tag): kind for kind in get_args(union)}


def fields(kind: Any) -> set[str]:
    """The wire names of an event's data; a scoreboard's own are in a table of their own."""
    data = kind.__annotations__.get("data")
    names = set(getattr(data, "__struct_encode_fields__", ()))
    return names - set(Board.__struct_encode_fields__) if data is NamedBoard else names


def refused_in_code() -> set[str]:
    """The slugs that the code spells out."""
    found = {Unplaceable("").reason}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                found |= set(_slugs(node))
    return found - {"key_"}  # what stands before a KeyRefused's own


def _slugs(call: ast.Call) -> Iterator[str]:
    called = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if called == "count":  # of anything else, such as the signs of a text
        called = ".".join(ast.unparse(call.func).split(".")[-2:])
    place = REFUSERS.get(called, len(call.args))
    for node in (part for argument in call.args[place : place + 1] for part in ast.walk(argument)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield f"key_{node.value}" if called == "KeyRefused" else node.value


def refused_in_document() -> set[str]:
    found = set(rows(section(SOCKETS, "## Answers to events")))
    for text in (OBSERVERS, AUXILIARIES):
        for cells in rows(text[text.index("counted as |") :].split("\n\n")[0]).values():
            found |= set(re.findall("`([a-z_]+)`", cells[-1]))
    return found


@pytest.mark.parametrize(("text", "union"), EVENTS, ids=["observer", "auxiliary"])
def test_every_type_is_documented_and_every_documented_type_exists(text: str, union: Any) -> None:
    table = text[text.index("| type | data |") :]
    assert set(rows(table)) == set(kinds(union))


@pytest.mark.parametrize(("text", "union"), EVENTS, ids=["observer", "auxiliary"])
def test_every_member_of_an_event_s_data_is_documented(text: str, union: Any) -> None:
    table = rows(text[text.index("| type | data |") :])
    for name, kind in kinds(union).items():
        for field in fields(kind):
            assert f"`{field}`" in table[name][0], f"{field} of {name}"


def test_every_member_of_a_scoreboard_is_documented() -> None:
    told = section(SOCKETS, "### A scoreboard")
    assert all(f"`{field}`" in told for field in Board.__struct_encode_fields__)


def test_every_reason_for_a_refusal_is_documented_and_every_documented_one_exists() -> None:
    assert refused_in_document() == refused_in_code()
