"""The score, and what it tells about the round."""

from msgspec.structs import replace

from .events import Score, known
from .state import MatchState, Team


def score(state: MatchState, event: Score, now_ms: int) -> MatchState:
    """Sets the rounds won. The team whose number grew has won the round (both: team 0)."""
    before = {team.ingame_team_id: team.rounds_won for team in state.teams}
    won = (known(event.data.team_0, before[0]), known(event.data.team_1, before[1]))
    winners = [team for team in state.teams if won[team.ingame_team_id] > team.rounds_won]
    if winners:
        winner = min(winners, key=_ingame_team_id)
        state = replace(state, attackers_won=winner.is_attacking, decided_round=state.round_number)
    left, right = (replace(team, rounds_won=won[team.ingame_team_id]) for team in state.teams)
    return replace(
        state,
        teams=(left, right),
        was_timeout=state.clock_ran_out or clock_is_out(state, now_ms),
        spike=replace(state.spike, planted=False),
    )


def clock_is_out(state: MatchState, now_ms: int) -> bool:
    """Whether the round's clock has run out; after a plant there is none."""
    return state.round_timeout_time is not None and state.round_timeout_time <= now_ms


def _ingame_team_id(team: Team) -> int:
    return team.ingame_team_id
