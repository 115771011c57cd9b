import json
from functools import cache, lru_cache
from itertools import pairwise

import pytest

from matches.engine.events import parse_observer
from matches.engine.names import assisting_agent
from matches.simulator.logon import logon
from matches.simulator.pace import BOMB, DEMO, REAL, SWIFT, Mode, Pace
from matches.simulator.script import simulate
from matches.simulator.timeline import Step
from tests.matches.simulator.match import Round, attacking_team, of, rounds, teams

SEEDS = range(8)
MANY_SEEDS = range(30)
OVERTIME_SEEDS = range(100)
KINDS = [(DEMO, BOMB), (REAL, BOMB), (DEMO, SWIFT), (REAL, SWIFT)]

every_kind = pytest.mark.parametrize(
    ("pace", "mode"), KINDS, ids=["demo-bomb", "real-bomb", "demo-swift", "real-swift"]
)


@lru_cache(maxsize=len(SEEDS) * len(KINDS))
def script(seed: int, pace: Pace = DEMO, mode: Mode = BOMB) -> list[Step]:
    return list(simulate(seed, group_code="DEMO", pace=pace, mode=mode))


def scores(steps: list[Step]) -> list[tuple[int, int]]:
    return [(data["team_0"], data["team_1"]) for data in of(steps, "score")]


def fresh(seed: int, pace: Pace = DEMO) -> list[Step]:
    """A script that is looked at once, and so not kept."""
    return list(simulate(seed, group_code="DEMO", pace=pace))


@cache
def overtimes() -> list[list[Step]]:
    return [steps for steps in map(fresh, OVERTIME_SEEDS) if len(scores(steps)) > 24]


# The script as a whole


def test_the_same_seed_is_the_same_match() -> None:
    assert fresh(7) == script(7)


def test_another_seed_is_another_match() -> None:
    assert script(7)[0:13] != script(8)[0:13]
    assert scores(script(7)) != scores(script(8))


@every_kind
def test_time_starts_at_zero_and_never_runs_back(pace: Pace, mode: Mode) -> None:
    for seed in SEEDS:
        times = [step.at_ms for step in script(seed, pace, mode)]
        assert times[0] == 0
        assert times == sorted(times)


@every_kind
def test_every_packet_passes_the_server_s_strict_parser(pace: Pace, mode: Mode) -> None:
    for seed in SEEDS:
        for step in script(seed, pace, mode):
            event = parse_observer(json.dumps(step.packet))
            assert event.group_code == "DEMO"
            assert step.event == "obs_data"


def test_the_logon_names_the_teams_of_the_script() -> None:
    for seed in SEEDS:
        packet = logon("DEMO", "a-key", seed)
        sides = {packet["leftTeam"]["attackStart"], packet["rightTeam"]["attackStart"]}
        assert sides == {True, False}
        first = next(of(script(seed), "team_is_attacker"))
        assert first is packet["leftTeam"]["attackStart"]
        assert packet["key"] == "a-key"


def test_the_series_before_the_match_is_not_decided() -> None:
    for seed in MANY_SEEDS:
        series = logon("DEMO", "a-key", seed)["toolsData"]["seriesInfo"]
        won = [series["wonLeft"], series["wonRight"]]
        assert max(won) < series["needed"]
        past = [entry for entry in series["mapInfo"] if entry["type"] == "past"]
        assert len(past) == sum(won)
        assert len(series["mapInfo"]) == 3


# The cast


def test_ten_players_fill_two_teams_of_five_different_agents() -> None:
    for seed in SEEDS:
        last = {data["playerId"]: data for data in of(script(seed), "roster")}
        assert sorted(data["position"] for data in last.values()) == list(range(10))
        assert len({data["name"] for data in last.values()}) == 10
        assert all(data["locked"] for data in last.values())
        for team in (0, 1):
            agents = [d["agentInternal"] for d in last.values() if d["startTeam"] == team]
            assert len(set(agents)) == 5


def test_the_first_rosters_and_scoreboards_come_at_once() -> None:
    for seed in SEEDS:
        at_once = [step.packet["type"] for step in script(seed) if step.at_ms == 0]
        assert at_once.count("roster") == 10
        assert at_once.count("scoreboard") == 10


