"""What every part of the script works with."""

from dataclasses import dataclass
from random import Random

from matches.simulator.pace import Pace
from matches.simulator.squad import Fighter, Squad
from matches.simulator.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Stage:
    timeline: Timeline
    rng: Random
    pace: Pace
    squads: tuple[Squad, Squad]  # left and right

    @property
    def fighters(self) -> list[Fighter]:
        return [fighter for squad in self.squads for fighter in squad.fighters]

    def show(self, *fighters: Fighter) -> None:
        for fighter in fighters:
            self.timeline.send("scoreboard", fighter.scoreboard())

    def phase(self, number: int, name: str) -> None:
        self.timeline.send("round_info", {"roundNumber": number, "roundPhase": name})

    def within(self, shortest: float, longest: float) -> float:
        """A random time in milliseconds, from limits in seconds."""
        return self.rng.uniform(shortest, longest) * 1000
