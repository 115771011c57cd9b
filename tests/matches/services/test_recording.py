"""A log read event by event, and as a recording."""

import json

import msgspec
import pytest

from matches.engine.events import canonical, event_type, parse_auxiliary, parse_logged
from matches.engine.events.server import AuxDisconnect
from matches.engine.setup import TeamSetup
from matches.models import Match, MatchEvent
from matches.services import log, recording
from matches.services.log import Chunk, Row
from matches.services.states import DamagedError
from tests.matches.live.cast import START_MS, event
from tests.matches.services.test_log import a_match
from tests.support import needs

pytestmark = pytest.mark.django_db

HEALTH = {"playerId": "id-alice", "matchId": "game", "type": "aux_health", "data": 55}


@pytest.fixture
def match() -> Match:
    """An observer's event, an auxiliary client's, and one of the server's own."""
    owned = a_match()
    happened = [
        ("observer", event("map", "Port")),
        ("auxiliary", parse_auxiliary(json.dumps(HEALTH))),
        ("server", AuxDisconnect(player_id="id-alice")),
    ]
    rows = [
        Row(seq, START_MS + seq, source, event_type(one), canonical(one))
        for seq, (source, one) in enumerate(happened, 1)
    ]
    log.append([Chunk(owned.pk, 1, rows)])
    return Match.objects.get(pk=owned.pk)


def lines(match: Match) -> list[dict[str, object]]:
    return [json.loads(line) for line in recording.recording(match).split(b",\n")]


def damage(match: Match, seq: int) -> None:
    MatchEvent.objects.filter(match=match, seq=seq).update(data=b"{")


def test_each_line_is_the_packet_with_its_time_of_receipt(match: Match) -> None:
    assert lines(match)[1:] == [
        {
            "obsName": "alice",
            "groupCode": "HARBOUR1",
            "type": "map",
            "data": "Port",
            "timestamp": START_MS + 1,
        },
        {**HEALTH, "timestamp": START_MS + 2},
        {"type": "aux_disconnect", "playerId": "id-alice", "timestamp": START_MS + 3},
    ]


def test_it_has_the_members_of_the_field_s_recordings(match: Match) -> None:
    file = needs.conformance() / "real-match.replay"
    theirs = [json.loads(line) for line in file.read_bytes().split(b",\n")[:2]]
    ours = lines(match)
    assert set(theirs[1]) == set(ours[1])
    assert isinstance(theirs[0]["version"], str)
    assert isinstance(ours[0]["version"], str)


def test_a_line_is_read_back_as_the_event_that_it_was(match: Match) -> None:
    for line, row in zip(lines(match)[1:], log.read(match.pk), strict=True):
        del line["timestamp"]
        assert parse_logged(json.dumps(line).encode()) == parse_logged(row.data)


def test_the_header_tells_the_logon_without_its_secrets(match: Match) -> None:
    setup = msgspec.json.decode(bytes(match.setup))
    setup["tools"] = {"playercamsInfo": {"enable": True, "secret": "s3cret", "endTime": 7}}
    match.setup = msgspec.json.encode(setup)
    header = lines(match)[0]
    assert header["groupCode"] == "HARBOUR1"
    left = msgspec.convert(header["leftTeam"], TeamSetup)
    assert left == TeamSetup("Harbour", "HBR", "", attack_start=True)
    assert b"s3cret" not in recording.recording(match)
    assert "endTime" not in json.dumps(header)


def test_events_can_be_read_some_at_a_time(match: Match) -> None:
    first = recording.events(match, after=0, limit=2)
    rest = recording.events(match, after=2, limit=2)
    assert [one.seq for one in first + rest] == [1, 2, 3]
    assert (first[1].source, first[1].packet) == ("auxiliary", HEALTH)
    assert recording.events(match, after=3, limit=2) == []


def test_events_end_where_the_log_is_damaged(match: Match) -> None:
    damage(match, 2)
    assert [one.seq for one in recording.events(match, after=0, limit=3)] == [1]
    with pytest.raises(DamagedError) as error:
        recording.events(match, after=1, limit=3)
    assert error.value.seq == 2


@pytest.mark.parametrize("gone", [1, 2, 3])
def test_a_row_that_is_gone_is_damage_too(match: Match, gone: int) -> None:
    MatchEvent.objects.filter(match=match, seq=gone).delete()
    with pytest.raises(DamagedError) as error:
        recording.events(match, after=gone - 1, limit=3)
    assert error.value.seq == gone
    with pytest.raises(DamagedError) as error:
        recording.recording(match)
    assert error.value.seq == gone


def test_there_is_no_recording_of_a_damaged_log(match: Match) -> None:
    damage(match, 2)
    with pytest.raises(DamagedError) as error:
        recording.recording(match)
    assert error.value.seq == 2
