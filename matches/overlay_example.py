"""A simulated match at a chosen moment, to try the overlay's options on."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from matches.engine.events import parse_auxiliary, parse_observer
from matches.engine.reducer import apply
from matches.engine.setup import MatchSetup, TeamSetup, new_match
from matches.engine.state import MatchState
from matches.engine.view import public_view
from matches.simulator.logon import logon
from matches.simulator.script import simulate

CODE = "EXAMPLE"
DEADLINES = ("roundTimeoutTime", "spikeDetonationTime")
_SEED = 21
_ROUND = 20
_CHARGES = ({"grenade": 1, "ability_1": 2, "ability_2": 1}, {"grenade": 0, "ability_1": 1})


def _is_round(state: MatchState, phase: str) -> bool:
    return state.round_number == _ROUND and state.round_phase == phase


def _fallen(state: MatchState) -> int:
    return sum(not player.is_alive for team in state.teams for player in team.players)


MOMENTS: dict[str, Callable[[MatchState], bool]] = {
    "round": lambda state: _is_round(state, "combat") and _fallen(state) == 1,
    "buy": lambda state: _is_round(state, "shopping") and _spent(state) > 0,
    "spike": lambda state: _is_round(state, "combat") and state.spike.planted,
    "round-end": lambda state: _is_round(state, "end") and _played(state) == _ROUND,
    "match-end": lambda state: state.round_phase == "game_end",
    "lobby": lambda state: all(len(team.players) == 5 for team in state.teams),
}
"""The moments, by name: the first state of the match for which the function holds."""


def _played(state: MatchState) -> int:
    return sum(team.rounds_won for team in state.teams)


def _spent(state: MatchState) -> int:
    return min(sum(player.money_spent for player in team.players) for team in state.teams)


def example(moment: str, now_ms: int) -> dict[str, Any]:
    """The public state at the moment, as if it were now. KeyError for an unknown moment."""
    state, at_ms = _at(moment)
    view = public_view(state)
    moments = {name: view[name] - at_ms + now_ms for name in DEADLINES if name in view}
    return {**view, **moments}


@cache
def _at(moment: str) -> tuple[MatchState, int]:
    is_there = MOMENTS[moment]
    state = _opening()
    for step in simulate(_SEED, group_code=CODE):
        state = apply(state, parse_observer(json.dumps(step.packet)), step.at_ms)
        if step.packet["data"] == {"roundNumber": _ROUND, "roundPhase": "shopping"}:
            state = _with_charges(state, step.at_ms)
        if is_there(state):
            break
    return state, step.at_ms


def _opening() -> MatchState:
    packet = logon(CODE, "", _SEED)
    left, right = (
        TeamSetup(team["name"], team["tricode"], team["url"], team["attackStart"])
        for team in (packet["leftTeam"], packet["rightTeam"])
    )
    tools = packet["toolsData"] | {"roundWinBox": {"type": "tournamentInfo", "sponsors": []}}
    return new_match(MatchSetup(group_code=CODE, left_team=left, right_team=right, tools=tools))


def _with_charges(state: MatchState, now_ms: int) -> MatchState:
    """Ability charges, as auxiliary clients tell them."""
    for number, player in enumerate(state.teams[0].players):
        charges = _CHARGES[number % len(_CHARGES)]
        packet = {"type": "aux_abilities", "matchId": state.match_id, "playerId": player.riot_id}
        event = parse_auxiliary(json.dumps(packet | {"data": charges}))
        state = apply(state, event, now_ms)
    return state
