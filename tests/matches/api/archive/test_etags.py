"""What can't change by itself need not be sent again."""

import pytest

from matches.models import Match, MatchPlayer

from .cast import Asker

pytestmark = pytest.mark.django_db

PARTS = ["", "rounds/", "players/", "kills/", "events/", "state/", "replay/"]


@pytest.mark.parametrize("part", PARTS)
def test_who_has_the_answer_already_is_told_so(alice: Asker, match: Match, part: str) -> None:
    path = f"matches/{match.pk}/{part}"
    first = alice.get(path)
    assert first["Cache-Control"] == "private, no-cache"
    unchanged = alice.get_if_changed(path, first["ETag"])
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged["ETag"] == first["ETag"]


def test_get_stats_is_not_sent_again_either(alice: Asker, match: Match) -> None:
    etag = alice.get("getStats", code="HARBOUR1")["ETag"]
    assert alice.get_if_changed("getStats?code=HARBOUR1", etag).status_code == 304


def test_another_answer_has_another_etag(alice: Asker, match: Match) -> None:
    first, second = (alice.get(f"matches/{match.pk}/state/", seq=seq)["ETag"] for seq in (1, 9))
    assert first != second
    assert alice.get_if_changed(f"matches/{match.pk}/state/?seq=9", first).status_code == 200


def test_an_archive_that_was_made_anew_is_sent_anew(alice: Asker, match: Match) -> None:
    path = f"matches/{match.pk}/players/"
    etag = alice.get(path)["ETag"]
    MatchPlayer.objects.filter(riot_id="id-alice").update(name="anonymous")
    assert alice.get_if_changed(path, etag).status_code == 200


@pytest.mark.parametrize("part", PARTS)
def test_a_live_match_is_kept_by_no_cache(alice: Asker, on_air: Match, part: str) -> None:
    answer = alice.get(f"matches/{on_air.pk}/{part}")
    assert answer["Cache-Control"] == "no-store"
    assert "ETag" not in answer


def test_lists_and_problems_are_kept_by_no_cache(alice: Asker, match: Match) -> None:
    for answer in (alice.get("matches/"), alice.get("live/"), alice.get("matches/0/")):
        assert answer["Cache-Control"] == "no-store"
        assert "ETag" not in answer


def test_an_etag_lets_nobody_in(alice: Asker, outsider: Asker, match: Match) -> None:
    path = f"matches/{match.pk}/"
    etag = alice.get(path)["ETag"]
    assert Asker().get_if_changed(path, etag).status_code == 401
    assert outsider.get_if_changed(path, etag).status_code == 404
    assert outsider.get_if_changed(path, "*").status_code == 404
