"""What is set before the first round: the match's id, its map, its mode, whom we watch."""

from msgspec.structs import replace

from . import record
from .events import (
    GameMode,
    Map,
    MatchStart,
    Observing,
    Registered,
    SwitchKdaCredits,
    ToggleAgentSelect,
)
from .names import map_name
from .players import each_player
from .rollback import rolled_back
from .state import MatchState, Player

_SWIFT_ROUNDS = (5, 99)
_FULL_ROUNDS = (13, 25)


def match_start(state: MatchState, event: MatchStart, now_ms: int) -> MatchState:
    """Another id than before means that the game was made anew: nothing is known of it yet."""
    if state.match_id not in ("", event.data):
        state = _anew(rolled_back(state, (0, 0)))
    return replace(state, match_id=event.data, is_running=True)


def _anew(state: MatchState) -> MatchState:
    left, right = (
        replace(
            team,
            players=(),
            rounds_won=0,
            round_record=record.fresh(team.ingame_team_id == 0),
        )
        for team in state.teams
    )
    return replace(state, teams=(left, right), rounds_begun=())


def map_chosen(state: MatchState, event: Map, now_ms: int) -> MatchState:
    """Without a name the map stays as it was."""
    return replace(state, map=map_name(event.data) or state.map)


def game_mode(state: MatchState, event: GameMode, now_ms: int) -> MatchState:
    switch, overtime = _SWIFT_ROUNDS if event.data == "swift" else _FULL_ROUNDS
    return replace(state, match_type=event.data, switch_round=switch, first_ot_round=overtime)


def observing(state: MatchState, event: Observing, now_ms: int) -> MatchState:
    """The observer watches the player of this search name ("name #tag"), and nobody else."""

    def watched(player: Player) -> Player:
        is_observed = search_name(player) == event.data
        if player.is_observed == is_observed:
            return player
        return replace(player, is_observed=is_observed)

    return each_player(state, watched)


def search_name(player: Player) -> str:
    return f"{player.game_name} #{player.tagline}"


def switch_kda_credits(state: MatchState, event: SwitchKdaCredits, now_ms: int) -> MatchState:
    return replace(state, show_alive_kda=not state.show_alive_kda)


def toggle_agent_select(state: MatchState, event: ToggleAgentSelect, now_ms: int) -> MatchState:
    """Front ends show the agent select while `agentSelectActive` is true in the tools."""
    if state.tools.get("agentSelectHotkeyEnabled") is False:
        return state
    active = state.tools.get("agentSelectActive") is True
    return replace(state, tools={**state.tools, "agentSelectActive": not active})


def registered(state: MatchState, event: Registered, now_ms: int) -> MatchState:
    return replace(state, is_registered=True)
