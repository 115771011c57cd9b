"""The buy phase: ten players at the shop, and somebody takes the spike."""

from functools import partial

from matches.simulator.economy import Purchase, Stance, purchases
from matches.simulator.squad import Fighter, Squad
from matches.simulator.stage import Stage


def shop(stage: Stage, squad: Squad, stance: Stance, seconds: float) -> None:
    """Spread the team's purchases over the phase; all are made before it ends."""
    for fighter in squad.fighters:
        due = stage.within(0.4, 0.5 * seconds)
        for purchase in purchases(stage.rng, fighter, stance):
            stage.timeline.after(due, partial(_buy, stage, fighter, purchase))
            due = min(due + stage.within(0.2, 0.15 * seconds), 950 * seconds)


def hand_out_spike(stage: Stage, attackers: Squad, seconds: float) -> None:
    carrier = stage.rng.choice(attackers.fighters)
    stage.timeline.after(
        stage.within(0.2 * seconds, 0.5 * seconds), partial(_take_spike, stage, carrier)
    )


def _buy(stage: Stage, fighter: Fighter, purchase: Purchase) -> None:
    fighter.money -= purchase.cost
    fighter.weapon = purchase.weapon or fighter.weapon
    fighter.armour = purchase.armour or fighter.armour
    stage.show(fighter)


def _take_spike(stage: Stage, carrier: Fighter) -> None:
    carrier.has_spike = True
    stage.show(carrier)
