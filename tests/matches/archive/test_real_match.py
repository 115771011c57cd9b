"""The recorded match, against facts that were counted by hand from the recording.

By hand: from the packets alone, with none of our code. The recording has 136 lines of the kill
feed; two are a Sage's help (rounds 8 and 12), and the one whom she helped in round 12 was a
KAY/O who was down and not dead. One kill of round 12 is on the scoreboards only.
"""

import json
from functools import cache

from matches.archive import Clutch, MatchFacts, PlayerFacts
from matches.engine.setup import MatchSetup, TeamSetup
from tests.matches.archive.told import Told
from tests.support.needs import conformance

WINNERS = [1, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 0, 0, 0, 1, 1, 1, 0, 1]
REASONS = {1: "defused", 5: "timeout", 6: "timeout", 7: "defused", 8: "defused", 11: "defused"}
PLANTS_MS = {
    1: 27_018,
    3: 83_203,
    7: 27_966,
    8: 92_227,
    9: 48_813,  # four seconds after the end
    11: 78_819,
    12: 43_406,
    15: 72_334,
    16: 26_648,
    17: 36_021,
    19: 72_129,
}
SAME_MOMENT_MS = 5  # the bonus on the scoreboards may come just before the plant itself
MONEY = {1: (250, 200), 2: (9_350, 450), 10: (7_250, 2_650), 18: (700, 25_850)}
# Kills, deaths, assists by the last scoreboards; headshots, first bloods by the kill feed.
FIGURES = {
    "Quillfern": (22, 10, 2, 17, 1),
    "Vantage": (20, 14, 7, 11, 1),
    "Duskrun": (16, 14, 8, 6, 4),
    "Oddlantern": (15, 15, 7, 6, 3),
    "Kestrelle": (13, 14, 6, 11, 2),
    "Tarnwick": (13, 12, 6, 6, 2),
    "Mossback Jr": (11, 15, 10, 5, 2),
    "Bramblet": (9, 12, 7, 1, 2),
    "Ironpetal": (8, 14, 4, 2, 2),
    "Søltmärsh": (7, 14, 4, 3, 0),
}
FIRST_DEATHS = {
    "Ironpetal": 4,
    "Vantage": 3,
    "Oddlantern": 3,
    "Kestrelle": 3,
    "Bramblet": 3,
    "Mossback Jr": 1,
    "Tarnwick": 1,
    "Quillfern": 1,
}


@cache
def facts() -> MatchFacts:
    story = Told(
        MatchSetup(
            group_code="ANON01",
            left_team=TeamSetup("Harbor Lanterns", "HLN", "", True),
            right_team=TeamSetup("Quiet Meridian", "QMD", "", False),
            tools={},
        )
    )
    _, *packets = (conformance() / "real-match.replay").read_text().split(",\n")
    for packet in map(json.loads, filter(str.strip, packets)):
        story.now = packet["timestamp"]
        story.send(packet)
    return story.facts


def player(name: str) -> PlayerFacts:
    (found,) = (one for one in facts().players if one.name == name)
    return found


def test_the_match_was_won_13_to_6_on_icebox() -> None:
    match = facts()
    assert [(team.name, team.score) for team in match.teams] == [
        ("Harbor Lanterns", 6),
        ("Quiet Meridian", 13),
    ]
    assert (match.winner, match.map) == (1, "Icebox")
    assert match.match_id == "52ae6861-4d7d-5062-885a-575ebd4adb78"
    assert (match.started_ms, match.ended_ms) == (1_750_000_220_057, 1_750_002_424_788)
    assert match.damaged_at is None


def test_its_rounds_were_won_by_these_teams_for_these_reasons() -> None:
    assert [one.number for one in facts().rounds] == list(range(1, 20))
    assert [one.winner for one in facts().rounds] == WINNERS
    assert {one.number: one.reason for one in facts().rounds if one.reason != "kills"} == REASONS


