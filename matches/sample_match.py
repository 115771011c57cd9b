"""A match nobody plays: what a producer sees of an overlay before the first player is there."""

from collections.abc import Iterator
from typing import NamedTuple

from matches.engine.events import (
    Event,
    Map,
    MatchStart,
    NamedBoard,
    Observing,
    Roster,
    RosterData,
    RoundData,
    RoundInfo,
    Scoreboard,
)
from matches.engine.reducer import apply
from matches.engine.setup import MatchSetup, new_match
from matches.engine.state import MatchState


class _Player(NamedTuple):
    name: str
    tagline: str
    agent: str
    weapon: str
    armor: int
    money: int
    ult: tuple[int, int]


_LEFT = (
    _Player("Harrowgate", "PRE", "Wushu", "TX_Hud_Volcano", 2, 900, (8, 8)),
    _Player("Tidewright", "PRE", "Hunter", "TX_Hud_Assault_AR10A2_S", 2, 1250, (3, 8)),
    _Player("Millstone", "PRE", "Wraith", "TX_Hud_Vector", 1, 400, (5, 7)),
    _Player("Candlewick", "PRE", "Thorne", "TX_Hud_Operator", 2, 150, (6, 8)),
    _Player("Sparrowhawk", "PRE", "Clay", "TX_Hud_Pistol_Revolver_S", 1, 2300, (1, 8)),
)
_RIGHT = (
    _Player("Brightwater", "PRE", "Vampire", "TX_Hud_Volcano", 2, 700, (4, 6)),
    _Player("Oakhollow", "PRE", "Gumshoe", "TX_Hud_Assault_AR10A2_S", 2, 1000, (6, 6)),
    _Player("Ironbark", "PRE", "Sarge", "TX_Hud_SMG_MP5_S", 1, 350, (2, 8)),
    _Player("Fennimore", "PRE", "Guide", "TX_Hud_Sniper_BoltAction_S", 2, 600, (7, 8)),
    _Player("Longshore", "PRE", "Killjoy", "TX_Hud_Pistol_Luger_S", 0, 3100, (0, 9)),
)
_ROUND = 1
_ATTACKERS = 0  # the game's number for the team that attacks first


def sample_match(setup: MatchSetup, now_ms: int) -> MatchState:
    """The match of this set-up in the first round's combat, which began at ``now_ms``.

    Two full teams of invented players with ten different agents, as events would make them.
    """
    state = new_match(setup)
    for event in _script(setup):
        state = apply(state, event, now_ms)
    return state


def _script(setup: MatchSetup) -> Iterator[Event]:
    code = setup.group_code
    left = _ATTACKERS if setup.left_team.attack_start else 1 - _ATTACKERS
    cast = [(left, player) for player in _LEFT] + [(1 - left, player) for player in _RIGHT]
    yield Map(group_code=code, data="Ascent")
    for position, (team, player) in enumerate(cast):
        yield Roster(group_code=code, data=_roster(team, position % 5, player))
    yield MatchStart(group_code=code, data=f"preview-{code}")
    yield RoundInfo(group_code=code, data=RoundData(round_number=_ROUND, round_phase="shopping"))
    for team, player in cast:
        carries = team == _ATTACKERS and player in (_LEFT[0], _RIGHT[0])
        yield Scoreboard(group_code=code, data=_board(team, player, carries))
    yield Observing(group_code=code, data=f"{_LEFT[0].name} #{_LEFT[0].tagline}")
    yield RoundInfo(group_code=code, data=RoundData(round_number=_ROUND, round_phase="combat"))


def _roster(team: int, position: int, player: _Player) -> RosterData:
    return RosterData(
        name=player.name,
        tagline=player.tagline,
        start_team=team,
        agent_internal=player.agent,
        player_id=player.name.lower(),
        position=position,
        locked=True,
    )


def _board(team: int, player: _Player, has_spike: bool) -> NamedBoard:
    return NamedBoard(
        name=player.name,
        tagline=player.tagline,
        player_id=player.name.lower(),
        start_team=team,
        agent_internal=player.agent,
        is_alive=True,
        initial_armor=player.armor,
        scoreboard_weapon_internal=player.weapon,
        curr_ult_points=player.ult[0],
        max_ult_points=player.ult[1],
        has_spike=has_spike,
        money=player.money,
        kills=0,
        deaths=0,
        assists=0,
    )
