"""The scoreboard: a table for each team, and who killed whom with what."""

from collections.abc import Iterable
from dataclasses import dataclass

from matches.match_pages.sides import Side
from matches.models import MatchPlayer


@dataclass(frozen=True, slots=True)
class Figures:
    """A player's figures, ready to be shown."""

    player: MatchPlayer

    @property
    def difference(self) -> str:
        return f"{self.player.kills - self.player.deaths:+d}".replace("+0", "0")

    @property
    def headshots(self) -> str:
        """Per cent of the kills in the feed; not known without one."""
        kills = sum(self.player.weapons.values())
        return f"{self.player.headshots / kills:.0%}" if kills else "–"  # noqa: RUF001

    @property
    def multikills(self) -> list[tuple[str, int]]:
        """Such as ("3K", 2): two rounds with three kills. The largest first."""
        found = sorted(self.player.multikills.items(), reverse=True)
        return [(f"{kills}K", rounds) for kills, rounds in found]

    @property
    def clutches(self) -> list[tuple[str, int]]:
        """Such as ("1v2", 13): won in round 13."""
        return [(f"1v{one['versus']}", one["round"]) for one in self.player.clutches]


@dataclass(frozen=True, slots=True)
class Duel:
    """Kills of the player in the row, and of the one in the column, on each other."""

    won: int
    lost: int

    @property
    def level(self) -> str:
        if self.won == self.lost:
            return "even"
        return "ahead" if self.won > self.lost else "behind"


@dataclass(frozen=True, slots=True)
class Board:
    """One team: its table, its kills by weapon, its duels with the others."""

    side: Side
    lines: list[Figures]
    weapons: list[str]
    by_weapon: list[tuple[MatchPlayer, list[int]]]


@dataclass(frozen=True, slots=True)
class Duels:
    """Left players by row, right ones by column."""

    rivals: list[MatchPlayer]
    rows: list[tuple[MatchPlayer, list[Duel]]]


def boards(players: Iterable[MatchPlayer], sides: tuple[Side, Side]) -> list[Board]:
    """Left, right; those with the most kills first."""
    listed = list(players)
    return [_board(side, _team(listed, side)) for side in sides]


def duels(players: Iterable[MatchPlayer], sides: tuple[Side, Side]) -> Duels:
    listed = list(players)
    left, right = (_team(listed, side) for side in sides)
    return Duels(right, [(one, [_duel(one, rival) for rival in right]) for one in left])


def _team(players: list[MatchPlayer], side: Side) -> list[MatchPlayer]:
    team = [player for player in players if player.team == side.number]
    return sorted(team, key=lambda one: (-one.kills, one.deaths, one.position))


def _board(side: Side, team: list[MatchPlayer]) -> Board:
    totals: dict[str, int] = {}
    for player in team:
        for weapon, kills in player.weapons.items():
            totals[weapon] = totals.get(weapon, 0) + kills
    weapons = sorted(totals, key=lambda weapon: (-totals[weapon], weapon))
    by_weapon = [(one, [one.weapons.get(weapon, 0) for weapon in weapons]) for one in team]
    return Board(side, [Figures(one) for one in team], weapons, by_weapon)


def _duel(one: MatchPlayer, rival: MatchPlayer) -> Duel:
    return Duel(one.enemies.get(rival.riot_id, 0), rival.enemies.get(one.riot_id, 0))
