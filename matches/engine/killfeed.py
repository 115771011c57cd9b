"""The kill feed: what it counts, and what it stands in for where no scoreboard tells."""

from msgspec.structs import replace

from . import icons, kills
from .events import Killfeed, KillfeedData
from .kills import Kind
from .names import assisting_agents, base_agent
from .players import player_at, with_player
from .state import MatchState, Player

# A feed of invented names must not make the state grow for ever.
_MOST_WEAPONS = 64
_MOST_NAMES = 20
_MOST_VICTIMS = 50


def killfeed(state: MatchState, event: Killfeed, now_ms: int) -> MatchState:
    kill = event.data
    if kills.is_repeated(state, kill, now_ms):
        return state
    kind, killer, victim = kills.read(state, kill)
    state = kills.noted(state, kill, now_ms)
    if kind is Kind.REVIVAL:
        return state if victim is None else _risen(state, victim)
    if killer is not None and kind is not Kind.DEATH:
        killed = _killed(player_at(state, killer), kill, in_team=kind is Kind.TEAM_KILL)
        state = _assisted(with_player(state, killer, killed), killer[0], kill.assists)
    if victim is not None:
        state = with_player(state, victim, _fallen(player_at(state, victim)))
    return state


def _killed(player: Player, kill: KillfeedData, *, in_team: bool) -> Player:
    on_enemy, on_teammate = player.kills_on_enemy, player.kills_on_teammate
    if in_team:
        on_teammate = _counted(on_teammate, kill.victim, _MOST_NAMES)
    else:
        on_enemy = _counted(on_enemy, kill.victim, _MOST_NAMES)
    player = replace(
        player,
        kills_by_weapon=_counted(
            player.kills_by_weapon, kill.weapon_killfeed_internal, _MOST_WEAPONS
        ),
        killed_player_names=(*player.killed_player_names, kill.victim)[:_MOST_VICTIMS],
        headshot_kills=player.headshot_kills + kill.headshot_kill,
        team_kills=player.team_kills + in_team,
        kills_on_enemy=on_enemy,
        kills_on_teammate=on_teammate,
    )
    if player.has_scoreboard:
        return player
    return replace(
        player,
        kills=player.kills + 1,
        kills_this_round=player.kills_this_round + 1,
        icon_suffix=icons.after_help(player),
    )


def _counted(counts: dict[str, int], key: str, most: int) -> dict[str, int]:
    if key not in counts and len(counts) >= most:
        return counts
    return {**counts, key: counts.get(key, 0) + 1}


def _assisted(state: MatchState, place: int, assists: list[str]) -> MatchState:
    """Assists name agents only: of two players with the same one, nobody knows who it was."""
    if state.teams[place].has_duplicate_agents:
        return state
    for agent in assisting_agents(assists):
        for index, player in enumerate(state.teams[place].players):
            if base_agent(player.agent_internal) == base_agent(agent) and not player.has_scoreboard:
                helped = replace(
                    player, assists=player.assists + 1, icon_suffix=icons.after_help(player)
                )
                state = with_player(state, (place, index), helped)
    return state


def _fallen(player: Player) -> Player:
    if player.has_scoreboard:
        return replace(player, has_fallen=True)
    return replace(
        player,
        has_fallen=True,
        is_alive=False,
        health=0,
        deaths=player.deaths + 1,
        deaths_this_round=player.deaths_this_round + 1,
        icon_suffix=icons.after_death(player),
    )


def _risen(state: MatchState, victim: tuple[int, int]) -> MatchState:
    """Somebody was helped up: a scoreboard tells the rest."""
    return with_player(state, victim, replace(player_at(state, victim), has_fallen=False))
