"""What a match comes to for a player."""

import pytest

from matches.archive import Clutch
from tests.matches.archive.told import Told, in_combat, told
from tests.support.events import (
    ALICE,
    BOB,
    CHARLIE,
    DANA,
    ERIN,
    Member,
    killfeed,
    observer,
    roster,
    round_info,
    score,
    scoreboard,
)

GHOST = "TX_Hud_Pistol_Luger_S"


def kills(story: Told, *pairs: tuple[Member, Member]) -> Told:
    """One kill after another, three seconds apart."""
    for killer, victim in pairs:
        story.send(killfeed(killer, victim), after=3)
    return story


def won(story: Told, number: int, team_0: int, team_1: int) -> Told:
    return story.send(round_info(number, "end"), score(team_0, team_1), after=1)


def test_players_come_by_team_with_who_they_are_and_what_they_play() -> None:
    story = told().send(roster(ALICE, agentInternal=""))
    assert [one.riot_id for one in story.facts.players] == [
        "id-alice",
        "id-bob",
        "id-charlie",
        "id-dana",
    ]
    dana = story.player(DANA)
    assert (dana.name, dana.tagline, dana.team, dana.position) == ("dana", "DA", 1, 6)
    assert (dana.agent, dana.agent_internal) == ("Sova", "Hunter")
    assert story.player(ALICE).agent == ""


def test_kills_deaths_and_assists_are_the_scoreboard_s_and_not_the_feed_s() -> None:
    story = in_combat().send(scoreboard(ALICE, kills=4, deaths=2, assists=1))
    kills(story, (ALICE, DANA))
    alice = story.player(ALICE)
    assert (alice.kills, alice.deaths, alice.assists) == (4, 2, 1)
    assert alice.weapons == {"Vandal": 1}


def test_without_scoreboards_the_feed_stands_in() -> None:
    story = in_combat().send(killfeed(ALICE, DANA, assists=["TX_Killfeed_Clove"]))
    assert story.player(ALICE).kills == story.player(DANA).deaths == 1
    assert story.player(BOB).assists == 1


def test_kills_are_counted_by_weapon_by_enemy_and_by_headshot() -> None:
    story = in_combat().send(killfeed(ALICE, DANA, headshotKill=True), after=3)
    story.send(killfeed(ALICE, CHARLIE, weaponKillfeedInternal=GHOST), after=3)
    in_combat(2, story).send(killfeed(ALICE, DANA, headshotKill=True), after=3)
    story.send(killfeed(ALICE, "a stranger"), after=3)
    alice = story.player(ALICE)
    assert alice.weapons == {"Vandal": 3, "Ghost": 1}
    assert alice.enemies == {"id-dana": 2, "id-charlie": 1, "a stranger": 1}
    assert alice.headshots == 2


def test_a_kill_within_the_team_counts_as_that_alone() -> None:
    story = in_combat().send(killfeed(ALICE, BOB, headshotKill=True), after=3)
    kills(story, (ALICE, ALICE))
    alice = story.player(ALICE)
    assert (alice.team_kills, alice.headshots, alice.weapons, alice.enemies) == (1, 0, {}, {})
    assert alice.first_bloods == story.player(BOB).first_deaths == 0


def test_the_first_kill_of_a_round_is_the_first_blood() -> None:
    story = kills(in_combat(), (ALICE, BOB), (CHARLIE, ALICE), (BOB, DANA))
    kills(in_combat(2, story), (BOB, CHARLIE))
    bloods = {one.name: (one.first_bloods, one.first_deaths) for one in story.facts.players}
    assert bloods == {"alice": (0, 1), "bob": (1, 0), "charlie": (1, 1), "dana": (0, 0)}


def test_rounds_with_two_to_five_kills_are_counted_and_more_count_as_five() -> None:
    story = told()
    enemies = [(ALICE, DANA), (ALICE, CHARLIE)] * 3
    for number, count in enumerate((1, 2, 2, 3, 6), 1):
        kills(in_combat(number, story), *enemies[:count])
    assert story.player(ALICE).multikills == {"2": 2, "3": 1, "5": 1}


def test_kills_outside_of_rounds_make_no_multikill() -> None:
    story = kills(told(), (ALICE, DANA), (ALICE, CHARLIE))
    assert story.player(ALICE).multikills == {}


# Clutches


def three_against_two() -> Told:
    return in_combat(1, told().send(roster(ERIN)))


