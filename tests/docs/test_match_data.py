"""docs/sockets.md names every key of match_data with its type, and no key that is never sent."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

from matches.engine.events import parse_observer
from matches.engine.reducer import apply
from matches.engine.setup import MatchSetup, TeamSetup, new_match
from matches.engine.state import MatchState
from matches.engine.tools import default_tools
from matches.engine.view import Feed, public_view
from matches.simulator.logon import logon
from matches.simulator.pace import DEMO, SWIFT
from matches.simulator.script import simulate
from tests.docs.reading import document, rows, section

SOCKETS = document("docs/sockets.md")
SEED, CODE, START_MS = 1, "DEMO", 1_760_000_000_000
TOAST = {"title": "", "message": "", "duration": 500, "eventLogoEnabled": True}

TYPES: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: type(value) is int,
    "number": lambda value: type(value) in (int, float),
    "list": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "null": lambda value: value is None,
}


def states() -> Iterator[MatchState]:
    """Those of a whole simulated match, with the one event that the simulator never sends."""
    packet = logon(CODE, "", SEED, pace=DEMO)
    left, right = (
        TeamSetup(team["name"], team["tricode"], team["url"], team["attackStart"], "#ff8800")
        for team in (packet["leftTeam"], packet["rightTeam"])
    )
    state = new_match(
        MatchSetup(group_code=CODE, left_team=left, right_team=right, tools=packet["toolsData"])
    )
    yield state
    named = {"groupCode": CODE, "type": "toast", "data": {**TOAST, "selectedTeam": "left"}}
    yield apply(state, parse_observer(json.dumps(named)), START_MS)
    for step in simulate(SEED, group_code=CODE, pace=DEMO, mode=SWIFT):
        state = apply(state, parse_observer(json.dumps(step.packet)), START_MS + step.at_ms)
        yield state


Sent = list[tuple[str, Any]]


@cache
def sent() -> dict[str, Sent]:
    """Every key with every value that it had, by the heading under which it belongs."""
    found: dict[str, Sent] = {
        "### The match": [],
        "### A team": [],
        "### A player": [],
        "### Objects in them": [],
    }
    for state in states():
        view = public_view(state, feed=Feed(1, START_MS))
        teams = view["teams"]
        players = [player for team in teams for player in team["players"]]
        found["### The match"] += view.items()
        found["### A team"] += [item for team in teams for item in team.items()]
        found["### A player"] += [item for player in players for item in player.items()]
        found["### Objects in them"] += list(_inner(view, teams, players))
    return found


def _inner(view: Any, teams: Any, players: Any) -> Iterator[tuple[str, Any]]:
    objects = [(name, view[name]) for name in ("spikeState", "timeoutState", "toastInfo", "feed")]
    objects += [("roundRecord", entry) for team in teams for entry in team["roundRecord"]]
    objects += [(n, player[n]) for player in players for n in ("abilities", "auxiliaryAvailable")]
    for name, value in objects:
        yield from ((f"{name}.{key}", inner) for key, inner in value.items())


@pytest.mark.parametrize("heading", list(sent()))
def test_every_key_is_documented_and_every_documented_key_is_sent(heading: str) -> None:
    assert set(rows(section(SOCKETS, heading))) == {key for key, _ in sent()[heading]}


@pytest.mark.parametrize("heading", list(sent()))
def test_every_value_is_of_the_documented_type(heading: str) -> None:
    documented = rows(section(SOCKETS, heading))
    for key, value in sent()[heading]:
        allowed = documented[key][0].split(" or ")
        assert any(TYPES[name](value) for name in allowed), f"{key}: {value!r}"


def test_a_key_is_called_absent_exactly_where_it_is_left_out_at_times() -> None:
    views = [public_view(state) for state in states()]
    always = set.intersection(*(set(view) for view in views))
    documented = rows(section(SOCKETS, "### The match"))
    told = {key for key, (_, meaning) in documented.items() if "absent" in meaning}
    assert told == set(documented) - always


def test_every_section_of_tools_is_documented() -> None:
    assert set(rows(section(SOCKETS, "### tools"))) == set(default_tools())
