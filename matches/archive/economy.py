"""What the players had when a round's combat began."""

from collections.abc import Iterable

from matches.engine.names import NO_WEAPON, weapon_cost
from matches.engine.state import MatchState, Player

from .facts import Economy, RoundPlayerFacts

# The game's prices; a weapon without one in the engine's table leaves the loadout unknown.
ARMOR_COSTS = {"None": 0, "Light": 400, "Regen": 650, "Heavy": 1000}


def at_combat(state: MatchState, number: int) -> tuple[RoundPlayerFacts, ...]:
    """Every player as of now; without a scoreboard this round there is nothing to tell."""
    return tuple(
        _told(player, team.ingame_team_id, number)
        if player.has_scoreboard
        else _untold(player, team.ingame_team_id, number)
        for team in state.teams
        for player in team.players
    )


def of_team(players: Iterable[RoundPlayerFacts], team: int) -> Economy:
    """The team's sums; a loadout that is unknown for one is unknown for the team."""
    told = [one for one in players if one.team == team and one.money is not None]
    return Economy(
        money=_sum(one.money for one in told),
        spent=_sum(one.spent for one in told),
        loadout=_sum(one.loadout for one in told),
    )


def _told(player: Player, team: int, number: int) -> RoundPlayerFacts:
    weapon = None if player.highest_weapon == NO_WEAPON else player.highest_weapon
    return RoundPlayerFacts(
        round_number=number,
        team=team,
        riot_id=player.riot_id,
        money=player.money,
        spent=player.money_spent,
        weapon=weapon,
        armor=player.armor_name,
        loadout=_loadout(weapon, player.armor_name),
    )


def _untold(player: Player, team: int, number: int) -> RoundPlayerFacts:
    return RoundPlayerFacts(
        round_number=number,
        team=team,
        riot_id=player.riot_id,
        money=None,
        spent=None,
        weapon=None,
        armor=None,
        loadout=None,
    )


def _loadout(weapon: str | None, armor: str | None) -> int | None:
    return _sum([weapon_cost(weapon or ""), ARMOR_COSTS.get(armor or "")])


def _sum(values: Iterable[int | None]) -> int | None:
    """The sum, None where there is nothing to add or something is unknown."""
    known = list(values)
    if not known or None in known:
        return None
    return sum(value for value in known if value is not None)
