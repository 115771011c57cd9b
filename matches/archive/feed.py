"""The kill feed, line by line: which lines are kills, and who is meant."""

from dataclasses import dataclass

from matches.engine.events import KillfeedData
from matches.engine.names import agent_name, assisting_agents, base_agent, killing_name
from matches.engine.state import MatchState, Player

from .facts import Assist, KillFacts
from .rounds import OpenRound
from .standing import Who

# Two observers report one kill moments apart. Nobody gets up and falls again as fast.
_SAME_MS = 2_000
_RESURRECTION = "TX_Thorne_Heal"

Found = tuple[int, Player]
Names = tuple[str, str, str]


@dataclass(slots=True)
class _Fall:
    """A kill, and the deaths that the victim's scoreboard held before it."""

    kill: KillFacts
    deaths: int


class Feed:
    """All kills so far."""

    def __init__(self) -> None:
        self._falls: list[_Fall] = []
        self._lines: dict[Names, tuple[int, int | None]] = {}

    def kills(self) -> tuple[KillFacts, ...]:
        return tuple(fall.kill for fall in self._falls)

    def forget_from(self, number: int) -> None:
        """Drop what happened in rounds that are played again."""
        self._falls = [one for one in self._falls if (one.kill.round_number or 0) < number]

    def take(
        self, seq: int, now_ms: int, line: KillfeedData, state: MatchState, in_: OpenRound | None
    ) -> bool:
        """Whether the line is a kill that was not reported yet."""
        if self._is_repeated(line, now_ms, in_):
            return False
        killer, victim = _find(state, line.attacker), _find(state, line.victim)
        if self._is_revival(line, killer, victim, in_):
            self._get_up(victim, now_ms, in_)
            return False
        kill = _kill(seq, now_ms, line, killer, victim, in_, state)
        self._falls.append(_Fall(kill, victim[1].deaths if victim else 0))
        if in_ is not None:
            in_.moved(_who(victim), now_ms, fell=True)
        return True

    def _is_repeated(self, line: KillfeedData, now_ms: int, in_: OpenRound | None) -> bool:
        names = (line.attacker, line.victim, line.weapon_killfeed_internal)
        number = in_.number if in_ else None
        told = self._lines.get(names)
        if told is not None and told[1] == number and now_ms - told[0] <= _SAME_MS:
            return True
        self._lines[names] = (now_ms, number)
        return False

    def _is_revival(
        self,
        line: KillfeedData,
        killer: Found | None,
        victim: Found | None,
        in_: OpenRound | None,
    ) -> bool:
        """The feed shows a teammate's help up as a kill, with the resurrection or no weapon."""
        if line.weapon_killfeed_internal == _RESURRECTION:
            return True
        if line.weapon_killfeed_internal or killer is None or victim is None:
            return False
        helped = killer[0] == victim[0] and killer[1] is not victim[1]
        return helped and in_ is not None and self._has_fallen(victim, in_)

    def _has_fallen(self, victim: Found, in_: OpenRound) -> bool:
        """By the feed; or by the scoreboard, where the feed lost that line."""
        is_down = in_.standing is not None and in_.standing.is_down(_at(victim))
        return is_down or self._last_fall(victim[1], in_.number) is not None

    def _get_up(self, victim: Found | None, now_ms: int, in_: OpenRound | None) -> None:
        if victim is None or in_ is None:
            return
        in_.moved(_at(victim), now_ms, fell=False)
        self._take_back(victim[1], in_.number)

    def _take_back(self, player: Player, number: int) -> None:
        """KAY/O can be down without being dead: then there was no kill, says the scoreboard."""
        fall = self._last_fall(player, number)
        if fall is not None and player.is_alive and player.deaths == fall.deaths:
            self._falls.remove(fall)

    def _last_fall(self, player: Player, number: int) -> _Fall | None:
        for fall in reversed(self._falls):
            if fall.kill.round_number != number:
                return None
            if fall.kill.victim_riot_id == player.riot_id:
                return fall
        return None


def _find(state: MatchState, name: str) -> Found | None:
    """The one player of this shown or full name, with the team's number."""
    found = [
        (team.ingame_team_id, player)
        for team in state.teams
        for player in team.players
        if name in (player.name, player.game_name)
    ]
    return found[0] if len(found) == 1 else None


def _at(found: Found) -> Who:
    return found[0], found[1].riot_id


def _who(found: Found | None) -> Who | None:
    return _at(found) if found else None


def _kill(
    seq: int,
    now_ms: int,
    line: KillfeedData,
    killer: Found | None,
    victim: Found | None,
    in_: OpenRound | None,
    state: MatchState,
) -> KillFacts:
    killer_team, killer_riot_id = _at(killer) if killer else (None, None)
    victim_team, victim_riot_id = _at(victim) if victim else (None, None)
    both = killer_team is not None and victim_team is not None
    return KillFacts(
        seq=seq,
        round_number=in_.number if in_ else None,
        time_ms=in_.time(now_ms) if in_ else None,
        killer_riot_id=killer_riot_id,
        killer_name=line.attacker,
        killer_team=killer_team,
        victim_riot_id=victim_riot_id,
        victim_name=line.victim,
        victim_team=victim_team,
        weapon=killing_name(line.weapon_killfeed_internal),
        weapon_internal=line.weapon_killfeed_internal,
        headshot=line.headshot_kill,
        team_kill=killer_team == victim_team if both else None,
        assists=tuple(
            _assist(agent, killer_team, state) for agent in assisting_agents(line.assists)
        ),
    )


def _assist(agent: str, killer_team: int | None, state: MatchState) -> Assist:
    helpers = [
        player.riot_id
        for team in state.teams
        for player in team.players
        if team.ingame_team_id == killer_team
        and base_agent(player.agent_internal) == base_agent(agent)
    ]
    riot_id = helpers[0] if len(helpers) == 1 else None
    return Assist(agent_name(agent), riot_id)
