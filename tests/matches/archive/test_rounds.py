"""Rounds: who won them, how, when, and on which side."""

import pytest

from tests.matches.archive.told import Told, in_combat, told
from tests.support.events import (
    ALICE,
    MATCH_ID,
    observer,
    round_info,
    score,
    scoreboard,
)
from tests.support.game import START_MS


def end(number: int, team_0: int, team_1: int) -> list[dict[str, object]]:
    """A round's end, in the order of the real client."""
    return [round_info(number, "end"), score(team_0, team_1)]


def test_the_team_whose_score_grew_has_won_the_round() -> None:
    story = in_combat().send(*end(1, 0, 1), after=20)
    in_combat(2, story).send(*end(2, 1, 1), after=20)
    assert [one.winner for one in story.facts.rounds] == [1, 0]


def test_a_round_without_a_score_has_no_winner_and_no_reason() -> None:
    one = in_combat().send(round_info(1, "end"), after=20).round(1)
    assert (one.winner, one.reason) == (None, None)


def test_nobody_knows_who_won_where_both_scores_grew_at_once() -> None:
    assert in_combat(4).send(*end(4, 2, 2), after=20).round(4).winner is None


def test_a_score_that_comes_after_the_next_round_has_begun_is_the_last_round_s() -> None:
    story = in_combat().send(round_info(1, "end"), after=20)
    story.send(round_info(2, "shopping"), after=7).send(score(0, 1), after=1)
    assert [one.winner for one in story.facts.rounds] == [1, None]


def test_a_score_told_in_the_middle_of_the_match_is_not_the_win_of_the_round_that_begins() -> None:
    story = told().send(round_info(9, "shopping"), score(8, 0), after=5)
    assert story.round(9).winner is None


@pytest.mark.parametrize(
    ("happenings", "winner", "reason"),
    [
        ([], 0, "kills"),
        (["spike_planted"], 0, "kills"),
        (["spike_planted", "spike_detonated"], 0, "detonated"),
        (["spike_planted", "spike_defused"], 1, "defused"),
        ([], 1, "kills"),
    ],
)
def test_the_reason_follows_from_the_winner_s_side_and_the_spike(
    happenings: list[str], winner: int, reason: str
) -> None:
    story = in_combat().send(*map(observer, happenings), after=20)
    story.send(*end(1, 1 - winner, winner), after=1)
    assert story.round(1).reason == reason


def test_the_real_client_tells_of_the_defusal_after_the_score() -> None:
    story = in_combat().send(observer("spike_planted"), after=20)
    story.send(*end(1, 0, 1), observer("spike_defused"), after=15)
    one = story.round(1)
    assert (one.reason, one.defused_ms) == ("defused", 35_000)


@pytest.mark.parametrize(
    "events",
    [end(1, 0, 1), list(reversed(end(1, 0, 1))), [score(0, 1)]],
    ids=["end first", "score first", "score alone"],
)
def test_the_clock_that_ran_out_is_the_reason_whether_the_end_or_the_score_tells_of_it(
    events: list[dict[str, object]],
) -> None:
    assert in_combat().send(*events, after=100).round(1).reason == "timeout"


def test_the_times_in_the_round_count_from_the_start_of_combat() -> None:
    story = in_combat().send(observer("spike_planted"), after=25.5)
    story.send(observer("spike_detonated"), *end(1, 1, 0), after=45)
    one = story.round(1)
    assert (one.planted, one.planted_ms) == (True, 25_500)
    assert (one.detonated, one.detonated_ms) == (True, 70_500)
    assert (one.defused, one.defused_ms) == (False, None)
    assert one.started_ms == START_MS + 7_000
    assert one.combat_ms == START_MS + 37_000
    assert one.ended_ms == START_MS + 37_000 + 70_500


def test_a_round_that_only_a_score_ended_ended_then() -> None:
    story = in_combat().send(score(1, 0), after=20)
    assert story.round(1).ended_ms == story.now


def test_the_bonus_on_a_scoreboard_tells_of_a_plant_too() -> None:
    story = in_combat().send(scoreboard(ALICE, money=800))
    story.send(scoreboard(ALICE, money=1_100), after=12).send(observer("spike_planted"), after=1)
    assert story.round(1).planted_ms == 12_000


def test_a_first_scoreboard_in_combat_tells_of_no_plant() -> None:
    assert not in_combat().send(scoreboard(ALICE, money=300), after=5).round(1).planted


def test_who_has_won_may_still_plant() -> None:
    story = in_combat().send(*end(1, 1, 0), after=12).send(observer("spike_planted"), after=4)
    one = story.round(1)
    assert (one.reason, one.planted_ms) == ("kills", 16_000)


def test_the_money_for_a_round_that_is_decided_is_no_bonus_for_a_plant() -> None:
    story = in_combat().send(scoreboard(ALICE, money=800), score(1, 0), after=12)
    assert not story.send(scoreboard(ALICE, money=1_100), after=1).round(1).planted


def test_what_the_score_rules_out_did_not_become_of_the_spike() -> None:
    """The real client calls a spike defused whose planters have won by kills."""
    story = in_combat().send(observer("spike_planted"), after=30)
    story.send(*end(1, 1, 0), observer("spike_defused"), after=2)
    in_combat(2, story).send(observer("spike_detonated"), *end(2, 1, 1), after=30)
    first, second = story.facts.rounds
    assert (first.planted, first.defused, first.reason) == (True, False, "kills")
    assert (second.detonated, second.reason) == (False, "kills")


