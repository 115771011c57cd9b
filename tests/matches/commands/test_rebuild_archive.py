"""rebuild_archive makes the archive again, or finds where it differs."""

import pytest
from django.core.management import CommandError, call_command

from matches.models import Kill, Match, MatchEvent
from matches.services import archive, retention
from matches.simulator.pace import DEMO, SWIFT
from tests.matches.archive.simulated import simulated
from tests.matches.archive.told import Told, in_combat
from tests.matches.services.archived import finish, log_more, logged
from tests.support.events import ALICE, BOB, DANA, killfeed

pytestmark = pytest.mark.django_db

Output = pytest.CaptureFixture[str]
SIMULATED = 50


def finished(group_code: str = "HARBOUR1") -> Match:
    match = logged(in_combat().send(killfeed(ALICE, DANA), killfeed(BOB, DANA)), group_code)
    finish(match)
    return match


def filled_as_it_was_played(seed: int) -> None:
    """A simulated match, its archive filled half way and at the end."""
    whole = simulated(seed, DEMO, SWIFT)
    story = Told(whole.setup)
    match = logged(story, f"SIM{seed}")
    for half in (1, 2):
        story.rows = whole.rows[: len(whole.rows) * half // 2]
        log_more(match, story)
        archive.update_archive(match.pk)
    finish(match)


def test_fifty_simulated_matches_are_archived_as_their_logs_say(capsys: Output) -> None:
    for seed in range(SIMULATED):
        filled_as_it_was_played(seed)
    call_command("rebuild_archive", "--check")
    assert capsys.readouterr().out == f"{SIMULATED} of {SIMULATED} matches\n"


def test_the_check_lists_what_differs_fails_and_changes_nothing(capsys: Output) -> None:
    match, other = finished(), finished("LANTERN1")
    kill = Kill.objects.filter(match=match).earliest("seq")
    Kill.objects.filter(pk=kill.pk).update(weapon="Spoon")
    with pytest.raises(CommandError, match=r"^1 of 2 matches differ from their logs\.$"):
        call_command("rebuild_archive", "--check")
    out = capsys.readouterr().out
    assert f"match {match.pk}: kill {kill.seq}: weapon is 'Spoon', the log says 'Vandal'" in out
    assert f"match {other.pk}:" not in out
    assert Kill.objects.filter(weapon="Spoon").exists()


def test_it_makes_right_what_differs(capsys: Output) -> None:
    finished()
    Kill.objects.update(weapon="Spoon")
    call_command("rebuild_archive")
    assert capsys.readouterr().out == "1 of 1 matches\n"
    assert set(Kill.objects.values_list("weapon", flat=True)) == {"Vandal"}
    call_command("rebuild_archive", "--check")


def test_it_can_be_told_which_matches(capsys: Output) -> None:
    match, other = finished(), finished("LANTERN1")
    Kill.objects.update(weapon="Spoon")
    call_command("rebuild_archive", "--match", str(match.pk))
    assert set(Kill.objects.filter(match=match).values_list("weapon", flat=True)) == {"Vandal"}
    assert set(Kill.objects.filter(match=other).values_list("weapon", flat=True)) == {"Spoon"}
    with pytest.raises(CommandError, match="No match 999"):
        call_command("rebuild_archive", "--match", str(match.pk), "999")


def test_a_match_without_its_log_is_left_and_named(capsys: Output) -> None:
    match = finished()
    retention.prune_events(match.pk, match.last_event_at)
    call_command("rebuild_archive")
    call_command("rebuild_archive", "--check")
    out = capsys.readouterr().out
    assert f"match {match.pk}: left as it is" in out
    assert f"match {match.pk}: not compared, its log is gone" in out
    assert Kill.objects.count() == 2


def test_one_match_that_can_t_be_read_does_not_keep_it_from_the_others(capsys: Output) -> None:
    broken, other = finished(), finished("LANTERN1")
    Match.objects.filter(pk=broken.pk).update(setup=b"{}")
    Kill.objects.update(weapon="Spoon")
    with pytest.raises(CommandError, match="1 of 2 matches could not be rebuilt"):
        call_command("rebuild_archive")
    assert f"match {broken.pk}: its set-up can't be read" in capsys.readouterr().err
    assert set(Kill.objects.filter(match=other).values_list("weapon", flat=True)) == {"Vandal"}


def test_a_damaged_log_is_no_difference_once_that_is_archived() -> None:
    match = finished()
    last = MatchEvent.objects.filter(match=match).latest("seq")
    MatchEvent.objects.filter(pk=last.pk).update(data=b"?")
    with pytest.raises(CommandError):
        call_command("rebuild_archive", "--check")
    call_command("rebuild_archive")
    call_command("rebuild_archive", "--check")
    match.refresh_from_db()
    assert match.damaged_at == last.seq
