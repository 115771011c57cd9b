"""The score, and what it tells about the round. The archive asks the same questions."""

from msgspec.structs import replace

from . import record
from .events import Score, known
from .rollback import rolled_back
from .sides import attacker_in
from .state import MatchState, Outcome

Rounds = tuple[int, int]
"""Rounds won, by the game's number for teams."""


def score(state: MatchState, event: Score, now_ms: int) -> MatchState:
    """Sets the rounds won, and notes which round was decided. A repeated one tells nothing new."""
    won = known(event.data.team_0, state.score[0]), known(event.data.team_1, state.score[1])
    is_new = won != state.score
    state = rolled_back(state, won)
    if outcome := outcome_of(state, won):
        state = _decided(state, outcome)
    elif [won[team] - state.score[team] for team in (0, 1)] == [1, 1]:
        # Nobody knows whose round was the last: as the field's clients have it, team 0's.
        state = replace(state, attackers_won=attacker_in(state, state.round_number) == 0)
    left, right = (replace(team, rounds_won=won[team.ingame_team_id]) for team in state.teams)
    return replace(
        state,
        teams=(left, right),
        score=won,
        was_timeout=state.clock_ran_out or clock_is_out(state, now_ms),
        spike=replace(state.spike, planted=False) if is_new else state.spike,
    )


def clock_is_out(state: MatchState, now_ms: int) -> bool:
    """Whether the round's clock has run out; after a plant there is none."""
    return state.round_timeout_time is not None and state.round_timeout_time <= now_ms


def match_winner(state: MatchState) -> int | None:
    """The game's number of the team that has won the match; None for nobody.

    A match that was broken off has a winner only if the rules of its mode say so already.
    """
    team_0, team_1 = state.score
    if team_0 == team_1 or not (state.is_over or _is_decided(state)):
        return None
    return 0 if team_0 > team_1 else 1


def _is_decided(state: MatchState) -> bool:
    """First to more than a half of both halves' rounds; from overtime on, by two."""
    high, low = max(state.score), min(state.score)
    has_overtime = state.first_ot_round == 2 * state.switch_round - 1
    return high >= state.switch_round and (high - low >= 2 or not has_overtime)


def outcome_of(state: MatchState, won: Rounds) -> Outcome | None:
    """What a score that has not gone back decides: one team alone must have won more.

    With both, nobody knows which round was whose.
    """
    grown = [won[team] - state.score[team] for team in (0, 1)]
    if (grown[0] > 0) == (grown[1] > 0):
        return None
    winner = 0 if grown[0] else 1
    number = _decided_round(state, sum(won), sum(grown))
    if number is None:
        return None
    return Outcome(number, winner, attackers_won=attacker_in(state, number) == winner)


def _decided_round(state: MatchState, total: int, more: int) -> int | None:
    """The round that a score is about, usually the one that is being played.

    As many rounds are decided as were won. That tells of a score that comes when the next round
    has begun, or when what was told of the round was lost; not every feed counts that well.
    """
    number = state.round_number
    if more > 1:
        return number if total == number else None
    if total == number - 1 and state.round_phase not in ("combat", "end"):
        return total
    is_decided = state.outcome is not None and state.outcome.round == number
    return total if is_decided and total == number + 1 else number


def _decided(state: MatchState, outcome: Outcome) -> MatchState:
    """Round 0 is none. A round that is not the newest can be recorded at once."""
    state = replace(state, attackers_won=outcome.attackers_won)
    if outcome.round == 0:
        return state
    if state.outcome is not None and state.outcome.round != outcome.round:
        state = record.settled(state)
    state = replace(state, outcome=outcome)
    return record.settled(state) if outcome.round < state.round_number else state
