"""Reads a script the way a viewer would: rounds, kills, and who stood where."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

import pytest

from matches.simulator.pace import BOMB, DEMO, REAL, SWIFT, Mode, Pace
from matches.simulator.script import simulate
from matches.simulator.timeline import Step

SEEDS = range(8)
MANY_SEEDS = range(30)
OVERTIME_SEEDS = range(100)
KINDS = [(DEMO, BOMB), (REAL, BOMB), (DEMO, SWIFT), (REAL, SWIFT)]

every_kind = pytest.mark.parametrize(
    ("pace", "mode"), KINDS, ids=["demo-bomb", "real-bomb", "demo-swift", "real-swift"]
)


@lru_cache(maxsize=len(SEEDS) * len(KINDS))
def script(seed: int, pace: Pace = DEMO, mode: Mode = BOMB) -> list[Step]:
    return list(simulate(seed, group_code="DEMO", pace=pace, mode=mode))


def scores(steps: list[Step]) -> list[tuple[int, int]]:
    return [(data["team_0"], data["team_1"]) for data in of(steps, "score")]


def fresh(seed: int, pace: Pace = DEMO) -> list[Step]:
    """A script that is looked at once, and so not kept."""
    return list(simulate(seed, group_code="DEMO", pace=pace))


@cache
def overtimes() -> list[list[Step]]:
    return [steps for steps in map(fresh, OVERTIME_SEEDS) if len(scores(steps)) > 24]


@dataclass
class Round:
    """The steps of one round, from its ``game_start`` to the next one's."""

    number: int
    steps: list[Step] = field(default_factory=list)

    def of(self, kind: str) -> list[Step]:
        return [step for step in self.steps if step.packet["type"] == kind]

    def data(self, kind: str) -> list[Any]:
        return [step.packet["data"] for step in self.of(kind)]

    @property
    def phases(self) -> list[str]:
        return [info["roundPhase"] for info in self.data("round_info")]

    def starts_ms(self, phase: str) -> int:
        infos = self.of("round_info")
        return next(s.at_ms for s in infos if s.packet["data"]["roundPhase"] == phase)

    def boards_in(self, phase: str) -> list[Any]:
        """The scoreboards sent while the phase lasted."""
        boards, now = [], ""
        for step in self.steps:
            if step.packet["type"] == "round_info":
                now = step.packet["data"]["roundPhase"]
            elif step.packet["type"] == "scoreboard" and now == phase:
                boards.append(step.packet["data"])
        return boards


def rounds(steps: list[Step]) -> list[Round]:
    """All rounds in order; what comes before the first is left out."""
    found: list[Round] = []
    for step in steps:
        data = step.packet["data"]
        if step.packet["type"] == "round_info" and data["roundPhase"] == "game_start":
            found.append(Round(data["roundNumber"]))
        if found:
            found[-1].steps.append(step)
    return found


def teams(steps: list[Step]) -> dict[str, int]:
    """Each player's name and startTeam."""
    return {data["name"]: data["startTeam"] for data in of(steps, "roster")}


def of(steps: list[Step], kind: str) -> Iterator[Any]:
    """The data of every packet of a type."""
    return (step.packet["data"] for step in steps if step.packet["type"] == kind)


def attacking_team(number: int, half: int, *, overtime: bool) -> int:
    """The startTeam that attacks in a round, by the game's rules."""
    if overtime and number > 2 * half:
        return (number + 1) % 2
    return 0 if number <= half else 1
