"""The archive follows the log: at any time, as often as one likes, and never backwards."""

import pytest
from django.db import DatabaseError, DataError

from matches.models import Kill, Match, MatchEvent, MatchPlayer, Round, RoundPlayer
from matches.services import archive, archive_rows, lifecycle
from matches.services.log import from_ms
from tests.matches.archive.told import Told, in_combat, told
from tests.matches.services.archived import finish, log_more, logged, stored
from tests.support.events import (
    ALICE,
    BOB,
    CHARLIE,
    DANA,
    killfeed,
    observer,
    round_info,
    score,
    scoreboard,
)
from tests.support.game import START_MS

pytestmark = pytest.mark.django_db


def one_round() -> Told:
    """alice and bob win round 1; alice falls, and the second round's shopping begins."""
    story = told().send(round_info(1, "shopping"), after=7)
    story.send(scoreboard(ALICE, money=150), scoreboard(DANA, money=300), after=20)
    story.send(round_info(1, "combat"), after=10)
    story.send(killfeed(ALICE, DANA, headshotKill=True), after=10)
    story.send(killfeed(CHARLIE, ALICE), observer("spike_planted"), after=10)
    story.send(killfeed(BOB, CHARLIE, assists=["TX_Killfeed_Jett"]), after=10)
    story.send(round_info(1, "end"), score(1, 0), after=1)
    return story.send(round_info(2, "shopping"), after=7)


def test_the_match_itself_tells_who_played_and_how_it_stands() -> None:
    story = one_round().send(observer("map", "Port"))
    match = logged(story)
    assert archive.update_archive(match.pk)
    match.refresh_from_db()
    assert (match.map, match.mode) == ("Icebox", "bomb")
    assert (match.team_0_name, match.team_0_tricode) == ("Left Lanterns", "LLA")
    assert (match.team_1_name, match.team_1_tricode) == ("Right Rivers", "RRI")
    assert (match.team_0_score, match.team_1_score, match.winner) == (1, 0, None)
    assert (match.left_team, match.damaged_at) == (0, None)
    assert (match.game_started_at, match.game_ended_at) == (from_ms(START_MS), None)
    assert match.archived_seq == match.last_seq == len(story.rows)


def test_rounds_players_and_kills_become_rows() -> None:
    match = logged(one_round())
    archive.update_archive(match.pk)
    first, second = Round.objects.filter(match=match).order_by("number")
    assert (first.winner, first.reason, first.attackers) == (0, "kills", 0)
    assert (first.planted, first.planted_ms, first.team_1_money) == (True, 20_000, 300)
    assert (second.winner, second.reason, second.combat_ms) == (None, None, None)
    kills = Kill.objects.filter(match=match).order_by("seq")
    assert [(kill.killer_name, kill.time_ms) for kill in kills] == [
        ("alice", 10_000),
        ("charlie", 20_000),
        ("bob", 30_000),
    ]
    assert kills[2].assists == [{"agent": "Jett", "riot_id": "id-alice"}]
    bob = MatchPlayer.objects.get(match=match, riot_id="id-bob")
    assert bob.clutches == [{"round": 1, "versus": 1}]
    assert (bob.weapons, bob.enemies) == ({"Vandal": 1}, {"id-charlie": 1})
    alice = RoundPlayer.objects.get(match=match, riot_id="id-alice", round_number=1)
    assert (alice.money, alice.weapon, alice.loadout) == (150, "Classic", 0)


def test_without_a_new_event_there_is_nothing_to_do() -> None:
    match = logged(one_round())
    assert archive.update_archive(match.pk)
    assert not archive.update_archive(match.pk)
    assert not archive.update_archive(match.pk + 1)


