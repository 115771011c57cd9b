"""The state at an event, as the scrubber asks for it."""

import json

import pytest
from django.test import Client

from matches.engine.view import public_view
from matches.models import Match
from matches.services import states
from tests.matches.archive.told import in_combat
from tests.matches.match_pages.stored import stored
from tests.support.events import ALICE, CHARLIE, killfeed, observer

pytestmark = pytest.mark.django_db


@pytest.fixture
def match() -> Match:
    return stored(in_combat().send(killfeed(ALICE, CHARLIE), after=12))


def test_every_event_has_the_public_state_after_it(staff: Client, match: Match) -> None:
    for seq in range(match.last_seq + 1):
        answer = staff.get(f"/matches/{match.pk}/state?seq={seq}").json()
        state = public_view(states.at_seq(match, seq).state)
        assert answer["seq"] == seq
        assert answer["state"] == json.loads(json.dumps(state))


def test_it_comes_with_the_event_itself(staff: Client, match: Match) -> None:
    received = match.events.get(seq=match.last_seq).received_ms
    answer = staff.get(f"/matches/{match.pk}/state?seq={match.last_seq}").json()
    assert answer["event"] == {"type": "killfeed", "source": "observer", "receivedMs": received}
    assert staff.get(f"/matches/{match.pk}/state?seq=0").json()["event"] is None


@pytest.mark.parametrize(
    "query", ["", "seq=", "seq=-1", "seq=x", "seq=1.0", "seq=٣", "seq=9", f"seq={'9' * 5000}"]
)
def test_a_number_of_no_event_is_refused_with_the_span(
    staff: Client, match: Match, query: str
) -> None:
    assert match.last_seq == 8
    answer = staff.get(f"/matches/{match.pk}/state?{query}")
    assert answer.status_code == 400
    assert answer.json() == {"error": "seq: a whole number from 0 to 8"}


def test_a_match_that_is_not_there_is_not_found(staff: Client) -> None:
    assert staff.get("/matches/1/state?seq=0").status_code == 404


def test_past_a_damage_it_says_where_that_is(staff: Client) -> None:
    match = stored(in_combat().log("toast", b"garbage").send(observer("tech_pause")))
    assert staff.get(f"/matches/{match.pk}/state?seq=7").status_code == 200
    for seq in (8, 9):
        answer = staff.get(f"/matches/{match.pk}/state?seq={seq}")
        assert answer.status_code == 409
        assert answer.json() == {"error": "the log is damaged at event 8"}


def test_without_the_events_there_is_no_state(staff: Client, match: Match) -> None:
    Match.objects.update(events_pruned_at=match.ended_at)
    answer = staff.get(f"/matches/{match.pk}/state?seq=1")
    assert answer.status_code == 410
    assert "deleted" in answer.json()["error"]


def test_strangers_get_no_state(client: Client, match: Match) -> None:
    answer = client.get(f"/matches/{match.pk}/state?seq=1")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")
