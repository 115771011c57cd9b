"""Letting go of finished matches: the log first, or everything."""

from datetime import timedelta

import pytest

from matches.models import Kill, Match, MatchEvent, MatchSnapshot
from matches.services import archive, retention, states
from matches.services.log import from_ms
from tests.matches.archive.told import Told, in_combat
from tests.matches.services.archived import finish, logged, stored
from tests.support.events import ALICE, DANA, killfeed
from tests.support.game import START_MS

pytestmark = pytest.mark.django_db

NOW = from_ms(START_MS) + timedelta(days=30)


def played() -> Told:
    return in_combat().send(killfeed(ALICE, DANA), after=5)


def finished(group_code: str = "HARBOUR1") -> Match:
    match = logged(played(), group_code)
    finish(match)
    return match


def test_only_finished_matches_are_old() -> None:
    old, live = finished(), logged(played(), "LANTERN1")
    assert old.ended_at
    assert list(retention.ended_before(NOW)) == [old]
    assert list(retention.ended_before(old.ended_at)) == []
    assert live.status == "live"


def test_without_its_log_a_match_keeps_its_archive() -> None:
    match = finished()
    states.save_snapshot(match.pk, states.newest(match))
    before = stored(match)
    assert retention.prune_events(match.pk, NOW) == match.last_seq
    match.refresh_from_db()
    assert match.events_pruned_at == NOW
    assert not MatchEvent.objects.exists()
    assert not MatchSnapshot.objects.exists()
    assert stored(match) == before
    assert retention.prune_events(match.pk, NOW) is None


def test_a_match_that_was_never_archived_is_before_its_log_goes() -> None:
    match = logged(played())
    Match.objects.update(status="finished")
    assert retention.prune_events(match.pk, NOW) == match.last_seq
    assert Kill.objects.count() == 1


def test_a_log_that_can_t_be_archived_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    match = logged(played())
    Match.objects.update(status="finished")
    monkeypatch.setattr(archive, "update_archive", lambda pk: False)
    assert retention.prune_events(match.pk, NOW) is None
    assert MatchEvent.objects.count() == match.last_seq


def test_a_live_match_is_neither_pruned_nor_erased() -> None:
    match = logged(played())
    assert retention.prune_events(match.pk, NOW) is None
    assert not retention.erase_match(match.pk)
    assert MatchEvent.objects.count() == match.last_seq


def test_an_erased_match_leaves_nothing() -> None:
    match, other = finished(), finished("LANTERN1")
    assert retention.erase_match(match.pk)
    assert list(Match.objects.all()) == [other]
    assert set(Kill.objects.values_list("match_id", flat=True)) == {other.pk}
    assert set(MatchEvent.objects.values_list("match_id", flat=True)) == {other.pk}
    assert not retention.erase_match(match.pk)
