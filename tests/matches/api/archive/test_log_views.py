"""Events, states and recordings."""

import json
from datetime import timedelta
from typing import Any

import pytest

from matches.engine.view import public_view
from matches.models import Match, MatchEvent
from matches.services import states
from matches.services.log import from_ms
from spectra_site.clock import now

from .cast import API, Asker

pytestmark = pytest.mark.django_db


def damage(match: Match, seq: int) -> None:
    MatchEvent.objects.filter(match=match, seq=seq).update(data=b"\x00garbage")


def test_events_come_by_number_with_what_was_sent(alice: Asker, match: Match) -> None:
    events = alice.results(f"matches/{match.pk}/events/")
    assert [event["seq"] for event in events] == list(range(1, match.last_seq + 1))
    stored = MatchEvent.objects.get(match=match, seq=1)
    assert events[0] == {
        "seq": 1,
        "received_at": from_ms(stored.received_ms).isoformat().replace("+00:00", "Z"),
        "source": "observer",
        "sender": "desk",
        "type": "map",
        "data": "Ascent",
    }


def test_events_go_on_after_the_last_one(alice: Asker, match: Match) -> None:
    body = alice.get(f"matches/{match.pk}/events/", limit=4).json()
    assert [event["seq"] for event in body["results"]] == [1, 2, 3, 4]
    assert body["next"].endswith(f"{API}/matches/{match.pk}/events/?after=4&limit=4")
    last = alice.get(f"matches/{match.pk}/events/", after=match.last_seq - 1, limit=1).json()
    assert ([event["seq"] for event in last["results"]], last["next"]) == ([match.last_seq], None)
    assert alice.results(f"matches/{match.pk}/events/", after=match.last_seq) == []


def test_events_cost_the_same_however_many(
    alice: Asker, match: Match, django_assert_num_queries: Any
) -> None:
    alice.get("organisations/")
    for limit in (1, 100):
        with django_assert_num_queries(3):  # the key, the match, the events
            alice.results(f"matches/{match.pk}/events/", limit=limit)


def test_the_state_after_each_event_is_the_one_that_overlays_got(
    alice: Asker, match: Match
) -> None:
    for seq in (0, 1, 12, match.last_seq):
        answer = alice.get(f"matches/{match.pk}/state/", seq=seq)
        assert answer.json() == public_view(states.at_seq(match, seq).state)
        assert answer["Content-Location"] == f"{API}/matches/{match.pk}/state/?seq={seq}"


def test_the_state_is_the_newest_unless_a_moment_is_named(alice: Asker, on_air: Match) -> None:
    answer = alice.get(f"matches/{on_air.pk}/state/")
    assert answer["Content-Location"].endswith(f"?seq={on_air.last_seq}")
    assert answer.json()["roundNumber"] == 2


def test_the_state_at_a_time_has_its_clock_at_that_time(alice: Asker, match: Match) -> None:
    combat_ms = match.rounds.get(number=1).combat_ms
    assert combat_ms is not None
    path = f"matches/{match.pk}/state/"
    expected = public_view(states.at_time(match, combat_ms + 500).state)
    assert alice.get(path, at=combat_ms + 500).json() == expected
    moment = from_ms(combat_ms + 500).isoformat()
    assert alice.get(path, at=moment).json() == expected
    assert alice.get(path, at=moment.removesuffix("+00:00")).json() == expected
    assert expected["roundPhase"] == "combat"
    assert alice.get(path, at=combat_ms - 1).json()["roundPhase"] == "shopping"


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"seq": "-1"}, "seq"),
        ({"seq": "one"}, "seq"),
        ({"seq": "1.5"}, "seq"),
        ({"seq": "9" * 40}, "seq"),
        ({"at": "noon"}, "at"),
        ({"at": "9" * 40}, "at"),
        ({"at": "-1"}, "at"),
        ({"at": "1970-01-01T00:00:00Z"}, "at"),
        ({"seq": "1", "at": "0"}, "at"),
        ({"round": "1"}, "round"),
    ],
)
def test_a_moment_that_cannot_be_is_named(
    alice: Asker, match: Match, parameters: dict[str, str], field: str
) -> None:
    answer = alice.get(f"matches/{match.pk}/state/", **parameters)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_a_number_beyond_the_newest_event_is_out_of_range(alice: Asker, match: Match) -> None:
    beyond = match.last_seq + 1
    for part, field in (("state", "seq"), ("events", "after")):
        answer = alice.get(f"matches/{match.pk}/{part}/", **{field: beyond})
        detail = f"The newest event is {match.last_seq}."
        assert answer.json()["errors"] == [{"field": field, "detail": detail}]


def test_a_time_outside_of_the_match_is_out_of_range(alice: Asker, match: Match) -> None:
    assert match.ended_at is not None
    path, moment = f"matches/{match.pk}/state/", timedelta(milliseconds=1)
    for at, status in (
        (match.started_at - moment, 400),
        (match.started_at, 200),
        (match.ended_at, 200),
        (match.ended_at + moment, 400),
    ):
        assert alice.get(path, at=at.isoformat()).status_code == status


def test_a_live_match_has_states_up_to_now(alice: Asker, on_air: Match) -> None:
    path = f"matches/{on_air.pk}/state/"
    assert alice.get(path, at=now().isoformat()).status_code == 200
    assert alice.get(path, at=(now() + timedelta(minutes=1)).isoformat()).status_code == 400


def test_a_damaged_log_reads_up_to_the_damage(alice: Asker, match: Match) -> None:
    damage(match, 9)
    path = f"matches/{match.pk}"
    assert alice.get(f"{path}/state/", seq=8).status_code == 200
    body = alice.get(f"{path}/events/").json()
    assert [event["seq"] for event in body["results"]] == list(range(1, 9))
    assert body["next"].endswith("?after=8")


@pytest.mark.parametrize(
    ("part", "parameters"),
    [("state", {"seq": 9}), ("state", {}), ("events", {"after": 8}), ("replay", {})],
)
def test_from_the_damage_on_the_problem_names_its_number(
    alice: Asker, match: Match, part: str, parameters: dict[str, int]
) -> None:
    damage(match, 9)
    answer = alice.get(f"matches/{match.pk}/{part}/", **parameters)
    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    assert (problem["seq"], problem["type"]) == (9, "urn:problem-type:spectra:damaged-log")


@pytest.mark.parametrize("part", ["state", "events", "replay"])
def test_a_log_that_was_deleted_is_gone(alice: Asker, match: Match, part: str) -> None:
    Match.objects.filter(pk=match.pk).update(events_pruned_at=now())
    answer = alice.get(f"matches/{match.pk}/{part}/")
    assert answer.status_code == 410
    assert answer.json()["type"] == "urn:problem-type:spectra:pruned-log"
    assert alice.get(f"matches/{match.pk}/").status_code == 200


def test_a_recording_is_downloaded_under_the_match_s_name(alice: Asker, match: Match) -> None:
    answer = alice.get(f"matches/{match.pk}/replay/")
    named = f'attachment; filename="HARBOUR1-{match.pk}.replay"'
    assert answer["Content-Disposition"] == named
    header, *events = [json.loads(line) for line in answer.content.split(b",\n")]
    assert header["groupCode"] == "HARBOUR1"
    assert len(events) == match.last_seq
