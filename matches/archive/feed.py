"""The kill feed, line by line: which lines are kills, and who is meant."""

from dataclasses import dataclass

from matches.engine import kills
from matches.engine.events import KillfeedData
from matches.engine.kills import Kind, Reading
from matches.engine.names import agent_name, assisting_agents, base_agent, killing_name
from matches.engine.players import Spot, player_at
from matches.engine.state import MatchState, Player

from .facts import Assist, KillFacts
from .rounds import OpenRound
from .standing import Who

Found = tuple[int, Player]


@dataclass(slots=True)
class _Fall:
    """A kill, and the deaths that the victim's scoreboard held before it."""

    kill: KillFacts
    deaths: int


class Feed:
    """All kills so far."""

    def __init__(self) -> None:
        self._falls: list[_Fall] = []

    def kills(self) -> tuple[KillFacts, ...]:
        return tuple(fall.kill for fall in self._falls)

    def forget_from(self, number: int) -> None:
        """Drop what happened in rounds that are played again."""
        self._falls = [one for one in self._falls if (one.kill.round_number or 0) < number]

    def take(
        self, seq: int, now_ms: int, line: KillfeedData, state: MatchState, in_: OpenRound | None
    ) -> None:
        """Notes the kill, unless it was told already; `state` is the one before the line."""
        if kills.is_repeated(state, line, now_ms):
            return
        reading = kills.read(state, line)
        victim = _found(state, reading.victim)
        if reading.kind is Kind.REVIVAL:
            self._get_up(victim, now_ms, in_)
            return
        kill = _kill(seq, now_ms, line, reading, in_, state)
        self._falls.append(_Fall(kill, victim[1].deaths if victim else 0))
        if in_ is not None:
            in_.moved(_who(victim), now_ms, fell=True)

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


def _found(state: MatchState, spot: Spot | None) -> Found | None:
    """The player, with the team's number."""
    if spot is None:
        return None
    return state.teams[spot[0]].ingame_team_id, player_at(state, spot)


def _at(found: Found) -> Who:
    return found[0], found[1].riot_id


def _who(found: Found | None) -> Who | None:
    return _at(found) if found else None


def _kill(
    seq: int,
    now_ms: int,
    line: KillfeedData,
    reading: Reading,
    in_: OpenRound | None,
    state: MatchState,
) -> KillFacts:
    is_death = reading.kind is Kind.DEATH
    victim_team, victim_riot_id = _who(_found(state, reading.victim)) or (None, None)
    killer_team, killer_riot_id = _who(_found(state, reading.killer)) or (None, None)
    if is_death:
        # Nobody's kill: the archive keeps such a one as the victim's own.
        killer_team, killer_riot_id = victim_team, victim_riot_id
    both = killer_team is not None and victim_team is not None
    return KillFacts(
        seq=seq,
        round_number=in_.number if in_ else None,
        time_ms=in_.time(now_ms) if in_ else None,
        killer_riot_id=killer_riot_id,
        killer_name=line.victim if is_death else line.attacker,
        killer_team=killer_team,
        victim_riot_id=victim_riot_id,
        victim_name=line.victim,
        victim_team=victim_team,
        weapon=killing_name(line.weapon_killfeed_internal),
        weapon_internal=line.weapon_killfeed_internal,
        headshot=line.headshot_kill,
        team_kill=reading.kind is not Kind.KILL if both else None,
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
