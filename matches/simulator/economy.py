"""Credits: what a round pays, and what a player buys with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from random import Random

from matches.simulator import arsenal
from matches.simulator.arsenal import Armour, Weapon
from matches.simulator.squad import Fighter, Squad

WIN = 3000
LOSSES = (1900, 2400, 2900)  # for the first, second, third and further loss in a row
SAVED = 1000  # for who outlives a lost round
KILL = 200
PLANT = 300
OVERTIME_MONEY = 5000

FULL_BUY = 3900
HALF_BUY = 2200
MOST_UTILITY = 600

SIDEARMS = (arsenal.GHOST, arsenal.SHERIFF, arsenal.FRENZY, arsenal.SHORTY)
MIDDLE = (
    *(arsenal.BULLDOG, arsenal.SPECTRE, arsenal.GUARDIAN, arsenal.OUTLAW, arsenal.STINGER),
    *(arsenal.MARSHAL, arsenal.BUCKY, arsenal.JUDGE, arsenal.ARES),
)
RIFLES = (arsenal.VANDAL, arsenal.VANDAL, arsenal.PHANTOM)


class Stance(Enum):
    """What a team means to spend."""

    PISTOL = auto()
    SAVE = auto()
    HALF = auto()
    FULL = auto()


@dataclass(frozen=True, slots=True)
class Purchase:
    """One click in the shop; with neither weapon nor armour it buys an ability."""

    cost: int
    weapon: Weapon | None = None
    armour: Armour | None = None


def pay(squad: Squad, *, won: bool) -> None:
    """What the round just over brings, before the dead rise."""
    squad.losses_in_a_row = 0 if won else squad.losses_in_a_row + 1
    for fighter in squad.fighters:
        fighter.earn(KILL * fighter.kills_this_round + _bonus(squad, fighter, won=won))


def _bonus(squad: Squad, fighter: Fighter, *, won: bool) -> int:
    if won:
        return WIN
    if fighter.alive:
        return SAVED
    return LOSSES[min(squad.losses_in_a_row, len(LOSSES)) - 1]


def choose_stance(rng: Random, squad: Squad, *, pistol: bool, spend_all: bool) -> Stance:
    """``spend_all``: money is worth nothing after this round."""
    if pistol:
        return Stance.PISTOL
    wealth = sum(f.money + f.weapon.cost + f.armour.cost for f in squad.fighters) / 5
    if wealth >= FULL_BUY:
        return Stance.FULL
    if spend_all or (wealth >= HALF_BUY and rng.random() < 0.45):
        return Stance.HALF
    return Stance.SAVE


def purchases(rng: Random, fighter: Fighter, stance: Stance) -> Iterator[Purchase]:
    """What one player buys, in order; never more than the money there is."""
    left = fighter.money
    for purchase in _wishes(rng, fighter, stance, left):
        if purchase.cost <= left:
            left -= purchase.cost
            yield purchase


def _wishes(rng: Random, fighter: Fighter, stance: Stance, money: int) -> Iterator[Purchase]:
    weapon = _weapon(rng, stance, money)
    if weapon and weapon.cost > fighter.weapon.cost:
        money -= weapon.cost
        yield Purchase(weapon.cost, weapon=weapon)
    armour = _armour(rng, stance, money)
    if armour and armour.cost > fighter.armour.cost:
        yield Purchase(armour.cost, armour=armour)
    if stance is not Stance.SAVE:
        yield from _utility(rng)


def _weapon(rng: Random, stance: Stance, money: int) -> Weapon | None:
    if stance is Stance.PISTOL:
        return _one_of(rng, SIDEARMS, money) if rng.random() < 0.6 else None
    if stance is Stance.SAVE:
        return _one_of(rng, SIDEARMS, money) if rng.random() < 0.4 else None
    if stance is Stance.FULL:
        if money >= arsenal.OPERATOR.cost + arsenal.HEAVY.cost and rng.random() < 0.15:
            return arsenal.OPERATOR
        if money >= arsenal.VANDAL.cost + arsenal.LIGHT.cost:
            return arsenal.ODIN if rng.random() < 0.02 else rng.choice(RIFLES)
    return _one_of(rng, MIDDLE, money - arsenal.LIGHT.cost) or _one_of(rng, SIDEARMS, money)


def _armour(rng: Random, stance: Stance, money: int) -> Armour | None:
    if stance is Stance.SAVE:
        return None
    if stance is not Stance.PISTOL and money >= arsenal.REGEN.cost and rng.random() < 0.12:
        return arsenal.REGEN
    if money >= arsenal.HEAVY.cost:
        return arsenal.HEAVY
    return arsenal.LIGHT if money >= arsenal.LIGHT.cost else None


def _utility(rng: Random) -> Iterator[Purchase]:
    left = MOST_UTILITY
    for cost in rng.choices((100, 150, 200, 250, 300), k=rng.randint(1, 4)):
        if cost <= left:
            left -= cost
            yield Purchase(cost)


def _one_of(rng: Random, weapons: Sequence[Weapon], money: int) -> Weapon | None:
    affordable = [weapon for weapon in weapons if weapon.cost <= money]
    return rng.choice(affordable) if affordable else None