def test_filling_it_round_by_round_comes_to_the_same_as_at_once() -> None:
    whole = one_round()
    story = Told()
    match = logged(story)
    for row in whole.rows:
        story.rows.append(row)
        log_more(match, story)
        archive.update_archive(match.pk)
    at_once = logged(whole, "LANTERN1")
    archive.update_archive(at_once.pk)

    def comparable(one: Match) -> list[str]:
        rows = [{**row, "match_id": 0} for table in stored(one).values() for row in table]
        return sorted(map(repr, rows))

    assert comparable(match) == comparable(at_once)


def test_rows_that_are_right_already_are_left_alone() -> None:
    story = one_round()
    match = logged(story)
    archive.update_archive(match.pk)
    kept = set(Kill.objects.values_list("pk", flat=True))
    log_more(match, story.send(round_info(2, "combat"), killfeed(BOB, DANA), after=30))
    filling = archive.prepare(match.pk)
    assert filling
    touched = {(change.model, change.key) for change in filling.changes}
    assert (Round, (1,)) not in touched
    assert archive.rebuild(match.pk)
    assert kept < set(Kill.objects.values_list("pk", flat=True))


def test_an_older_fill_that_comes_late_does_not_overwrite_a_newer_one() -> None:
    story = one_round()
    match = logged(story)
    older = archive.prepare(match.pk)
    assert older
    log_more(match, story.send(round_info(2, "combat"), killfeed(BOB, DANA), after=30))
    assert archive.update_archive(match.pk)
    newer = stored(match)
    assert not archive.store(older, Match.objects.all())
    assert stored(match) == newer
    match.refresh_from_db()
    assert match.archived_seq == match.last_seq


def test_a_damaged_log_is_archived_up_to_the_damage_and_the_match_says_where() -> None:
    match = logged(one_round())
    kills = MatchEvent.objects.filter(match=match, type="killfeed").order_by("seq")
    damaged = kills[1].seq
    MatchEvent.objects.filter(match=match, seq=damaged).update(data=b"\xff\xfe")
    assert archive.update_archive(match.pk)
    match.refresh_from_db()
    assert (match.damaged_at, match.archived_seq) == (damaged, match.last_seq)
    assert Kill.objects.filter(match=match).count() == 1


def test_a_log_that_lacks_its_last_rows_is_damaged_there() -> None:
    match = logged(one_round())
    MatchEvent.objects.filter(match=match, seq__gt=match.last_seq - 2).delete()
    archive.update_archive(match.pk)
    match.refresh_from_db()
    assert match.damaged_at == match.last_seq - 1


# The end


def test_a_match_that_ends_is_archived_with_its_status() -> None:
    story = one_round().send(round_info(2, "game_end"))
    match = logged(story)
    assert finish(match)
    assert (match.status, match.winner, match.archived_seq) == ("finished", 0, len(story.rows))
    assert match.game_ended_at == from_ms(story.now)
    assert Kill.objects.filter(match=match).count() == 3
    before = stored(match)
    assert not finish(match), "it ends once"
    assert stored(match) == before


def test_a_match_without_a_single_event_ends_with_its_teams() -> None:
    match = logged(Told())
    assert finish(match, "idle")
    assert (match.team_0_name, match.archived_seq) == ("Left Lanterns", 0)


def test_who_no_longer_owns_the_match_archives_nothing_at_its_end() -> None:
    match = logged(one_round())
    lifecycle.claim_match(match.pk)
    assert not finish(match, epoch=1)
    assert (match.status, match.archived_seq) == ("live", 0)
    assert Kill.objects.count() == 0


def test_where_the_archive_can_t_be_written_the_match_is_still_live(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*args: object) -> None:
        raise DatabaseError("disk full")

    match = logged(one_round())
    monkeypatch.setattr(archive_rows, "write", refuse)
    with pytest.raises(DatabaseError):
        finish(match)
    match.refresh_from_db()
    assert (match.status, match.archived_seq) == ("live", 0)
    monkeypatch.undo()
    assert finish(match)
    assert Kill.objects.count() == 3