# Rounds


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


def test_overtime_gives_everybody_the_same_money_each_round() -> None:
    for steps in overtimes():
        for one in rounds(steps)[24:]:
            assert {board["money"] for board in one.boards_in("shopping")[:10]} == {5000}


def test_both_halves_start_with_800_credits_and_a_pistol() -> None:
    for seed in SEEDS:
        for one in rounds(script(seed)):
            if one.number in (1, 13):
                boards = one.boards_in("shopping")[:10]
                assert {board["money"] for board in boards} == {800}
                pistol = "TX_Hud_Pistol_Classic"
                assert {board["scoreboardWeaponInternal"] for board in boards} == {pistol}


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


# Duels


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


# Money and ultimates


@every_kind
def test_money_and_ultimate_points_stay_in_their_bounds(pace: Pace, mode: Mode) -> None:
    for seed in SEEDS:
        for board in of(script(seed, pace, mode), "scoreboard"):
            assert 0 <= board["money"] <= 9000
            assert 0 <= board["currUltPoints"] <= board["maxUltPoints"] <= 9


@every_kind
def test_money_goes_only_while_shopping_and_comes_in_combat_only_for_the_plant(
    pace: Pace, mode: Mode
) -> None:
    for seed in SEEDS:
        for one in rounds(script(seed, pace, mode)):
            held = {board["name"]: board["money"] for board in one.boards_in("shopping")}
            for board in one.boards_in("combat"):
                gained = board["money"] - held[board["name"]]
                assert gained == 0 or (one.of("spike_planted") and 0 < gained <= 300)


@every_kind
def test_nobody_gains_money_while_shopping_after_the_first_board(pace: Pace, mode: Mode) -> None:
    for seed in SEEDS:
        for one in rounds(script(seed, pace, mode)):
            held: dict[str, int] = {}
            for board in one.boards_in("shopping"):
                assert board["money"] <= held.get(board["name"], 9000)
                held[board["name"]] = board["money"]


def test_the_game_s_whole_life_is_in_a_few_matches() -> None:
    steps = [step for seed in MANY_SEEDS for step in fresh(seed, REAL)]
    kinds = {step.packet["type"] for step in steps}
    assert kinds == {
        *("map", "game_mode", "team_is_attacker", "roster", "scoreboard", "match_start"),
        *("round_info", "score", "killfeed", "observing", "toast", "switch_kda_credits"),
        *("spike_planted", "spike_defused", "spike_detonated"),
        *("left_timeout", "right_timeout", "tech_pause"),
    }
    armours = {data["initialArmor"] for data in of(steps, "scoreboard")}
    assert armours == {0, 1, 2, 4}
    assert any(data["headshotKill"] for data in of(steps, "killfeed"))
    assert any(len(data["assists"]) == 2 for data in of(steps, "killfeed"))


def test_nobody_takes_more_timeouts_than_there_are() -> None:
    for steps in map(fresh, MANY_SEEDS):
        for hotkey in ("left_timeout", "right_timeout"):
            cancelled = 0
            pressed = [step.at_ms for step in steps if step.packet["type"] == hotkey]
            for first, second in pairwise(pressed):
                cancelled += second - first == 5_000
            assert len(pressed) - 2 * cancelled <= 2


def test_technical_pauses_and_figures_are_switched_off_again() -> None:
    for steps in map(fresh, MANY_SEEDS):
        for hotkey in ("tech_pause", "switch_kda_credits"):
            assert len(list(of(steps, hotkey))) % 2 == 0


# Pace


def test_a_demo_shops_within_ten_seconds_and_its_rounds_last_about_50() -> None:
    lengths: list[int] = []
    for seed in SEEDS:
        played = rounds(script(seed))
        assert played[0].starts_ms("shopping") < 10_000
        lengths += [b.starts_ms("shopping") - a.starts_ms("shopping") for a, b in pairwise(played)]
    assert 40_000 <= sum(lengths) / len(lengths) <= 60_000


def test_a_match_at_real_pace_takes_about_as_long_as_a_real_one() -> None:
    minutes = [fresh(seed, REAL)[-1].at_ms / 60_000 for seed in MANY_SEEDS]
    assert 25 <= sum(minutes) / len(minutes) <= 45