def test_who_wins_as_the_last_of_the_team_has_won_a_clutch() -> None:
    story = kills(three_against_two(), (ALICE, DANA), (CHARLIE, ALICE), (CHARLIE, BOB))
    won(kills(story, (CHARLIE, ERIN)), 1, 0, 1)
    assert story.player(CHARLIE).clutches == (Clutch(round=1, versus=3),)
    assert story.player(ERIN).clutches == ()


def test_who_loses_as_the_last_has_not() -> None:
    story = kills(three_against_two(), (ALICE, DANA), (ALICE, CHARLIE))
    won(story, 1, 1, 0)
    assert [one.clutches for one in story.facts.players] == [()] * 5


def test_who_saves_the_round_and_falls_to_the_spike_s_last_defender_has_won_one() -> None:
    story = three_against_two().send(observer("spike_planted"), after=5)
    kills(story, (CHARLIE, ALICE), (CHARLIE, BOB), (CHARLIE, ERIN))
    won(story.send(observer("spike_detonated"), after=40), 1, 1, 0)
    assert story.player(ERIN).clutches == (Clutch(round=1, versus=2),)


def test_who_falls_after_the_end_makes_nobody_the_last() -> None:
    story = won(kills(three_against_two(), (ALICE, DANA)), 1, 0, 1)
    kills(story, (ALICE, CHARLIE))
    assert story.player(CHARLIE).clutches == (Clutch(round=1, versus=3),)
    in_combat(2, story)
    won(story, 2, 0, 2)
    kills(story, (BOB, DANA))
    assert story.player(CHARLIE).clutches == (Clutch(round=1, versus=3),)


def test_the_last_kills_may_come_a_moment_after_the_end() -> None:
    story = kills(three_against_two(), (CHARLIE, ALICE), (BOB, DANA))
    won(story, 1, 1, 0).send(killfeed(CHARLIE, BOB), killfeed(ERIN, CHARLIE), after=0.1)
    assert story.player(ERIN).clutches == (Clutch(round=1, versus=1),)


def test_who_plays_alone_from_the_start_is_no_last_one() -> None:
    story = Told().send(*map(roster, (ALICE, BOB, DANA)))
    won(kills(in_combat(1, story), (DANA, ALICE), (DANA, BOB)), 1, 0, 1)
    assert story.player(DANA).clutches == ()


def test_a_teammate_who_is_raised_faces_what_is_left_when_last() -> None:
    story = kills(three_against_two(), (ALICE, DANA))
    story.send(killfeed(CHARLIE, DANA, weaponKillfeedInternal=""), after=3)
    kills(story, (BOB, CHARLIE), (DANA, ALICE), (DANA, BOB), (DANA, ERIN))
    won(story, 1, 0, 1)
    assert story.player(CHARLIE).clutches == ()
    assert story.player(DANA).clutches == (Clutch(round=1, versus=3),)


def test_a_death_that_the_feed_left_out_is_known_by_the_scoreboard() -> None:
    story = three_against_two().send(scoreboard(DANA))
    story.send(scoreboard(DANA, isAlive=False, deaths=1), after=5)
    won(story, 1, 0, 1)
    assert story.player(CHARLIE).clutches == (Clutch(round=1, versus=3),)


def test_who_did_not_play_from_the_start_of_combat_is_not_waited_for() -> None:
    story = told().send(roster(ERIN), round_info(1, "shopping"))
    story.send(scoreboard(ERIN, isAlive=False), round_info(1, "combat"), after=30)
    kills(story, (CHARLIE, ALICE))
    won(story, 1, 1, 0)
    assert story.player(BOB).clutches == (Clutch(round=1, versus=2),)


def test_where_somebody_unknown_falls_nobody_knows_who_was_last() -> None:
    story = three_against_two().send(killfeed(ALICE, "a stranger"), after=3)
    won(kills(story, (ALICE, DANA)), 1, 0, 1)
    assert story.player(CHARLIE).clutches == ()


@pytest.mark.parametrize("swap", [[], [observer("swap_left_right")]])
def test_a_player_s_figures_do_not_depend_on_the_team_s_place(
    swap: list[dict[str, object]],
) -> None:
    story = three_against_two().send(*swap)
    won(kills(story, (ALICE, DANA), (ALICE, CHARLIE)), 1, 1, 0)
    alice = story.player(ALICE)
    assert (alice.team, alice.first_bloods, alice.multikills) == (0, 1, {"2": 1})
