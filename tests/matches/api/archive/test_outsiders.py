"""A walk over every address in the OpenAPI document, by those who should see nothing there."""

from collections.abc import Iterator
from typing import Any

import pytest

from matches.models import Match

from .cast import API, Asker, archive_paths

pytestmark = pytest.mark.django_db

QUERIES = {"getStats": {"code": "HARBOUR1"}}
# Whatever of harbour's match could be told to somebody else.
TRACES = (b"harbour", b"herons", b"ascent", b"id-alice", b"arbour1", b"arbour2")


def addresses(match: Match) -> Iterator[str]:
    """Every address, filled in with harbour's match."""
    for template in archive_paths():
        path = template.removeprefix(f"{API}/").replace("{id}", str(match.pk))
        if "{table}" not in path:
            yield path
            continue
        for table in ("matches", "rounds", "players", "kills"):
            for form in ("csv", "jsonl"):
                yield path.replace("{table}", table).replace("{form}", form)


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def test_the_walk_leads_everywhere(alice: Asker, match: Match, on_air: Match) -> None:
    walked = list(addresses(match))
    assert len(walked) == len(archive_paths()) + 7
    for path in walked:
        answer = alice.get(path, **QUERIES.get(path, {}))
        assert answer.status_code == 200, path
        assert any(trace in content_of(answer).lower() for trace in TRACES), path


def test_without_a_key_every_address_is_closed(match: Match, on_air: Match) -> None:
    for path in addresses(match):
        answer = Asker().get(path, **QUERIES.get(path, {}))
        assert answer.status_code == 401, path


def test_an_outsider_sees_nothing_of_another_organisation(
    outsider: Asker, match: Match, on_air: Match
) -> None:
    for path in addresses(match):
        answer = outsider.get(path, **QUERIES.get(path, {}))
        expected = 404 if "{id}" in _template(path, match) or path in QUERIES else 200
        assert answer.status_code == expected, path
        told = content_of(answer).lower().replace(path.lower().encode(), b"")
        assert not [trace for trace in TRACES if trace in told], path


def test_a_match_of_others_and_none_at_all_are_told_in_the_same_words(
    outsider: Asker, match: Match
) -> None:
    for part in ("", "rounds/", "events/", "state/", "replay/"):
        theirs = outsider.get(f"matches/{match.pk}/{part}").json()
        nobodys = outsider.get(f"matches/{match.pk + 99}/{part}").json()
        assert {**theirs, "instance": ""} == {**nobodys, "instance": ""}


def test_no_filter_tells_whether_another_organisation_has_such_a_match(
    outsider: Asker, match: Match
) -> None:
    filters: dict[str, Any] = {
        "organisation": "harbour",
        "team": "HBR",
        "player": "id-alice",
        "map": "Ascent",
        "search": "HARBOUR1",
    }
    for name, value in filters.items():
        assert outsider.results("matches/", **{name: value}) == []


def _template(path: str, match: Match) -> str:
    return path.replace(f"matches/{match.pk}/", "matches/{id}/")
