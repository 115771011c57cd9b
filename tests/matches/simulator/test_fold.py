"""The engine's view of a simulated match is the script's own."""

import json
from collections.abc import Iterator

import pytest

from matches.engine.events import parse_observer
from matches.engine.reducer import apply
from matches.engine.setup import MatchSetup, TeamSetup, new_match
from matches.engine.state import MatchState
from matches.engine.view import public_view
from matches.simulator.logon import logon
from matches.simulator.pace import BOMB, DEMO, REAL, SWIFT, Mode, Pace
from matches.simulator.script import simulate
from matches.simulator.timeline import Step
from tests.matches.simulator.match import Round, attacking_team, of, rounds

START_MS = 1_760_000_000_000
SEEDS = range(4)
OVERTIME_SEED = 11

every_kind = pytest.mark.parametrize(
    ("pace", "mode"),
    [(DEMO, BOMB), (REAL, BOMB), (REAL, SWIFT)],
    ids=["demo-bomb", "real-bomb", "real-swift"],
)


def new_state(seed: int, pace: Pace) -> MatchState:
    packet = logon("DEMO", "a-key", seed, pace=pace)
    left, right = (
        TeamSetup(team["name"], team["tricode"], team["url"], team["attackStart"])
        for team in (packet["leftTeam"], packet["rightTeam"])
    )
    return new_match(
        MatchSetup(group_code="DEMO", left_team=left, right_team=right, tools=packet["toolsData"])
    )


def folded(seed: int, pace: Pace, mode: Mode) -> Iterator[tuple[Step, MatchState]]:
    """Each step with the state right after it."""
    state = new_state(seed, pace)
    for step in simulate(seed, group_code="DEMO", pace=pace, mode=mode):
        state = apply(state, parse_observer(json.dumps(step.packet)), START_MS + step.at_ms)
        yield step, state


@every_kind
def test_the_folded_match_is_over_with_the_script_s_score(pace: Pace, mode: Mode) -> None:
    for seed in SEEDS:
        *_, (_, state) = folded(seed, pace, mode)
        steps = list(simulate(seed, group_code="DEMO", pace=pace, mode=mode))
        *_, score = of(steps, "score")
        won = {team.ingame_team_id: team.rounds_won for team in state.teams}
        assert won == {0: score["team_0"], 1: score["team_1"]}
        assert state.is_over
        assert not state.is_running


@every_kind
def test_the_folded_scoreboard_is_the_script_s(pace: Pace, mode: Mode) -> None:
    for seed in SEEDS:
        *_, (_, state) = folded(seed, pace, mode)
        steps = list(simulate(seed, group_code="DEMO", pace=pace, mode=mode))
        last = {data["name"]: data for data in of(steps, "scoreboard")}
        players = [p for team in public_view(state)["teams"] for p in team["players"]]
        assert len(players) == 10
        for player in players:
            board = last[player["name"]]
            for key in ("kills", "deaths", "assists", "money", "currUltPoints", "isAlive"):
                assert player[key] == board[key]


@every_kind
def test_the_round_record_tells_how_each_round_was_won(pace: Pace, mode: Mode) -> None:
    for seed in SEEDS:
        *_, (_, state) = folded(seed, pace, mode)
        steps = list(simulate(seed, group_code="DEMO", pace=pace, mode=mode))
        for place, one in enumerate(rounds(steps)):
            told = {team["roundRecord"][place]["type"] for team in public_view(state)["teams"]}
            assert told == {"lost", reason(one)}


def reason(one: Round) -> str:
    if one.of("spike_detonated"):
        return "detonated"
    if one.of("spike_defused"):
        return "defused"
    return "timeout" if one.starts_ms("end") - one.starts_ms("combat") == 100_000 else "kills"


def test_the_sides_are_the_script_s_in_every_round_of_overtime_too() -> None:
    for seed, overtime in ((0, False), (OVERTIME_SEED, True)):
        last = 0
        for step, state in folded(seed, DEMO, BOMB):
            if step.packet["data"] == {"roundNumber": last + 1, "roundPhase": "combat"}:
                last += 1
                attackers = {t.ingame_team_id for t in state.teams if t.is_attacking}
                assert attackers == {attacking_team(last, 12, overtime=True)}
        assert (last > 24) is overtime


@every_kind
def test_a_plant_runs_the_spike_s_clock_and_the_clock_of_the_round_stops(
    pace: Pace, mode: Mode
) -> None:
    for step, state in folded(0, pace, mode):
        if step.packet["type"] == "spike_planted":
            view = public_view(state)
            assert view["spikeState"]["planted"]
            assert view["spikeDetonationTime"] == START_MS + step.at_ms + 45_000
            assert "roundTimeoutTime" not in view
