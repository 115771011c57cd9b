"""Rounds: shopping, combat, end, and the end of the game."""

from msgspec.structs import replace

from . import record, toast
from .events import RoundInfo
from .names import base_agent
from .score import clock_is_out
from .state import MatchState, Player, SpikeState, Team

ROUND_MS = 99_000
_SWITCH_MONEY = 800
_MOST_GRANTED = 2


def round_info(state: MatchState, event: RoundInfo, now_ms: int) -> MatchState:
    phase = event.data.round_phase
    state = replace(state, round_number=event.data.round_number, round_phase=phase)
    match phase:
        case "shopping":
            return _shopping(state)
        case "combat":
            return _combat(state, now_ms)
        case "end":
            return _end(state, now_ms)
        case "game_end":
            return _game_end(state)
    return state


def _shopping(state: MatchState) -> MatchState:
    switching = False
    # A second observer repeats what the first one said, and must not switch the sides back.
    if state.round_number not in state.rounds_begun:
        state = _begin_round(state)
        switching = _switches_sides(state)
    left, right = (_prepared(team, switching) for team in state.teams)
    return replace(
        state,
        teams=(left, right),
        spike=SpikeState(),
        combat_round=None,
        decided_round=0,
        clock_ran_out=False,
    )


def _begin_round(state: MatchState) -> MatchState:
    number = state.round_number
    if number >= 2:
        state = record.last_round(state, number - 1)
    if number >= state.first_ot_round and not state.has_entered_overtime:
        state = _enter_overtime(state)
    return replace(state, rounds_begun=(*state.rounds_begun, number))


def _enter_overtime(state: MatchState) -> MatchState:
    """Each team gets one timeout more: never above the maximum, nor below what it had."""
    timeouts = state.timeouts
    most = min(_MOST_GRANTED, timeouts.maximum)
    left, right = (max(had, min(most, had + 1)) for had in timeouts.left)
    return replace(state, has_entered_overtime=True, timeouts=replace(timeouts, left=(left, right)))


def _switches_sides(state: MatchState) -> bool:
    return state.round_number == state.switch_round or state.round_number >= state.first_ot_round


def _prepared(team: Team, switching: bool) -> Team:
    return replace(
        team,
        is_attacking=team.is_attacking != switching,
        players=tuple(_revived(player, switching) for player in team.players),
    )


def _revived(player: Player, switching: bool) -> Player:
    return replace(
        player,
        kills_this_round=0,
        deaths_this_round=0,
        killed_player_names=(),
        money=_SWITCH_MONEY if switching else player.money,
        money_spent=0,
        spent_money_this_round=False,
        scoreboard_available=False,
        aux_scoreboard=False,
        is_alive=True,
        health=100,
    )


def _combat(state: MatchState, now_ms: int) -> MatchState:
    left, right = (
        replace(team, has_duplicate_agents=_has_duplicates(team)) for team in state.teams
    )
    state = replace(toast.lowered(state), teams=(left, right))
    # A second observer's `combat` must neither wind the clock back nor undo a plant.
    if state.combat_round == state.round_number:
        return state
    return replace(
        state,
        combat_round=state.round_number,
        round_timeout_time=now_ms + ROUND_MS,
        clock_ran_out=False,
    )


def _has_duplicates(team: Team) -> bool:
    agents = [base_agent(player.agent_internal) for player in team.players]
    chosen = [agent for agent in agents if agent]
    return len(chosen) != len(set(chosen))


def _end(state: MatchState, now_ms: int) -> MatchState:
    """Stops the clocks; that the round's had run out is kept for a score that comes after."""
    return replace(
        state,
        clock_ran_out=state.clock_ran_out or clock_is_out(state, now_ms),
        round_timeout_time=None,
        spike_detonation_time=None,
    )


def _game_end(state: MatchState) -> MatchState:
    """No shopping follows the last round to record it: that is done here, if it was decided."""
    if state.decided_round:
        state = record.final_round(state, state.decided_round)
    return replace(state, is_running=False, is_over=True)
