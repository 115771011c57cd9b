from itertools import pairwise

from matches.engine.names import assisting_agent
from matches.simulator.pace import BOMB, Mode, Pace
from matches.simulator.timeline import Step
from tests.matches.simulator.match import (
    OVERTIME_SEEDS,
    SEEDS,
    Round,
    attacking_team,
    every_kind,
    of,
    overtimes,
    rounds,
    scores,
    script,
    teams,
)


@every_kind
def test_rounds_are_dense_and_run_through_all_phases(pace: Pace, mode: Mode) -> None:
    for seed in SEEDS:
        played = rounds(script(seed, pace, mode))
        assert [one.number for one in played] == list(range(1, len(played) + 1))
        for one in played[:-1]:
            assert one.phases == ["game_start", "shopping", "combat", "end"]
        assert played[-1].phases == ["game_start", "shopping", "combat", "end", "game_end"]


@every_kind
def test_each_round_adds_one_to_one_score(pace: Pace, mode: Mode) -> None:
    for seed in SEEDS:
        steps = script(seed, pace, mode)
        assert len(scores(steps)) == len(rounds(steps))
        for before, after in pairwise([(0, 0), *scores(steps)]):
            assert sorted((after[0] - before[0], after[1] - before[1])) == [0, 1]


@every_kind
def test_the_match_ends_when_it_is_won_and_not_before(pace: Pace, mode: Mode) -> None:
    for seed in SEEDS:
        *before, last = scores(script(seed, pace, mode))
        assert is_won(last, mode)
        assert not any(is_won(score, mode) for score in before)


def is_won(score: tuple[int, int], mode: Mode) -> bool:
    lead = 2 if mode is BOMB else 1
    return max(score) >= mode.rounds_to_win and abs(score[0] - score[1]) >= lead


def test_some_matches_go_to_overtime_and_are_won_by_two() -> None:
    played = overtimes()
    assert 2 <= len(played) <= len(OVERTIME_SEEDS) / 4
    for steps in played:
        first, second = scores(steps)[-1]
        assert abs(first - second) == 2
        assert scores(steps)[23] == (12, 12)


def test_the_spike_is_with_the_attackers_and_with_one_of_them() -> None:
    for steps in [*map(script, SEEDS), *overtimes()[:3]]:
        for one in rounds(steps):
            attackers = attacking_team(one.number, 12, overtime=True)
            carriers: set[str] = set()
            for board in one.data("scoreboard"):
                carriers -= {board["name"]}
                if board["hasSpike"]:
                    assert board["startTeam"] == attackers
                    carriers.add(board["name"])
                assert len(carriers) <= 1


@every_kind
def test_the_dead_neither_kill_nor_help_nor_die_again(pace: Pace, mode: Mode) -> None:
    for seed in SEEDS:
        steps = script(seed, pace, mode)
        team_of, agent_of = teams(steps), agents(steps)
        for one in rounds(steps):
            alive = set(team_of)
            for kill in one.data("killfeed"):
                mates = {name for name in alive if team_of[name] == team_of[kill["attacker"]]}
                assert kill["attacker"] in mates
                assert kill["victim"] in alive - mates
                helpers = {assisting_agent(name) for name in kill["assists"]}
                assert helpers <= {agent_of[name] for name in mates - {kill["attacker"]}}
                alive.remove(kill["victim"])


def agents(steps: list[Step]) -> dict[str, str]:
    return {data["name"]: data["agentInternal"] for data in of(steps, "roster")}


@every_kind
def test_the_scoreboard_counts_what_the_kill_feed_told(pace: Pace, mode: Mode) -> None:
    for seed in SEEDS:
        steps = script(seed, pace, mode)
        last = {data["name"]: data for data in of(steps, "scoreboard")}
        told: dict[str, list[int]] = {name: [0, 0, 0] for name in last}
        named = {(team, agents(steps)[name]): name for name, team in teams(steps).items()}
        for kill in of(steps, "killfeed"):
            told[kill["attacker"]][0] += 1
            told[kill["victim"]][1] += 1
            for helper in kill["assists"]:
                team = teams(steps)[kill["attacker"]]
                told[named[team, str(assisting_agent(helper))]][2] += 1
        counted = {name: [d["kills"], d["deaths"], d["assists"]] for name, d in last.items()}
        assert counted == told


@every_kind
def test_each_round_ends_for_a_reason_that_its_events_show(pace: Pace, mode: Mode) -> None:
    for seed in SEEDS:
        steps = script(seed, pace, mode)
        before = (0, 0)
        for one, score in zip(rounds(steps), scores(steps), strict=True):
            attackers = attacking_team(one.number, mode.rounds_per_half, overtime=mode.has_overtime)
            won_by_attackers = score[attackers] > before[attackers]
            assert won_by_attackers in shown_winners(one, attackers, teams(steps))
            before = score


def shown_winners(one: Round, attackers: int, team_of: dict[str, int]) -> set[bool]:
    """True for the attackers; empty where nothing shows why the round is over."""
    fallen = [team_of[kill["victim"]] for kill in one.data("killfeed")]
    planted = [step.at_ms for step in one.of("spike_planted")]
    end = one.starts_ms("end")
    if one.of("spike_detonated"):
        return {True} if planted and end - planted[0] == 45_000 else set()
    if one.of("spike_defused"):
        return {False} if planted and 7_000 < end - planted[0] < 45_000 else set()
    if fallen.count(1 - attackers) == 5:
        return {True}
    if fallen.count(attackers) == 5 and not planted:
        return {False}
    clock_ran_out = end - one.starts_ms("combat") == 100_000
    return {False} if clock_ran_out and not planted else set()
