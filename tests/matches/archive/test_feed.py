"""Kills: which lines of the kill feed are some, and who is meant."""

import pytest

from matches.archive import Assist
from tests.matches.archive.told import Told, in_combat, told
from tests.support.events import (
    ALICE,
    BOB,
    CAST,
    CHARLIE,
    DANA,
    Packet,
    killfeed,
    observer,
    roster,
    round_info,
    score,
    scoreboard,
    setup,
)


def test_a_kill_has_its_round_its_time_and_both_players() -> None:
    story = in_combat(3).send(killfeed(ALICE, DANA, headshotKill=True), after=12.345)
    (kill,) = story.kills
    assert (kill.seq, kill.round_number, kill.time_ms) == (len(story.rows), 3, 12_345)
    assert (kill.killer_riot_id, kill.killer_name, kill.killer_team) == ("id-alice", "alice", 0)
    assert (kill.victim_riot_id, kill.victim_name, kill.victim_team) == ("id-dana", "dana", 1)
    assert (kill.weapon, kill.weapon_internal) == ("Vandal", "TX_Hud_Volcano")
    assert kill.headshot
    assert kill.team_kill is False


def test_a_kill_before_combat_has_no_time() -> None:
    story = told().send(round_info(1, "shopping")).send(killfeed(ALICE, DANA), after=1)
    assert [(kill.round_number, kill.time_ms) for kill in story.kills] == [(1, None)]


def test_a_kill_before_the_first_round_belongs_to_none() -> None:
    assert told().send(killfeed(ALICE, DANA)).kills[0].round_number is None


def test_a_kill_after_the_end_belongs_to_the_round_until_the_next_one_s_shopping() -> None:
    story = in_combat().send(round_info(1, "end"), score(1, 0), after=30)
    story.send(killfeed(ALICE, DANA), after=2)
    story.send(round_info(2, "game_start"), killfeed(ALICE, CHARLIE), after=5)
    assert [kill.round_number for kill in story.kills] == [1, 1]


@pytest.mark.parametrize(
    ("internal", "shown"),
    [
        ("TX_Hud_Pistol_Luger_S", "Ghost"),
        ("TX_Hunter_BowBlast", "Hunters Fury"),
        ("TX_Something_New", "TX_Something_New"),
        ("", "Unknown"),
    ],
)
def test_a_weapon_is_shown_by_its_name_or_else_by_the_game_s(internal: str, shown: str) -> None:
    story = in_combat().send(killfeed(ALICE, DANA, weaponKillfeedInternal=internal))
    assert story.kills[0].weapon == shown


@pytest.mark.parametrize("flag", [True, False])
def test_the_teams_tell_a_team_kill_and_not_the_feed_s_flag(flag: bool) -> None:
    story = in_combat().send(killfeed(ALICE, DANA, isTeamkill=flag))
    story.send(killfeed(ALICE, BOB, isTeamkill=flag), after=5)
    assert [kill.team_kill for kill in story.kills] == [False, True]


def test_a_name_that_nobody_has_stays_as_text() -> None:
    (kill,) = in_combat().send(killfeed("a stranger", DANA)).kills
    assert (kill.killer_name, kill.killer_riot_id, kill.killer_team) == ("a stranger", None, None)
    assert kill.victim_riot_id == "id-dana"
    assert kill.team_kill is None


def test_of_two_with_one_name_the_opponent_of_the_victim_has_killed() -> None:
    story = told().send(roster(CHARLIE, name="alice"))
    (kill,) = in_combat(1, story).send(killfeed(ALICE, DANA)).kills
    assert kill.killer_riot_id == "id-alice"


def test_a_name_that_two_living_opponents_have_is_nobody_s() -> None:
    story = told().send(roster(ALICE, name="bob"))
    (kill,) = in_combat(1, story).send(killfeed(BOB, DANA)).kills
    assert kill.killer_riot_id is None


def test_a_death_without_a_killer_or_within_a_team_is_nobody_s_kill() -> None:
    story = in_combat().send(killfeed("", DANA), killfeed(ALICE, BOB, weaponKillfeedInternal=""))
    assert [kill.killer_riot_id for kill in story.kills] == ["id-dana", "id-bob"]
    assert story.player(ALICE).team_kills == 0


@pytest.mark.parametrize("name", ["alice", "LLA alice"])
def test_a_player_is_known_by_the_shown_and_by_the_full_name(name: str) -> None:
    story = Told(setup(tools={"playercamsInfo": {"removeTricodes": True}}))
    story.send(*map(roster, CAST), roster(ALICE, name="LLA alice"))
    assert in_combat(1, story).send(killfeed(name, DANA)).kills[0].killer_riot_id == "id-alice"


def test_assists_name_agents_and_so_the_killer_s_teammates() -> None:
    story = in_combat().send(
        killfeed(ALICE, DANA, assists=["TX_Killfeed_Clove1", "TX_Killfeed_Sage", "odd"])
    )
    assert story.kills[0].assists == (
        Assist("Clove", "id-bob"),
        Assist("Sage", None),
        Assist("odd", None),
    )


