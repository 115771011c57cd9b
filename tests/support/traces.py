"""Recorded traces of the older server, read and played through our engine."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from matches.engine.events import (
    AuxDisconnect,
    BadEvent,
    Event,
    ObserverEvent,
    parse_auxiliary,
    parse_observer,
)
from matches.engine.reducer import advance, apply
from matches.engine.setup import MatchSetup, TeamSetup, new_match
from matches.engine.state import MatchState


class Line(Struct, frozen=True):
    """One line of a trace: an event, and what the older server made of it."""

    number: int
    event: dict[str, Any]
    state: dict[str, Any]
    dirty: bool = False
    error: str = ""
    ignored: str = ""
    removed: bool = False
    team_info: dict[str, Any] | None = None

    @property
    def now_ms(self) -> int:
        return int(self.event["timestamp"])


class Trace(Struct, frozen=True):
    name: str
    logon: dict[str, Any]
    lines: list[Line]


def read(path: Path) -> Trace:
    with gzip.open(path, "rt") as file:
        logon, *lines = (json.loads(line) for line in file)
    return Trace(
        name=path.name.removesuffix(".jsonl.gz"),
        logon=logon,
        lines=[_line(number, line) for number, line in enumerate(lines)],
    )


def _line(number: int, line: dict[str, Any]) -> Line:
    known = {name: line[name] for name in ("dirty", "error", "ignored", "removed") if name in line}
    return Line(number, line["event"], line["state"], team_info=line.get("teamInfo"), **known)


def first_state(logon: dict[str, Any]) -> MatchState:
    """The state after the logon packet of a trace or a recording."""
    return new_match(
        MatchSetup(
            group_code=logon["groupCode"],
            left_team=_team(logon["leftTeam"]),
            right_team=_team(logon["rightTeam"]),
            tools=logon["toolsData"],
            org_is_supporter=logon.get("isSupporter", False),
        )
    )


def _team(team: dict[str, Any]) -> TeamSetup:
    return TeamSetup(team["name"], team["tricode"], team["url"], team["attackStart"])


def parsed(state: MatchState, packet: dict[str, Any]) -> Event | None:
    """The event that a socket would hand on, None where it refuses the packet."""
    if packet["type"] == "__aux_disconnect":
        return AuxDisconnect(player_id=packet["playerId"])
    raw = json.dumps(packet)
    try:
        event = parse_auxiliary(raw) if "playerId" in packet else parse_observer(raw)
    except BadEvent:
        return None
    if isinstance(event, ObserverEvent):
        return event if event.group_code == state.group_code else None
    return event if event.match_id == state.match_id else None


def play(trace: Trace) -> Iterator[tuple[Line, MatchState, bool]]:
    """Each line with our state after it, and whether we took its event."""
    state = first_state(trace.logon)
    for line in trace.lines:
        taken = True
        if line.event["type"] == "__advance":
            state = advance(state, line.now_ms)
        elif line.event["type"] != "__logon":
            event = parsed(state, line.event)
            taken = event is not None
            state = state if event is None else apply(state, event, line.now_ms)
        yield line, state, taken
