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
    crew,
    events,
    killfeed,
    lobby,
    roster,
    rounds,
    score,
    scoreboard,
    spike,
    swaps,
    timeouts,
    toast,
)
from .players import find_by_id
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
    events.Registered: lobby.registered,
    events.Playercams: crew.playercams,
}


def apply(state: MatchState, event: events.Event, now_ms: int) -> MatchState:
    """The state after the event. Deadlines up to `now_ms` come first, also that very one.

    Takes any parsed event and never raises. A match that is over changes no more.
    """
    if state.is_over:
        return state
    return _RULES[type(event)](advance(state, now_ms), event, now_ms)


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


def has_player(state: MatchState, player_id: str) -> bool:
    """Whether somebody of this id plays in the match."""
    return find_by_id(state, player_id) is not None