def test_the_sides_changed_after_twelve_rounds() -> None:
    assert [one.attackers for one in facts().rounds] == [0] * 12 + [1] * 7


def test_the_spike_was_planted_eleven_times_and_defused_four_times() -> None:
    planted = {one.number: one.planted_ms for one in facts().rounds if one.planted}
    assert planted.keys() == PLANTS_MS.keys()
    for number, moment in planted.items():
        assert moment is not None
        assert abs(moment - PLANTS_MS[number]) <= SAME_MOMENT_MS
    defused = {one.number: one.defused_ms for one in facts().rounds if one.defused}
    assert defused == {1: 59_140, 7: 66_681, 8: 113_705, 11: 96_424}
    assert not any(one.detonated for one in facts().rounds)


def test_the_teams_had_this_money_left_when_combat_began() -> None:
    for number, money in MONEY.items():
        left, right = facts().rounds[number - 1].teams
        assert (left.money, right.money) == money
    assert all(one.loadout is not None for one in facts().rounds[0].players)


def test_every_player_has_these_figures() -> None:
    told = {
        one.name: (one.kills, one.deaths, one.assists, one.headshots, one.first_bloods)
        for one in facts().players
    }
    assert told == FIGURES
    assert {one.name: one.first_deaths for one in facts().players if one.first_deaths} == (
        FIRST_DEATHS
    )


def test_133_lines_of_the_feed_are_kills_and_one_kill_is_on_the_scoreboards_alone() -> None:
    match = facts()
    assert len(match.kills) == 133
    counted = {one.name: sum(one.weapons.values()) for one in match.players}
    lost = {one.name: one.kills - counted[one.name] for one in match.players}
    assert {name for name, missing in lost.items() if missing} == {"Ironpetal"}
    assert not any(kill.team_kill for kill in match.kills)


def test_these_kills_were_made_with_these_weapons() -> None:
    assert player("Quillfern").weapons == {
        "Vandal": 13,
        "Operator": 4,
        "Ghost": 3,
        "Spectre": 1,
        "Classic": 1,
    }
    everything = [kill.weapon for kill in facts().kills]
    assert [everything.count(name) for name in ("Vandal", "Phantom", "Shock Bolt")] == [59, 21, 2]


def test_two_players_killed_four_in_a_round_and_three_won_as_the_last_of_their_team() -> None:
    four = {one.name: one.multikills["4"] for one in facts().players if "4" in one.multikills}
    assert four == {"Tarnwick": 1, "Quillfern": 1}
    assert {one.name: one.clutches for one in facts().players if one.clutches} == {
        "Quillfern": (Clutch(round=1, versus=1), Clutch(round=10, versus=3)),
        "Oddlantern": (Clutch(round=5, versus=1),),
        "Tarnwick": (Clutch(round=8, versus=2),),
    }


def test_the_first_round_went_kill_by_kill_like_this() -> None:
    assert [
        (kill.killer_name, kill.victim_name, kill.time_ms, [one.agent for one in kill.assists])
        for kill in facts().kills
        if kill.round_number == 1
    ] == [
        ("Oddlantern", "Ironpetal", 8_059, ["Sova"]),
        ("Søltmärsh", "Mossback Jr", 10_074, []),
        ("Oddlantern", "Kestrelle", 21_285, []),
        ("Tarnwick", "Vantage", 27_847, ["Omen"]),
        ("Duskrun", "Bramblet", 37_254, []),
        ("Duskrun", "Tarnwick", 39_740, []),
        ("Quillfern", "Søltmärsh", 49_919, []),
        ("Duskrun", "Oddlantern", 54_136, []),
        ("Quillfern", "Duskrun", 55_003, ["Omen"]),
    ]


def test_an_agent_that_both_teams_play_assists_in_the_killer_s() -> None:
    first = facts().kills[0]
    assert first.assists[0].riot_id == player("Tarnwick").riot_id
    assert {player("Tarnwick").agent, player("Vantage").agent} == {"Sova"}
