"""The two teams as they stand in a running match."""

from dataclasses import dataclass, field
from typing import Any

from matches.simulator.arsenal import CLASSIC, KNIFE, NO_ARMOUR, Armour, Weapon
from matches.simulator.cast import Player, Team

MOST_MONEY = 9000
FIRST_MONEY = 800


@dataclass(slots=True, eq=False)
class Fighter:
    """A player's figures, as the scoreboard would show them."""

    player: Player
    team: int
    picked: bool = False
    locked: bool = False
    alive: bool = False
    money: int = 0
    kills: int = 0
    deaths: int = 0
    assists: int = 0
    kills_this_round: int = 0
    weapon: Weapon = KNIFE
    armour: Armour = NO_ARMOUR
    ult: int = 0
    ult_burns_until_ms: int = -1
    has_spike: bool = False

    @property
    def ult_ready(self) -> bool:
        return self.ult >= self.player.agent.max_ult

    @property
    def worth(self) -> float:
        """Weight in a duel."""
        protection = 1.0 if self.armour is NO_ARMOUR else 1.25
        return self.player.skill * self.weapon.power * protection

    def earn(self, credits: int) -> None:
        self.money = min(MOST_MONEY, self.money + credits)

    def charge(self, points: int = 1) -> None:
        self.ult = min(self.player.agent.max_ult, self.ult + points)

    def die(self) -> None:
        self.alive, self.has_spike = False, False
        self.weapon, self.armour = KNIFE, NO_ARMOUR

    def respawn(self) -> None:
        self.weapon = self.weapon if self.alive and self.weapon is not KNIFE else CLASSIC
        self.alive, self.has_spike, self.kills_this_round = True, False, 0

    def start_over(self, money: int) -> None:
        """A new half: nothing is carried across but figures and ultimate points."""
        self.die()
        self.money = money

    def roster(self) -> dict[str, Any]:
        return self._identity() | {
            "position": self.player.position,
            "locked": self.locked,
            "rank": 0,
        }

    def scoreboard(self) -> dict[str, Any]:
        return self._identity() | {
            "isAlive": self.alive,
            "initialArmor": self.armour.index,
            "scoreboardWeaponInternal": self.weapon.scoreboard,
            "currUltPoints": self.ult,
            "maxUltPoints": self.player.agent.max_ult if self.picked else 0,
            "hasSpike": self.has_spike,
            "money": self.money,
            "kills": self.kills,
            "deaths": self.deaths,
            "assists": self.assists,
        }

    def _identity(self) -> dict[str, Any]:
        return {
            "name": self.player.name,
            "tagline": self.player.tagline,
            "playerId": self.player.player_id,
            "startTeam": self.team,
            "agentInternal": self.player.agent.internal if self.picked else "",
        }


@dataclass(slots=True, eq=False)
class Squad:
    """A team: ``side`` is its place on the screen, ``left`` or ``right``."""

    team: Team
    side: str
    fighters: list[Fighter] = field(init=False)
    rounds_won: int = 0
    losses_in_a_row: int = 0
    timeouts_left: int = 2

    def __post_init__(self) -> None:
        self.fighters = [Fighter(player, self.team.start_team) for player in self.team.players]

    @property
    def living(self) -> list[Fighter]:
        return [fighter for fighter in self.fighters if fighter.alive]

    @property
    def loadout(self) -> int:
        """Credits worth of what the team carries."""
        return sum(f.weapon.cost + f.armour.cost for f in self.fighters)

    @property
    def form(self) -> float:
        return sum(fighter.player.skill for fighter in self.fighters)
