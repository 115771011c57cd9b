"""How a line of the kill feed is read. The fold and the archive ask the same questions."""

from enum import Enum, auto
from typing import NamedTuple

from msgspec.structs import replace

from .events import KillfeedData
from .players import Spot, find_named, player_at
from .state import MatchState, Player, ToldKill

# Two observers report one kill moments apart. Nobody gets up and falls again as fast.
_SAME_MS = 2_000
_MOST_TOLD = 64
_RESURRECTION = "TX_Thorne_Heal"


class Kind(Enum):
    """`DEATH` is nobody's kill: of one's own doing, of the spike, of a fall."""

    KILL = auto()
    TEAM_KILL = auto()
    DEATH = auto()
    REVIVAL = auto()


class Reading(NamedTuple):
    """None where a name is no player's, or that of several."""

    kind: Kind
    killer: Spot | None
    victim: Spot | None


def is_repeated(state: MatchState, line: KillfeedData, now_ms: int) -> bool:
    """Whether this very kill has just been told; by which observer makes no difference."""
    return any(
        told.attacker == line.attacker
        and told.victim == line.victim
        and told.weapon == line.weapon_killfeed_internal
        and told.round == state.round_number
        and now_ms - told.at <= _SAME_MS
        for told in state.kills_told
    )


def noted(state: MatchState, line: KillfeedData, now_ms: int) -> MatchState:
    """The state that will know the kill when it is told again."""
    recent = [told for told in state.kills_told if now_ms - told.at <= _SAME_MS]
    told = ToldKill(
        line.attacker, line.victim, line.weapon_killfeed_internal, state.round_number, now_ms
    )
    return replace(state, kills_told=(*recent[1 - _MOST_TOLD :], told))


def read(state: MatchState, line: KillfeedData) -> Reading:
    """The teams of the two decide; the feed's own flag only where one of them is unknown."""
    if not line.attacker or line.attacker == line.victim:
        alone = _one(state, find_named(state, line.victim))
        return Reading(Kind.DEATH, alone if line.attacker else None, alone)
    killer, victim = _pair(state, find_named(state, line.attacker), find_named(state, line.victim))
    return Reading(_kind(state, line, killer, victim), killer, victim)


def _kind(state: MatchState, line: KillfeedData, killer: Spot | None, victim: Spot | None) -> Kind:
    if line.weapon_killfeed_internal == _RESURRECTION:
        return Kind.REVIVAL
    if killer is None or victim is None:
        return Kind.TEAM_KILL if line.is_teamkill else Kind.KILL
    if killer[0] != victim[0]:
        return Kind.KILL
    if killer == victim:
        return Kind.DEATH
    if line.weapon_killfeed_internal:
        return Kind.TEAM_KILL
    # The feed shows a teammate's help up as a kill without a weapon.
    return Kind.REVIVAL if _is_down(player_at(state, victim)) else Kind.DEATH


def _is_down(player: Player) -> bool:
    return player.has_fallen or not player.is_alive


def _pair(
    state: MatchState, killers: list[Spot], victims: list[Spot]
) -> tuple[Spot | None, Spot | None]:
    """Of several with one name, the opponent of the other is meant."""
    if len(killers) > 1:
        killers = _opponents(killers, victims)
    if len(victims) > 1:
        victims = _opponents(victims, killers)
    return _one(state, killers), _one(state, victims)


def _opponents(spots: list[Spot], others: list[Spot]) -> list[Spot]:
    """Those who are not in the team of the others, if these are of one team."""
    teams = {place for place, _ in others}
    if len(teams) != 1:
        return spots
    return [spot for spot in spots if spot[0] not in teams] or spots


def _one(state: MatchState, spots: list[Spot]) -> Spot | None:
    """The one who is meant; of several the one who is alive."""
    if len(spots) > 1:
        spots = [spot for spot in spots if player_at(state, spot).is_alive]
    return spots[0] if len(spots) == 1 else None
