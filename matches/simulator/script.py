"""The script of a whole match: same seed, same match."""

from collections.abc import Iterator
from functools import partial

from matches.simulator import breaks, economy
from matches.simulator.cast import Cast, draw_cast, random_of
from matches.simulator.combat import Combat
from matches.simulator.lobby import open_lobby
from matches.simulator.pace import BOMB, REAL, Mode, Pace
from matches.simulator.plan import Ending, attackers_chance, draw_plan
from matches.simulator.shopping import hand_out_spike, shop
from matches.simulator.squad import FIRST_MONEY, Squad
from matches.simulator.stage import Stage
from matches.simulator.timeline import Step, Timeline

GAME_END_S = 2.5


def simulate(seed: int, *, group_code: str, pace: Pace = REAL, mode: Mode = BOMB) -> Iterator[Step]:
    """The observer's packets of one match, in order of time, from the map to ``game_end``."""
    rng = random_of(seed)
    cast = draw_cast(rng)
    squads = (Squad(cast.teams[0], "left"), Squad(cast.teams[1], "right"))
    script = _Script(Stage(Timeline(group_code), rng, pace, squads), cast, mode)
    script.open()
    return script.stage.timeline.play()


class _Script:
    def __init__(self, stage: Stage, cast: Cast, mode: Mode) -> None:
        self.stage, self.cast, self.mode = stage, cast, mode
        self.after = stage.timeline.after
        self.number = 0
        self.last_winner: Squad | None = None

    def open(self) -> None:
        open_lobby(self.stage, self.cast, self.mode)
        self.after(self.stage.pace.agent_select * 1000, self._next_round)

    # One round after another

    def _next_round(self) -> None:
        self.number += 1
        self.stage.phase(self.number, "game_start")
        if self.number == 1:
            self.after(200, partial(self.stage.timeline.send, "match_start", self.cast.match_id))
        self.after(250, self._shopping)

    def _shopping(self) -> None:
        self._pay()
        attackers, _ = self._sides()
        for fighter in self.stage.fighters:
            fighter.respawn()
        self.stage.phase(self.number, "shopping")
        if self._sides_changed:
            self.stage.timeline.send("team_is_attacker", attackers is self.stage.squads[0])
        self.stage.show(*self.stage.fighters)
        pace = self.stage.pace
        seconds = pace.first_buy if self.number == 1 else pace.buy
        for squad in self.stage.squads:
            shop(self.stage, squad, self._stance(squad), seconds)
        hand_out_spike(self.stage, attackers, seconds)
        if self.number == 1 or self.stage.rng.random() < 0.08:
            breaks.toast(self.stage, self.cast.event, self._score_line())
        pause = breaks.interrupt(self.stage) if self.number > 1 else 0.0
        self.after((seconds + pause) * 1000, self._combat)

    def _combat(self) -> None:
        self.stage.phase(self.number, "combat")
        attackers, defenders = self._sides()
        chance = attackers_chance(
            attackers.form - defenders.form, attackers.loadout - defenders.loadout
        )
        plan = draw_plan(self.stage.rng, self.stage.pace, chance)
        end = partial(self._end, plan.ending)
        Combat(self.stage, plan, attackers, defenders, end).start()

    def _end(self, ending: Ending) -> None:
        attackers, defenders = self._sides()
        self.last_winner = attackers if ending.attackers_win else defenders
        self.last_winner.rounds_won += 1
        # The real client sends the end before the score, and the spike's fate last.
        self.stage.phase(self.number, "end")
        won = {f"team_{squad.team.start_team}": squad.rounds_won for squad in self.stage.squads}
        self.stage.timeline.send("score", dict(sorted(won.items())))
        if ending in (Ending.DEFUSAL, Ending.DETONATION):
            fate = "spike_defused" if ending is Ending.DEFUSAL else "spike_detonated"
            self.stage.timeline.send(fate, True)
        if self._is_decided():
            self.after(GAME_END_S * 1000, partial(self.stage.phase, self.number, "game_end"))
            return
        if self.stage.rng.random() < 0.3:
            breaks.flash_figures(self.stage)
        self.after(self.stage.pace.after_round * 1000, self._next_round)

    # The rules

    def _pay(self) -> None:
        if self._sides_changed or self.number == 1:
            money = economy.OVERTIME_MONEY if self._is_overtime else FIRST_MONEY
            for fighter in self.stage.fighters:
                fighter.start_over(money)
            for squad in self.stage.squads:
                squad.losses_in_a_row = 0
            return
        for squad in self.stage.squads:
            economy.pay(squad, won=squad is self.last_winner)

    def _stance(self, squad: Squad) -> economy.Stance:
        half = self.mode.rounds_per_half
        left, right = self.stage.squads
        others = right if squad is left else left
        last_chance = others.rounds_won >= self.mode.rounds_to_win - 1
        return economy.choose_stance(
            self.stage.rng,
            squad,
            pistol=self.number in (1, half + 1),
            spend_all=last_chance or self._is_overtime or self.number % half == 0,
        )

    def _sides(self) -> tuple[Squad, Squad]:
        """Attackers and defenders: they change at half time and in every round of overtime."""
        half = self.mode.rounds_per_half
        swapped = self.number % 2 == 0 if self._is_overtime else self.number > half
        first = self.stage.squads[0].team.start_team == 0
        left, right = self.stage.squads
        return (left, right) if first != swapped else (right, left)

    @property
    def _is_overtime(self) -> bool:
        return self.mode.has_overtime and self.number > 2 * self.mode.rounds_per_half

    @property
    def _sides_changed(self) -> bool:
        return self.number == self.mode.rounds_per_half + 1 or self._is_overtime

    def _is_decided(self) -> bool:
        high, low = sorted((squad.rounds_won for squad in self.stage.squads), reverse=True)
        lead = 2 if self.mode.has_overtime else 1
        return high >= self.mode.rounds_to_win and high - low >= lead

    def _score_line(self) -> str:
        left, right = self.stage.squads
        return f"{left.team.tricode} {left.rounds_won} : {right.rounds_won} {right.team.tricode}"
