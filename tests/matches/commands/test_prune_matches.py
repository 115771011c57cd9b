"""prune_matches lets go of what is old enough, and of nothing unless told so."""

from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from matches.management.commands import prune_matches
from matches.models import Match, MatchEvent
from matches.services.log import from_ms
from tests.matches.archive.told import in_combat
from tests.matches.services.archived import finish, logged
from tests.support.events import ALICE, DANA, killfeed
from tests.support.game import START_MS

pytestmark = pytest.mark.django_db

Output = pytest.CaptureFixture[str]
TODAY = from_ms(START_MS) + timedelta(days=100)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prune_matches, "now", lambda: TODAY)


def ended(days_ago: int, group_code: str) -> Match:
    match = logged(in_combat().send(killfeed(ALICE, DANA)), group_code)
    when: datetime = TODAY - timedelta(days=days_ago)
    finish(match, now=when)
    return match


def with_log() -> set[int]:
    return set(MatchEvent.objects.values_list("match_id", flat=True))


def test_by_itself_it_keeps_everything(capsys: Output) -> None:
    match = ended(10_000, "OLD")
    call_command("prune_matches")
    assert "everything is kept" in capsys.readouterr().out
    assert with_log() == {match.pk}


def test_it_deletes_the_logs_of_matches_that_ended_long_enough_ago(capsys: Output) -> None:
    old, new = ended(31, "OLD"), ended(30, "NEW")
    call_command("prune_matches", "--events-after", "30")
    assert with_log() == {new.pk}
    assert Match.objects.count() == 2
    assert f"deleted the {old.last_seq} events of match {old.pk} (OLD," in capsys.readouterr().out
    call_command("prune_matches", "--events-after", "30")
    assert capsys.readouterr().out == "", "what is done is done"


def test_it_deletes_matches_as_a_whole(capsys: Output) -> None:
    old, new = ended(91, "OLD"), ended(89, "NEW")
    call_command("prune_matches", "--matches-after", "90")
    assert list(Match.objects.all()) == [new]
    assert f"deleted match {old.pk} (OLD, ended 20" in capsys.readouterr().out


def test_both_can_be_asked_for_at_once(capsys: Output) -> None:
    ended(91, "OLD")
    middle, new = ended(31, "MIDDLE"), ended(1, "NEW")
    call_command("prune_matches", "--matches-after", "90", "--events-after", "30")
    assert set(Match.objects.all()) == {middle, new}
    assert with_log() == {new.pk}
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_dry_run_says_what_it_would_do_and_does_nothing(capsys: Output) -> None:
    old, middle = ended(91, "OLD"), ended(31, "MIDDLE")
    call_command("prune_matches", "--matches-after=90", "--events-after=30", "--dry-run")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"would delete match {old.pk} (OLD,")
    assert lines[1].startswith(f"would delete the {middle.last_seq} events of match {middle.pk}")
    assert len(lines) == 2
    assert with_log() == {old.pk, middle.pk}


def test_live_matches_stay() -> None:
    live = logged(in_combat())
    call_command("prune_matches", "--matches-after", "0", "--events-after", "0")
    assert with_log() == {live.pk}


def test_a_log_that_is_not_all_in_the_archive_stays_and_is_named(capsys: Output) -> None:
    match = ended(31, "OLD")
    Match.objects.update(archived_seq=1, setup=b"{}")
    with pytest.raises(CommandError, match="1 log was kept"):
        call_command("prune_matches", "--events-after", "30")
    assert f"rebuild_archive --match {match.pk}" in capsys.readouterr().err
    assert with_log() == {match.pk}


@pytest.mark.parametrize("days", ["-1", "soon", "1.5", "99999999999"])
def test_a_number_of_days_that_is_none_is_refused(days: str) -> None:
    with pytest.raises(CommandError, match="whole number of days"):
        call_command("prune_matches", f"--events-after={days}")
