"""Who is on their feet in a round, and who came to be the last of their team."""

from matches.engine.state import MatchState

from .facts import Clutch

Who = tuple[int, str]
"""A player: the team's number and the Riot ID."""


class Standing:
    """The players of one round, from combat on.

    A team that begins with one player has no last one to speak of. Somebody who falls without
    being known leaves it open who stands, and then nobody's clutch is told.
    """

    def __init__(self, state: MatchState) -> None:
        self._on_their_feet = {
            team.ingame_team_id: {one.riot_id for one in team.players if one.is_alive}
            for team in state.teams
        }
        self._teams = [team for team, alive in self._on_their_feet.items() if len(alive) > 1]
        self._last: dict[int, tuple[str, int]] = {}
        self._is_sure = True

    def fell(self, who: Who | None) -> None:
        if who is None:
            self._is_sure = False
            return
        self._on_their_feet[who[0]].discard(who[1])
        self._look()

    def rose(self, who: Who) -> None:
        self._on_their_feet[who[0]].add(who[1])
        self._look()

    def is_down(self, who: Who) -> bool:
        return who[1] not in self._on_their_feet[who[0]]

    def clutch(self, winner: int, number: int) -> tuple[str, Clutch] | None:
        """Who won the round as the last of the team, if somebody did."""
        if not self._is_sure or winner not in self._last:
            return None
        riot_id, versus = self._last[winner]
        return riot_id, Clutch(number, versus)

    def _look(self) -> None:
        for team in self._teams:
            alive, opponents = self._on_their_feet[team], len(self._on_their_feet[1 - team])
            if len(alive) == 1 and opponents:
                (riot_id,) = alive
                known, versus = self._last.get(team, ("", 0))
                faced = max(versus, opponents) if known == riot_id else opponents
                self._last[team] = (riot_id, faced)
