"""The combat of one round, played out along its plan."""

from collections.abc import Callable
from functools import partial

from matches.simulator.arsenal import Weapon
from matches.simulator.economy import PLANT
from matches.simulator.plan import Duel, RoundPlan
from matches.simulator.squad import Fighter, Squad
from matches.simulator.stage import Stage

SETTLE_MS = 45  # the real feed counts a kill this long after it is in the kill feed
ULT_BURNS_MS = 12_000


class Combat:
    """Plans everything on the timeline; ``on_end`` is called when the plan's end comes."""

    def __init__(
        self,
        stage: Stage,
        plan: RoundPlan,
        attackers: Squad,
        defenders: Squad,
        on_end: Callable[[], None],
    ) -> None:
        self.stage, self.plan = stage, plan
        self.attackers, self.defenders = attackers, defenders
        self.on_end = on_end
        self.planted = self.over = False

    def start(self) -> None:
        self.stage.show(*self.stage.fighters)
        for duel in self.plan.duels:
            self._at(duel.at_s, partial(self._duel, duel))
        if self.plan.plant_s is not None:
            self._at(self.plan.plant_s, self._plant)
        for fighter in self.stage.fighters:
            if fighter.ult_ready and self.stage.rng.random() < 0.5:
                self._some_time(partial(self._use_ultimate, fighter))
        for _ in range(self.stage.rng.randint(0, 2)):
            self._some_time(self._take_orb)
        self._cut_camera()
        self._at(self.plan.end_s, self._end)

    def _at(self, seconds: float, action: Callable[[], None]) -> None:
        self.stage.timeline.after(seconds * 1000, action)

    def _some_time(self, action: Callable[[], None]) -> None:
        end = self.plan.end_s
        self.stage.timeline.after(self.stage.within(0.1 * end, 0.9 * end), action)

    def _end(self) -> None:
        self.over = True
        self.on_end()

    # Duels

    def _duel(self, duel: Duel) -> None:
        winners, losers = self.defenders, self.attackers
        if not duel.attacker_falls:
            winners, losers = losers, winners
        rng = self.stage.rng
        killer = rng.choices(winners.living, [fighter.worth for fighter in winners.living])[0]
        victim = rng.choice(losers.living)
        helpers = self._helpers(winners, killer)
        self._report_kill(killer, victim, helpers)
        prize = victim.weapon
        victim.alive = False
        self.stage.show(victim)
        self.stage.timeline.after(SETTLE_MS, partial(self._settle, killer, victim, helpers, prize))
        if rng.random() < 0.6:
            self._watch(killer)

    def _helpers(self, winners: Squad, killer: Fighter) -> list[Fighter]:
        mates = [fighter for fighter in winners.living if fighter is not killer]
        number = self.stage.rng.choices((0, 1, 2), (62, 30, 8))[0]
        return self.stage.rng.sample(mates, min(number, len(mates)))

    def _report_kill(self, killer: Fighter, victim: Fighter, helpers: list[Fighter]) -> None:
        cause, headshots = self._cause(killer)
        self.stage.timeline.send(
            "killfeed",
            {
                "attacker": killer.player.name,
                "victim": victim.player.name,
                "weaponKillfeedInternal": cause,
                "headshotKill": self.stage.rng.random() < headshots,
                "assists": [helper.player.agent.assist for helper in helpers],
                "isTeamkill": False,
            },
        )

    def _cause(self, killer: Fighter) -> tuple[str, float]:
        """The kill feed's weapon, and the share of its kills that are headshots."""
        agent = killer.player.agent
        if agent.ultimate and self.stage.timeline.now_ms < killer.ult_burns_until_ms:
            return agent.ultimate, 0.0
        if agent.ability and self.stage.rng.random() < 0.06:
            return agent.ability, 0.0
        return killer.weapon.killfeed, killer.weapon.headshots

    def _settle(
        self, killer: Fighter, victim: Fighter, helpers: list[Fighter], prize: Weapon
    ) -> None:
        dropped_spike = victim.has_spike
        victim.die()
        victim.deaths += 1
        victim.charge()
        killer.kills += 1
        killer.kills_this_round += 1
        killer.charge()
        for helper in helpers:
            helper.assists += 1
        self.stage.show(victim, killer, *helpers)
        if dropped_spike and not self.planted:
            self.stage.timeline.after(self.stage.within(1, 2.5), self._pick_up_spike)
        if prize.cost > killer.weapon.cost + 700 and self.stage.rng.random() < 0.5:
            self.stage.timeline.after(
                self.stage.within(1, 2.5), partial(self._pick_up_weapon, killer, prize)
            )

    def _pick_up_weapon(self, fighter: Fighter, weapon: Weapon) -> None:
        if fighter.alive and not self.over:
            fighter.weapon = weapon
            self.stage.show(fighter)

    # The spike

    def _pick_up_spike(self) -> None:
        if self.attackers.living and not (self.planted or self.over):
            finder = self.stage.rng.choice(self.attackers.living)
            finder.has_spike = True
            self.stage.show(finder)

    def _plant(self) -> None:
        living = self.attackers.living
        planter = next((f for f in living if f.has_spike), None) or self.stage.rng.choice(living)
        self.planted = True
        for fighter in self.attackers.fighters:
            fighter.earn(PLANT)
        self.stage.show(*living)
        self.stage.timeline.send("spike_planted", True)
        self._watch(planter)
        self.stage.timeline.after(SETTLE_MS, partial(self._spike_left, planter))

    def _spike_left(self, planter: Fighter) -> None:
        planter.has_spike = False
        planter.charge()
        self.stage.show(planter)

    # Everything else

    def _use_ultimate(self, fighter: Fighter) -> None:
        if fighter.alive and fighter.ult_ready:
            fighter.ult = 0
            fighter.ult_burns_until_ms = self.stage.timeline.now_ms + ULT_BURNS_MS
            self.stage.show(fighter)

    def _take_orb(self) -> None:
        fighter = self.stage.rng.choice(self.attackers.living + self.defenders.living)
        fighter.charge()
        self.stage.show(fighter)

    def _cut_camera(self) -> None:
        if not self.over:
            self._watch(self.stage.rng.choice(self.attackers.living + self.defenders.living))
            self.stage.timeline.after(self.stage.within(*self.stage.pace.camera), self._cut_camera)

    def _watch(self, fighter: Fighter) -> None:
        self.stage.timeline.send("observing", fighter.player.search_name)
