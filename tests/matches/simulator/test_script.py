import json
from itertools import pairwise

from matches.engine.events import parse_observer
from matches.simulator.logon import logon
from matches.simulator.pace import REAL, Mode, Pace
from tests.matches.simulator.match import (
    MANY_SEEDS,
    SEEDS,
    every_kind,
    fresh,
    of,
    rounds,
    scores,
    script,
)


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
