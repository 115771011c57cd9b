"""A whole match as its feed told it, and what the fold makes of it undisturbed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from matches.engine.events import BadEvent, Event, RoundInfo, known, parse_observer
from matches.engine.reducer import apply
from matches.engine.setup import MatchSetup, TeamSetup, new_match
from matches.engine.state import MatchState
from matches.simulator.logon import logon
from matches.simulator.pace import BOMB, SWIFT, Mode
from matches.simulator.script import simulate

GROUP_CODE = "LOSSY"
OVERTIME_SEED = 7  # the first whose match goes beyond round 24
EVERY_SWIFT = 4

Step = tuple[int, Event]
"""The time of receipt in ms, and the event."""


class Match(Struct, frozen=True, eq=False):
    """`states[n]` is the state before event n; `shoppings` are the events that begin rounds."""

    name: str
    setup: MatchSetup
    packets: list[dict[str, Any]]
    steps: list[Step]
    states: list[MatchState]
    shoppings: list[int]

    def __repr__(self) -> str:
        return f"Match({self.name!r})"

    def resumes_at(self, after: int) -> int | None:
        """The second `shopping` behind this event, None where there is none."""
        later = [number for number in self.shoppings if number > after]
        return later[1] if len(later) > 1 else None

    def rounds(self, number: int) -> set[int]:
        """The rounds that the event may be about."""
        return {self.states[number].round_number, self.states[number + 1].round_number}


def recorded(path: Path) -> Match:
    """A recording: a header and events, each on a line, separated by commas."""
    told: list[tuple[int, dict[str, Any]]] = []
    for packet in _values(path.read_text()):
        if "type" in packet:
            packet["groupCode"] = GROUP_CODE
            told.append((packet.pop("timestamp"), packet))
    teams = (TeamSetup("Left", "LEF", "", True), TeamSetup("Right", "RIG", "", False))
    return _match(path.stem, teams, {}, told)


def simulated(count: int) -> Iterator[Match]:
    """Matches of the simulator: every fourth is swift, and the second goes to overtime."""
    others = (seed for seed in range(1, count + 2) if seed != OVERTIME_SEED)
    for number in range(1, count + 1):
        seed = OVERTIME_SEED if number == 2 else next(others)
        yield _simulated(seed, SWIFT if number % EVERY_SWIFT == 0 else BOMB)


def _simulated(seed: int, mode: Mode) -> Match:
    packet = logon(GROUP_CODE, "", seed)
    left, right = (
        TeamSetup(team["name"], team["tricode"], team["url"], team["attackStart"])
        for team in (packet["leftTeam"], packet["rightTeam"])
    )
    steps = simulate(seed, group_code=GROUP_CODE, mode=mode)
    told = [(step.at_ms + 1_760_000_000_000, step.packet) for step in steps]
    return _match(f"simulated {mode.wire} {seed}", (left, right), packet["toolsData"], told)


def _match(
    name: str,
    teams: tuple[TeamSetup, TeamSetup],
    tools: dict[str, Any],
    told: list[tuple[int, dict[str, Any]]],
) -> Match:
    setup = MatchSetup(group_code=GROUP_CODE, left_team=teams[0], right_team=teams[1], tools=tools)
    steps: list[Step] = []
    packets: list[dict[str, Any]] = []
    for now_ms, packet in told:
        event = parsed(packet)
        if event is not None:
            steps.append((now_ms, event))
            packets.append(packet)
    states = [new_match(setup)]
    for now_ms, event in steps:
        states.append(apply(states[-1], event, now_ms))
    shoppings = [number for number, (_, event) in enumerate(steps) if _is_shopping(event)]
    return Match(name, setup, packets, steps, states, shoppings)


def parsed(packet: dict[str, Any]) -> Event | None:
    """The event, None where the door refuses it."""
    try:
        return parse_observer(json.dumps(packet))
    except BadEvent:
        return None


def _is_shopping(event: Event) -> bool:
    return isinstance(event, RoundInfo) and known(event.data.round_phase, "") == "shopping"


def _values(text: str) -> Iterator[dict[str, Any]]:
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        value, at = decoder.raw_decode(text, at)
        yield value
        at += len(text[at:]) - len(text[at:].lstrip(", \r\n"))