def test_of_two_teammates_with_one_agent_nobody_knows_who_assisted() -> None:
    story = told().send(roster(ALICE, agentInternal=BOB.agent))
    (kill,) = in_combat(1, story).send(killfeed(ALICE, DANA, assists=["TX_Killfeed_Clove"])).kills
    assert kill.assists == (Assist("Clove", None),)


# Reported twice, or no kill at all


def test_a_kill_that_is_reported_again_within_two_seconds_is_one_kill() -> None:
    story = in_combat().send(killfeed(ALICE, DANA), after=5).send(killfeed(ALICE, DANA), after=2)
    assert len(story.kills) == 1
    assert (story.player(ALICE).kills, story.player(DANA).deaths) == (1, 1)


@pytest.mark.parametrize(
    "other",
    [
        killfeed(BOB, DANA),
        killfeed(ALICE, CHARLIE),
        killfeed(ALICE, DANA, weaponKillfeedInternal="TX_Hud_Pistol_Glock_S"),
    ],
    ids=["killer", "victim", "weapon"],
)
def test_two_kills_that_differ_are_two(other: Packet) -> None:
    assert len(in_combat().send(killfeed(ALICE, DANA), other, after=5).kills) == 2


def test_somebody_who_got_up_again_can_be_killed_again() -> None:
    story = in_combat().send(killfeed(ALICE, DANA), after=5)
    assert len(story.send(killfeed(ALICE, DANA), after=2.001).kills) == 2


def test_the_same_kill_in_the_next_round_is_another() -> None:
    story = in_combat().send(killfeed(ALICE, DANA), round_info(1, "end"), after=5)
    story.send(round_info(2, "shopping"), round_info(2, "combat"), killfeed(ALICE, DANA), after=1)
    assert [kill.round_number for kill in story.kills] == [1, 2]


def resurrection(**data: str) -> Packet:
    """charlie, a Sage, raises dana: the real feed shows it as a kill without a weapon."""
    return killfeed(CHARLIE, DANA, **{"weaponKillfeedInternal": "", **data})


def test_a_resurrection_is_no_kill_though_the_feed_shows_one() -> None:
    story = in_combat().send(killfeed(ALICE, DANA), after=5).send(resurrection(), after=10)
    assert [kill.killer_name for kill in story.kills] == ["alice"]
    assert story.player(CHARLIE).kills == 0
    assert story.player(CHARLIE).team_kills == 0


def test_a_resurrection_that_two_observers_report_is_no_kill_either() -> None:
    story = in_combat().send(killfeed(ALICE, DANA), after=5).send(resurrection(), after=10)
    assert len(story.send(resurrection(), after=1).kills) == 1


def test_the_resurrection_by_its_name_is_no_kill_even_of_somebody_unknown() -> None:
    line = killfeed(CHARLIE, "a stranger", weaponKillfeedInternal="TX_Thorne_Heal")
    assert in_combat().send(line).kills == ()


def test_a_teammate_on_the_feet_who_falls_without_a_weapon_is_killed() -> None:
    assert in_combat().send(resurrection()).kills[0].team_kill


def test_nobody_helps_up_oneself() -> None:
    """Without a weapon one dies of a fall, or of the spike."""
    story = in_combat().send(killfeed(ALICE, DANA), after=5)
    story.send(killfeed(DANA, DANA, weaponKillfeedInternal=""), after=10)
    assert len(story.kills) == 2


def test_who_was_down_and_not_dead_was_not_killed() -> None:
    """A KAY/O in the ultimate falls, is helped up, and the scoreboard never tells of a death."""
    story = in_combat().send(scoreboard(DANA, deaths=3), scoreboard(ALICE))
    story.send(killfeed(ALICE, DANA), scoreboard(DANA, deaths=3), after=5)
    assert len(story.kills) == 1
    assert story.send(resurrection(), after=4).kills == ()


def test_who_was_dead_by_the_scoreboard_was_killed_though_raised_later() -> None:
    story = in_combat().send(scoreboard(DANA, deaths=3), scoreboard(ALICE))
    story.send(killfeed(ALICE, DANA), scoreboard(DANA, deaths=4, isAlive=False), after=5)
    story.send(scoreboard(DANA, deaths=4), resurrection(), after=10)
    assert len(story.kills) == 1


def test_the_kills_of_a_round_that_is_played_again_are_void() -> None:
    story = in_combat(1).send(killfeed(ALICE, DANA), score(1, 0), after=20)
    in_combat(2, story).send(killfeed(BOB, DANA), score(2, 0), after=20)
    in_combat(2, story.send(score(1, 0))).send(killfeed(CHARLIE, BOB), after=20)
    assert [(kill.round_number, kill.killer_name) for kill in story.kills] == [
        (1, "alice"),
        (2, "charlie"),
    ]


def test_the_kills_of_a_match_that_was_made_anew_are_void() -> None:
    story = in_combat().send(killfeed(ALICE, DANA), after=5)
    assert story.send(observer("match_start", "another")).kills == ()
