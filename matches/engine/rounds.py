"""Rounds: shopping, combat, end, and the end of the game."""

from msgspec.structs import replace

from . import overtime, record, timeouts, toast
from .events import RoundInfo, known
from .names import base_agent
from .score import clock_is_out
from .sides import with_sides
from .state import MatchState, Player, SpikeState, Team

ROUND_MS = 99_000
_SWITCH_MONEY = 800


def round_info(state: MatchState, event: RoundInfo, now_ms: int) -> MatchState:
    """Every phase tells the sides. The first one to be told of a round begins it."""
    told = event.data.round_phase
    phase = known(told, state.round_phase)
    state = with_sides(replace(state, round_number=event.data.round_number, round_phase=phase))
    match told:
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
    switches = not _has_begun(state) and _switches_sides(state)
    return _with_players(_begin(state), switches=switches)


def _has_begun(state: MatchState) -> bool:
    return state.round_number in state.rounds_begun


def _begin(state: MatchState) -> MatchState:
    """Once for each round, whichever phase of it is told first: a second observer repeats it."""
    if _has_begun(state):
        return state
    number = state.round_number
    state = overtime.entered(record.up_to(state, number))
    return replace(state, is_running=True, rounds_begun=(*state.rounds_begun, number))


def _switches_sides(state: MatchState) -> bool:
    return state.round_number == state.switch_round or state.round_number >= state.first_ot_round


def _with_players(state: MatchState, *, switches: bool = False) -> MatchState:
    """Everybody on their feet, and nothing of the round before left."""
    left, right = (
        replace(team, players=tuple(_revived(player, switches) for player in team.players))
        for team in state.teams
    )
    return replace(
        state, teams=(left, right), spike=SpikeState(), combat_round=None, clock_ran_out=False
    )


def _revived(player: Player, switches: bool) -> Player:
    return replace(
        player,
        kills_this_round=0,
        deaths_this_round=0,
        killed_player_names=(),
        money=_SWITCH_MONEY if switches else player.money,
        money_spent=0,
        spent_money_this_round=False,
        scoreboard_available=False,
        aux_scoreboard=False,
        has_fallen=False,
        is_alive=True,
        health=100,
    )


def _combat(state: MatchState, now_ms: int) -> MatchState:
    if not _has_begun(state):
        state = _with_players(_begin(state))
    left, right = (
        replace(team, has_duplicate_agents=_has_duplicates(team)) for team in state.teams
    )
    state = replace(
        toast.lowered(state), teams=(left, right), timeouts=timeouts.ended(state.timeouts)
    )
    # A second observer's `combat` must neither wind the clock back nor undo a plant.
    if state.combat_round == state.round_number:
        return state
    return replace(
        state,
        combat_round=state.round_number,
        round_timeout_time=now_ms + ROUND_MS,
        spike_detonation_time=None,
        clock_ran_out=False,
    )


def _has_duplicates(team: Team) -> bool:
    agents = [base_agent(player.agent_internal) for player in team.players]
    chosen = [agent for agent in agents if agent]
    return len(chosen) != len(set(chosen))


def _end(state: MatchState, now_ms: int) -> MatchState:
    """Stops the clocks; that the round's had run out is kept for a score that comes after."""
    state = _begin(state)
    return replace(
        state,
        clock_ran_out=state.clock_ran_out or clock_is_out(state, now_ms),
        round_timeout_time=None,
        spike_detonation_time=None,
    )


def _game_end(state: MatchState) -> MatchState:
    """No shopping follows the last round to record it: that is done here, if it was decided."""
    return replace(record.settled(state), is_running=False, is_over=True)
