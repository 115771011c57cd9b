"""What is going to happen in a round: who wins, how, and how many fall when.

The end is drawn first and the duels are laid out so that they lead there: nobody plants
after the last attacker fell, and the last duel of an elimination is the one that ends it.
"""

import math
from dataclasses import dataclass
from enum import Enum, auto
from random import Random

from matches.simulator.pace import DEFUSAL_S, ROUND_CLOCK_S, SPIKE_CLOCK_S, Pace, Range

TEAM_SIZE = 5
SETTLE_S = 1.5  # no duel so close to the plant or the start


class Ending(Enum):
    ATTACKERS_ELIMINATE = auto()
    ATTACKERS_ELIMINATE_AFTER_PLANT = auto()
    DETONATION = auto()
    DEFENDERS_ELIMINATE = auto()
    DEFUSAL = auto()
    CLOCK = auto()

    @property
    def attackers_win(self) -> bool:
        return self in (
            Ending.ATTACKERS_ELIMINATE,
            Ending.ATTACKERS_ELIMINATE_AFTER_PLANT,
            Ending.DETONATION,
        )

    @property
    def has_plant(self) -> bool:
        return self in (Ending.ATTACKERS_ELIMINATE_AFTER_PLANT, Ending.DETONATION, Ending.DEFUSAL)

    @property
    def is_elimination(self) -> bool:
        return self in (
            Ending.ATTACKERS_ELIMINATE,
            Ending.ATTACKERS_ELIMINATE_AFTER_PLANT,
            Ending.DEFENDERS_ELIMINATE,
        )


@dataclass(frozen=True, slots=True)
class Duel:
    """Somebody falls, ``at_s`` after the start of combat."""

    at_s: float
    attacker_falls: bool


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """Times are seconds from the start of combat; the duels are in order."""

    ending: Ending
    plant_s: float | None
    end_s: float
    duels: tuple[Duel, ...]


def attackers_chance(form: float, loadout: float) -> float:
    """Of winning the round, by what attackers have more than defenders (skill, credits)."""
    return 1 / (1 + math.exp(-(0.5 * form + loadout / 11_000)))


def draw_plan(rng: Random, pace: Pace, chance: float) -> RoundPlan:
    ending = _ending(rng, pace, attackers_win=rng.random() < chance)
    plant_s = rng.uniform(*pace.plant) if ending.has_plant else None
    end_s = _end(rng, pace, ending, plant_s)
    return RoundPlan(ending, plant_s, end_s, _duels(rng, ending, plant_s, end_s))


def _ending(rng: Random, pace: Pace, *, attackers_win: bool) -> Ending:
    if attackers_win:
        weights = {
            Ending.ATTACKERS_ELIMINATE: 38,
            Ending.ATTACKERS_ELIMINATE_AFTER_PLANT: 62 - pace.detonation_weight,
            Ending.DETONATION: pace.detonation_weight,
        }
    else:
        weights = {
            Ending.DEFENDERS_ELIMINATE: 52,
            Ending.DEFUSAL: 38,
            Ending.CLOCK: 10 if pace.clock_may_run_out else 0,
        }
    return rng.choices(list(weights), list(weights.values()))[0]


def _end(rng: Random, pace: Pace, ending: Ending, plant_s: float | None) -> float:
    if ending is Ending.CLOCK:
        return ROUND_CLOCK_S
    if plant_s is None:
        return rng.uniform(*pace.elimination)
    if ending is Ending.DETONATION:
        return plant_s + SPIKE_CLOCK_S
    return plant_s + rng.uniform(*pace.after_plant)


def _duels(rng: Random, ending: Ending, plant_s: float | None, end_s: float) -> tuple[Duel, ...]:
    falls = _falls(rng, ending)
    if plant_s is None:
        last = end_s if ending.is_elimination else end_s - SETTLE_S
        times = _times(rng, (2 * SETTLE_S, last), len(falls), ends=ending.is_elimination)
    else:
        early = rng.randint(0, len(falls) - 1) if falls else 0
        quiet = DEFUSAL_S if ending is Ending.DEFUSAL else 0.0
        times = _times(rng, (2 * SETTLE_S, plant_s - SETTLE_S), early) + _times(
            rng,
            (plant_s + SETTLE_S, end_s - quiet),
            len(falls) - early,
            ends=ending.is_elimination,
        )
    return tuple(Duel(at, falls_) for at, falls_ in zip(times, falls, strict=True))


def _falls(rng: Random, ending: Ending) -> list[bool]:
    """Who falls, in order; True is an attacker. All five of a team only as the last to fall."""
    attackers, defenders = _toll(rng, ending)
    falls = [True] * attackers + [False] * defenders
    rng.shuffle(falls)
    for side, toll in ((True, attackers), (False, defenders)):
        if toll == TEAM_SIZE:
            falls.remove(side)
            falls.append(side)
    return falls


def _toll(rng: Random, ending: Ending) -> tuple[int, int]:
    """How many attackers and defenders fall. At most one team falls whole."""
    some = rng.choices(range(TEAM_SIZE), (10, 22, 28, 24, 16))[0]
    if ending is Ending.DEFENDERS_ELIMINATE:
        return TEAM_SIZE, some
    if ending is Ending.DEFUSAL:
        return rng.choices((3, 4, TEAM_SIZE), (1, 2, 7))[0], some
    if ending is Ending.CLOCK:
        return some, rng.randint(0, 2)
    return some, rng.randint(1, 4) if ending is Ending.DETONATION else TEAM_SIZE


def _times(rng: Random, span: Range, number: int, *, ends: bool = False) -> list[float]:
    """Times within the span, in order; with ``ends`` the last is the span's end."""
    times = sorted(
        rng.triangular(*span, span[0] + 0.7 * (span[1] - span[0])) for _ in range(number)
    )
    if ends:
        times[-1] = span[1]
    return times
