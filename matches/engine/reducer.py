"""The fold: a state and an event make the next state. No clock, no I/O, no surprise.

`now_ms` is the time of receipt, in ms since the epoch. What will happen by itself (a second
of a timeout, a toast that goes down) is a deadline in the state: `next_deadline` tells when
to look again, and `advance` is all that then happens.
"""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from . import (
    auxiliary,
    bursts,
    crew,
    events,
    hotkeys,
    killfeed,
    lobby,
    roster,
    rounds,
    score,
    scoreboard,
    spike,
    swaps,
    takeover,
    timeouts,
    toast,
)
from .players import find_by_id, find_told, player_at
from .state import MatchState

Rule = Callable[[MatchState, Any, int], MatchState]


def _nothing(state: MatchState, event: events.TeamIsAttacker, now_ms: int) -> MatchState:
    return state


_RULES: dict[type, Rule] = {
    events.Roster: roster.roster,
    events.Scoreboard: scoreboard.from_observer,
    events.Killfeed: killfeed.killfeed,
    events.Observing: lobby.observing,
    events.MatchStart: lobby.match_start,
    events.Map: lobby.map_chosen,
    events.GameMode: lobby.game_mode,
    events.Score: score.score,
    events.RoundInfo: rounds.round_info,
    events.TeamIsAttacker: _nothing,
    events.SpikePlanted: spike.planted,
    events.SpikeDetonated: spike.detonated,
    events.SpikeDefused: spike.defused,
    events.TechPause: timeouts.tech_pause,
    events.LeftTimeout: timeouts.left_timeout,
    events.RightTimeout: timeouts.right_timeout,
    events.SwitchKdaCredits: lobby.switch_kda_credits,
    events.ToggleAgentSelect: lobby.toggle_agent_select,
    events.SwapLeftRight: swaps.swap_left_right,
    events.SwapAttackerDefender: swaps.swap_attacker_defender,
    events.ToastShown: toast.toast,
    events.AuxScoreboard: scoreboard.from_auxiliary,
    events.AuxScoreboardTeam: scoreboard.from_auxiliary_team,
    events.AuxAbilities: auxiliary.aux_abilities,
    events.AuxHealth: auxiliary.aux_health,
    events.AuxAstraTargeting: auxiliary.aux_astra_targeting,
    events.AuxCypherCam: auxiliary.aux_cypher_cam,
    events.AuxDisconnect: auxiliary.aux_disconnect,
    events.AuxReturn: auxiliary.aux_return,
    events.Registered: lobby.registered,
    events.LoggedOn: takeover.logged_on,
    events.Playercams: crew.playercams,
}


_HOTKEYS = (
    events.TechPause,
    events.LeftTimeout,
    events.RightTimeout,
    events.SwitchKdaCredits,
    events.SwapLeftRight,
    events.SwapAttackerDefender,
    events.ToastShown,
)


def apply(state: MatchState, event: events.Event, now_ms: int) -> MatchState:
    """The state after the event. Deadlines up to `now_ms` come first, also that very one.

    Takes any parsed event and never raises. A match that is over changes no more.
    """
    if state.is_over:
        return state
    state = bursts.received(advance(state, now_ms), event, now_ms)
    if isinstance(event, _HOTKEYS):
        if hotkeys.is_repeated(state, event, now_ms):
            return state
        state = hotkeys.noted(state, event, now_ms)
    return _RULES[type(event)](state, event, now_ms)


def advance(state: MatchState, now_ms: int) -> MatchState:
    """The state once time alone has passed; the same object if nothing was due by `now_ms`."""
    if state.is_over:
        return state
    state = toast.advance(state, now_ms)
    counted = timeouts.advance(state.timeouts, now_ms)
    return state if counted is state.timeouts else replace(state, timeouts=counted)


def next_deadline(state: MatchState) -> int | None:
    """When `advance` next changes something that viewers see; None if nothing is due."""
    if state.is_over:
        return None
    due = (timeouts.next_deadline(state.timeouts), state.toast.until)
    return min((moment for moment in due if moment is not None), default=None)


def player_id_of(state: MatchState, told: events.NamedBoard) -> str:
    """The id of the player whom a scoreboard is about; "" for one who is not in the match."""
    spot = find_told(state, told)
    return "" if spot is None else player_at(state, spot).riot_id


def has_player(state: MatchState, player_id: str) -> bool:
    """Whether somebody of this id plays in the match."""
    return find_by_id(state, player_id) is not None
