"""What a match comes to for each player."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from matches.engine.names import agent_name
from matches.engine.state import MatchState, Player

from .facts import Clutch, KillFacts, PlayerFacts
from .rounds import OpenRound
from .standing import Who

_ACE = 5


class _Tally:
    """One player's share of the kill feed."""

    def __init__(self) -> None:
        self.headshots = self.team_kills = self.first_bloods = self.first_deaths = 0
        self.by_round: Counter[int] = Counter()
        self.weapons: Counter[str] = Counter()
        self.enemies: Counter[str] = Counter()
        self.clutches: list[Clutch] = []

    def killed(self, kill: KillFacts) -> None:
        self.headshots += kill.headshot
        self.weapons[kill.weapon] += 1
        self.enemies[kill.victim_riot_id or kill.victim_name] += 1
        if kill.round_number is not None:
            self.by_round[kill.round_number] += 1

    @property
    def multikills(self) -> dict[str, int]:
        counts = Counter(min(kills, _ACE) for kills in self.by_round.values() if kills > 1)
        return {str(kills): counts[kills] for kills in sorted(counts)}


def players(
    state: MatchState, rounds: Iterable[OpenRound], kills: Iterable[KillFacts]
) -> tuple[PlayerFacts, ...]:
    """Everybody on the rosters, team 0 first."""
    tallies = _tallies(rounds, kills)
    teams = sorted(state.teams, key=lambda team: team.ingame_team_id)
    return tuple(
        _facts(team.ingame_team_id, player, tallies[team.ingame_team_id, player.riot_id])
        for team in teams
        for player in team.players
    )


def _tallies(rounds: Iterable[OpenRound], kills: Iterable[KillFacts]) -> dict[Who, _Tally]:
    tallies: dict[Who, _Tally] = defaultdict(_Tally)
    opened: set[int | None] = {None}
    for kill in kills:
        killer = tallies[kill.killer_team or 0, kill.killer_riot_id or ""]
        if kill.team_kill:
            killer.team_kills += kill.killer_riot_id != kill.victim_riot_id
            continue
        killer.killed(kill)
        if kill.round_number not in opened:
            opened.add(kill.round_number)
            killer.first_bloods += 1
            tallies[kill.victim_team or 0, kill.victim_riot_id or ""].first_deaths += 1
    for one in rounds:
        _add_clutch(tallies, one)
    return tallies


def _add_clutch(tallies: dict[Who, _Tally], one: OpenRound) -> None:
    if one.standing is None or one.winner is None:
        return
    clutch = one.standing.clutch(one.winner, one.number)
    if clutch is not None:
        tallies[one.winner, clutch[0]].clutches.append(clutch[1])


def _facts(team: int, player: Player, tally: _Tally) -> PlayerFacts:
    return PlayerFacts(
        team=team,
        riot_id=player.riot_id,
        name=player.game_name,
        tagline=player.tagline,
        position=player.position,
        agent=agent_name(player.agent_internal) if player.agent_internal else "",
        agent_internal=player.agent_internal,
        kills=player.kills,
        deaths=player.deaths,
        assists=player.assists,
        headshots=tally.headshots,
        team_kills=tally.team_kills,
        first_bloods=tally.first_bloods,
        first_deaths=tally.first_deaths,
        multikills=tally.multikills,
        clutches=tuple(tally.clutches),
        weapons=dict(tally.weapons),
        enemies=dict(tally.enemies),
    )
