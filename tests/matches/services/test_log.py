"""The log has every event once, in order, from the process that owns the match."""

import pytest
from django.db import IntegrityError

from auth_keys.services import NO_ORGANISATION
from matches.engine.events import canonical
from matches.models import Match, MatchEvent
from matches.services import lifecycle, log
from matches.services.log import Chunk, Row, from_ms
from matches.services.sessions import NewClient
from tests.matches.live.cast import START_MS, event, setup

pytestmark = pytest.mark.django_db


def a_match(group_code: str = "HARBOUR1") -> lifecycle.Owned:
    client = NewClient(f"pid of {group_code}", "observer", "alice")
    now = from_ms(START_MS)
    owned, _ = lifecycle.create_match(setup(group_code), NO_ORGANISATION, "digest", client, now)
    return owned


def row(seq: int) -> Row:
    return Row(seq, START_MS + seq, "observer", "tech_pause", canonical(event("tech_pause")))


def seqs(pk: int) -> list[int]:
    return [one.seq for one in log.read(pk)]


def test_it_reads_back_what_it_wrote() -> None:
    match = a_match()
    assert log.append([Chunk(match.pk, 1, [row(1), row(2)], match_id="id of the game")]) == set()
    assert log.read(match.pk) == [row(1), row(2)]
    head = Match.objects.get(pk=match.pk)
    assert (head.last_seq, head.match_id) == (2, "id of the game")
    assert head.last_event_at == from_ms(START_MS + 2)


def test_a_former_owner_can_write_nothing_more() -> None:
    match = a_match()
    lifecycle.claim_match(match.pk)
    assert log.append([Chunk(match.pk, 1, [row(1)])]) == {match.pk}
    assert seqs(match.pk) == []


def test_one_that_was_taken_over_does_not_keep_the_others_from_the_log() -> None:
    harbour, lantern = a_match(), a_match("LANTERN1")
    lifecycle.claim_match(harbour.pk)
    assert log.append([Chunk(harbour.pk, 1, [row(1)]), Chunk(lantern.pk, 1, [row(1)])]) == {
        harbour.pk
    }
    assert seqs(lantern.pk) == [1]


def test_a_commit_whose_answer_was_lost_can_be_tried_again() -> None:
    chunk = Chunk(a_match().pk, 1, [row(1), row(2)])
    log.append([chunk])
    assert log.append([chunk]) == set()
    assert seqs(chunk.match_pk) == [1, 2]


def test_it_leaves_no_gap() -> None:
    match = a_match()
    assert log.append([Chunk(match.pk, 1, [row(2)])]) == {match.pk}
    assert seqs(match.pk) == []


def test_a_finished_match_takes_no_more_events() -> None:
    match = a_match()
    lifecycle.finish_match(
        match.pk, 1, ending=Match.Ending.GAME_END, team_info={}, now=from_ms(START_MS)
    )
    assert log.append([Chunk(match.pk, 1, [row(1)])]) == {match.pk}


def test_the_database_itself_refuses_a_number_twice() -> None:
    match = a_match()
    log.append([Chunk(match.pk, 1, [row(1)])])
    Match.objects.filter(pk=match.pk).update(last_seq=0)
    with pytest.raises(IntegrityError):
        log.append([Chunk(match.pk, 1, [row(1)])])
    assert MatchEvent.objects.count() == 1