def test_the_spike_of_a_round_without_a_known_start_of_combat_has_no_time() -> None:
    story = told().send(*end(5, 0, 1), observer("spike_defused"))
    one = story.round(5)
    assert (one.defused, one.defused_ms) == (True, None)
    assert (one.started_ms, one.combat_ms) == (None, None)


def test_a_second_observer_that_repeats_everything_a_moment_later_changes_nothing() -> None:
    once = in_combat().send(observer("spike_planted"), after=20)
    once.send(*end(1, 0, 1), observer("spike_defused"), after=15)
    twice = told()
    for row in once.rows[len(twice.rows) :]:
        twice.now = row.received_ms
        twice.log(row.type, row.data)
    for row in once.rows[len(told().rows) :]:
        late = row._replace(seq=len(twice.rows) + 1, received_ms=row.received_ms + 300)
        twice.rows.append(late)
    twice.rows.sort(key=lambda row: row.received_ms)
    twice.rows = [row._replace(seq=seq) for seq, row in enumerate(twice.rows, 1)]
    assert twice.facts.rounds == once.facts.rounds


def test_a_repeated_shopping_in_combat_neither_ends_it_nor_hides_the_spike() -> None:
    story = in_combat().send(round_info(1, "shopping"), after=2)
    story.send(observer("spike_planted"), after=20)
    one = story.round(1)
    assert (one.combat_ms, one.planted_ms) == (START_MS + 37_000, 22_000)


def test_a_late_report_on_the_spike_does_not_reach_the_next_round() -> None:
    story = in_combat().send(observer("spike_planted"), after=20).send(*end(1, 0, 1), after=15)
    story.send(round_info(2, "shopping"), observer("spike_defused"), after=7)
    assert not story.round(2).defused


def test_team_0_attacks_until_the_switch_and_team_1_after_it() -> None:
    story = in_combat(12)
    in_combat(13, story)
    assert [one.attackers for one in story.facts.rounds] == [0, 1]


def test_in_swift_the_sides_switch_after_four_rounds() -> None:
    story = in_combat(4, told().send(observer("game_mode", "swift")))
    in_combat(5, story)
    assert [one.attackers for one in story.facts.rounds] == [0, 1]


def test_in_overtime_the_sides_switch_every_round() -> None:
    story = told()
    for number in (13, 24, 25, 26, 27):
        in_combat(number, story)
    assert [one.attackers for one in story.facts.rounds] == [1, 1, 0, 1, 0]


def test_a_correction_of_the_sides_counts_from_the_round_in_which_it_is_made() -> None:
    story = in_combat(1).send(*end(1, 1, 0), after=20)
    in_combat(2, story).send(observer("swap_attacker_defender"), *end(2, 1, 1), after=20)
    in_combat(3, story)
    assert [one.attackers for one in story.facts.rounds] == [0, 1, 1]


def test_a_correction_of_the_sides_does_not_change_who_wins_the_next_round() -> None:
    story = in_combat(1).send(*end(1, 1, 0), after=20).send(observer("swap_attacker_defender"))
    in_combat(2, story).send(*end(2, 2, 0), after=20)
    assert story.round(2).winner == 0
    assert [team.score for team in story.facts.teams] == [2, 0]


def test_teams_that_swap_places_stay_who_they_are() -> None:
    story = in_combat(1).send(*end(1, 1, 0), after=20).send(observer("swap_left_right"))
    in_combat(2, story).send(*end(2, 2, 0), after=20)
    assert [(one.winner, one.attackers) for one in story.facts.rounds] == [(0, 0), (0, 0)]


def test_a_round_that_is_played_again_counts_as_it_was_played_last() -> None:
    story = in_combat(1).send(*end(1, 1, 0), after=20)
    in_combat(2, story).send(observer("spike_planted"), after=10).send(*end(2, 2, 0), after=20)
    in_combat(2, story.send(score(1, 0), after=60)).send(*end(2, 1, 1), after=30)
    assert [(one.number, one.winner, one.planted) for one in story.facts.rounds] == [
        (1, 0, False),
        (2, 1, False),
    ]


def test_a_shopping_that_comes_late_takes_no_round_away() -> None:
    story = in_combat().send(*end(1, 1, 0), after=20).send(round_info(1, "shopping"), after=1)
    assert story.round(1).winner == 0


def test_a_score_that_is_corrected_in_the_next_shopping_decides_the_last_round_anew() -> None:
    story = in_combat().send(*end(1, 1, 0), after=20)
    story.send(round_info(2, "shopping"), score(0, 1), after=7)
    assert [one.winner for one in story.facts.rounds] == [1, None]


def test_a_score_that_merely_falls_takes_no_round_away() -> None:
    story = in_combat(1).send(*end(1, 1, 0), after=20).send(score(0, 0), after=5)
    assert story.round(1).winner == 0


def test_a_match_that_is_made_anew_begins_at_its_first_round() -> None:
    story = in_combat(1).send(*end(1, 1, 0), after=20)
    in_combat(2, story).send(observer("match_start", "another"), after=1)
    assert len(story.facts.rounds) == 0
    assert story.facts.started_ms == story.now


def test_a_start_that_a_second_observer_repeats_makes_nothing_anew() -> None:
    story = in_combat().send(observer("match_start", MATCH_ID), after=1)
    assert len(story.facts.rounds) == 1
    assert story.facts.started_ms == START_MS


def test_a_round_of_which_only_the_lobby_phase_was_told_is_none() -> None:
    assert Told().send(round_info(1, "game_start")).facts.rounds == ()