def test_an_event_that_comes_between_reading_and_closing_is_archived_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story = one_round()
    match = logged(story)
    read_log = archive.prepare
    late = [round_info(2, "combat"), killfeed(BOB, DANA)]

    def read_before_the_last(match_pk: int) -> archive.Filling | None:
        filling = read_log(match_pk)
        while late:
            log_more(match, story.send(late.pop(0), after=1))
        return filling

    monkeypatch.setattr(archive, "prepare", read_before_the_last)
    assert finish(match)
    assert match.archived_seq == len(story.rows)
    assert Kill.objects.count() == 4


def test_a_fault_in_the_archive_is_logged_and_keeps_no_match_on_air(
    caplog: pytest.LogCaptureFixture,
) -> None:
    match = logged(one_round())
    Match.objects.filter(pk=match.pk).update(setup=b"no setup")
    assert finish(match)
    assert (match.status, match.archived_seq) == ("finished", 0)
    assert "its archive can't be filled" in caplog.text


def test_an_archive_that_the_database_refuses_keeps_no_match_on_air_either(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*args: object) -> None:
        raise DataError("integer out of range")

    match = logged(one_round())
    monkeypatch.setattr(archive_rows, "write", refuse)
    assert finish(match)
    assert (match.status, match.archived_seq) == ("finished", 0)
    assert "its archive can't be stored" in caplog.text
    assert not finish(match)


def test_a_flood_of_kills_still_fits_into_the_archive() -> None:
    match = logged(in_combat().send(*[killfeed(ALICE, DANA)] * 5))
    filling = archive.prepare(match.pk)
    assert filling
    for change in filling.changes:
        if change.model is MatchPlayer and change.derived:
            change.derived.update(kills=200_000, deaths=200_000, headshots=200_000)
    assert archive.store(filling, Match.objects.all())


# Comparing


def test_an_archive_that_is_right_has_no_differences() -> None:
    match = logged(one_round())
    finish(match)
    assert archive.differences(match.pk) == []


def test_each_difference_is_named() -> None:
    match = logged(one_round())
    finish(match)
    first, second, _ = Kill.objects.order_by("seq")
    Kill.objects.filter(pk=first.pk).update(weapon="Spoon", headshot=False)
    Kill.objects.filter(pk=second.pk).delete()
    Round.objects.create(
        match=match, number=9, attackers=0, planted=False, detonated=False, defused=False
    )
    Match.objects.filter(pk=match.pk).update(map="Nowhere")
    assert archive.differences(match.pk) == [
        "match: map is 'Nowhere', the log says ''",
        "round 9 is not in the log",
        f"kill {first.seq}: weapon is 'Spoon', the log says 'Vandal'; "
        "headshot is False, the log says True",
        f"kill {second.seq} is missing",
    ]
    assert archive.rebuild(match.pk)
    assert archive.differences(match.pk) == []


def test_a_finished_match_that_was_not_archived_to_its_end_differs() -> None:
    story = one_round()
    match = logged(story)
    archive.update_archive(match.pk)
    log_more(match, story.send(round_info(2, "combat"), after=30))
    Match.objects.filter(pk=match.pk).update(status="finished")
    found = archive.differences(match.pk)
    assert found
    behind, last = match.archived_seq, match.last_seq
    assert f"archived_seq is {behind}, the log says {last}" in found[0]


def test_a_live_match_is_compared_as_far_as_it_is_archived() -> None:
    story = one_round()
    match = logged(story)
    assert archive.differences(match.pk) == []
    archive.update_archive(match.pk)
    log_more(match, story.send(round_info(2, "combat"), after=30))
    assert archive.differences(match.pk) == []


def test_without_a_log_there_is_nothing_to_compare_with_or_to_rebuild_from() -> None:
    match = logged(one_round())
    finish(match)
    before = stored(match)
    Match.objects.filter(pk=match.pk).update(events_pruned_at=from_ms(START_MS))
    MatchEvent.objects.all().delete()
    assert archive.differences(match.pk) is None
    assert not archive.rebuild(match.pk)
    assert stored(match) == before
