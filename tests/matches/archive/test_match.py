"""The match as a whole: its teams and score, how far its log can be read."""

import pytest

from matches.archive import derive
from tests.matches.archive.told import Told, in_combat, told
from tests.support.events import (
    ALICE,
    DANA,
    LEFT_TEAM,
    MATCH_ID,
    RIGHT_TEAM,
    killfeed,
    observer,
    round_info,
    score,
    setup,
)
from tests.support.game import START_MS


def test_a_match_of_which_nothing_was_told_has_its_teams_and_nothing_else() -> None:
    facts = Told().facts
    assert [team.name for team in facts.teams] == [LEFT_TEAM.name, RIGHT_TEAM.name]
    assert (facts.match_id, facts.map, facts.mode) == ("", "", "bomb")
    assert (facts.started_ms, facts.ended_ms, facts.winner) == (None, None, None)
    assert len(facts.rounds) == len(facts.players) == len(facts.kills) == 0


def test_a_match_has_its_id_its_mode_and_when_it_began_and_ended() -> None:
    story = Told().send(observer("game_mode", "swift"))
    story.send(observer("match_start", MATCH_ID), after=60)
    story.send(observer("match_start", MATCH_ID), after=1)
    in_combat(1, story).send(round_info(1, "game_end"), after=100)
    facts = story.facts
    assert (facts.match_id, facts.mode) == (MATCH_ID, "swift")
    assert (facts.started_ms, facts.ended_ms) == (START_MS + 60_000, story.now)


@pytest.mark.parametrize(
    ("internal", "name"),
    [("Port", "Icebox"), ("HURM_Yard", "Piazza"), ("Brandnew", "Brandnew")],
)
def test_a_map_has_its_display_name_or_else_the_game_s(internal: str, name: str) -> None:
    assert Told().send(observer("map", internal)).facts.map == name


def test_teams_go_by_who_attacked_first_and_know_where_they_stood_last() -> None:
    first, second = Told(setup(left_team=RIGHT_TEAM, right_team=LEFT_TEAM)).facts.teams
    assert (first.name, first.tricode, first.url) == (
        "Left Lanterns",
        "LLA",
        "https://example.org/l.png",
    )
    assert (first.place, second.place) == (1, 0)
    first, second = told().send(observer("swap_left_right")).facts.teams
    assert (first.name, first.place, second.place) == ("Left Lanterns", 1, 0)


@pytest.mark.parametrize(
    ("final", "winner"), [((13, 6), 0), ((11, 13), 1), ((5, 8), 1), ((12, 12), None)]
)
def test_who_leads_when_the_game_ends_has_won(final: tuple[int, int], winner: int | None) -> None:
    facts = in_combat(19).send(score(*final), round_info(19, "game_end"), after=50).facts
    assert [team.score for team in facts.teams] == list(final)
    assert facts.winner == winner


@pytest.mark.parametrize(
    ("mode", "final", "winner"),
    [
        ("bomb", (13, 6), 0),
        ("bomb", (12, 6), None),
        ("bomb", (13, 12), None),
        ("bomb", (14, 16), 1),
        ("swift", (5, 4), 0),
        ("swift", (4, 4), None),
    ],
)
def test_without_a_game_end_the_rules_tell_whether_the_match_is_won(
    mode: str, final: tuple[int, int], winner: int | None
) -> None:
    story = told().send(observer("game_mode", mode))
    facts = in_combat(9, story).send(score(*final), after=50).facts
    assert facts.winner == winner
    assert facts.ended_ms is None


def test_what_comes_after_the_end_is_not_part_of_the_match() -> None:
    story = in_combat().send(score(1, 0), round_info(1, "game_end"), after=50)
    before = story.facts
    story.send(killfeed(ALICE, DANA), score(0, 1), round_info(2, "shopping"), after=5)
    assert story.facts == before


def test_facts_are_those_of_the_log_up_to_the_row_that_cannot_be_read() -> None:
    story = in_combat().send(killfeed(ALICE, DANA), after=5)
    whole = story.facts
    story.log("score", b"\x00 no event").send(killfeed(DANA, ALICE), after=5)
    assert story.facts.damaged_at == len(story.rows) - 1
    assert story.facts.kills == whole.kills


def test_a_row_that_is_missing_is_damage_too() -> None:
    story = in_combat().send(killfeed(ALICE, DANA), after=5)
    missing = len(story.rows) - 1
    del story.rows[missing - 1]
    assert story.facts.damaged_at == missing
    assert len(story.kills) == 0


def test_an_event_that_only_a_newer_version_knows_is_damage_and_no_crash() -> None:
    story = told().log("from_the_future", b'{"type":"from_the_future","groupCode":"A","data":1}')
    assert story.facts.damaged_at == len(story.rows)


def test_rows_are_read_once_and_may_come_from_anywhere() -> None:
    story = in_combat().send(killfeed(ALICE, DANA), after=5)
    assert derive(story.setup, iter(story.rows)) == story.facts
