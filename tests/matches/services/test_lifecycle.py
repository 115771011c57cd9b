"""A match begins once, changes hands under a higher epoch, and ends once."""

from datetime import timedelta

import pytest

from auth_keys.services import NO_ORGANISATION, Access
from matches import selectors
from matches.models import ClientSession, Match
from matches.services import lifecycle, log
from matches.services.log import Chunk, from_ms
from matches.services.sessions import NewClient
from tests.auth_keys.cast import harbour
from tests.matches.live.cast import START_MS, setup
from tests.matches.services.test_log import a_match, row

pytestmark = pytest.mark.django_db

NOW = from_ms(START_MS)


def test_a_code_is_taken_while_its_match_is_live() -> None:
    match = a_match()
    with pytest.raises(lifecycle.CodeTakenError):
        a_match()
    assert ClientSession.objects.count() == 1
    lifecycle.finish_match(match.pk, 1, ending="game_end", team_info={}, now=NOW)
    assert a_match().pk != match.pk


def test_a_match_keeps_its_organisation_and_its_rule_for_auxiliary_clients() -> None:
    owner = harbour()
    access = Access(None, owner.pk, owner.name, owner.is_supporter, owner.auxiliary_policy)
    client = NewClient("pid", "observer", "alice")
    owned, _ = lifecycle.create_match(setup(), access, "digest", client, NOW)
    assert (owned.organisation, owned.auxiliary_policy) == ("Harbour Broadcasts", "roster")


def test_a_claim_raises_the_epoch_and_brings_the_newest_state() -> None:
    match = a_match()
    log.append([Chunk(match.pk, 1, [row(1), row(2), row(3)])])
    claimed = lifecycle.claim_match(match.pk)
    assert claimed
    assert (claimed.epoch, claimed.newest.seq) == (2, 3)
    assert claimed.newest.state.timeouts.tech_pause, "on, off, on"
    assert claimed.setup == setup()


def test_a_finished_match_cannot_be_claimed() -> None:
    match = a_match()
    lifecycle.finish_match(match.pk, 1, ending="idle", team_info={}, now=NOW)
    assert lifecycle.claim_match(match.pk) is None


def test_only_its_owner_closes_a_match_and_its_clients_are_forgotten_then() -> None:
    match = a_match()
    lifecycle.claim_match(match.pk)

    def finish(epoch: int) -> bool:
        return lifecycle.finish_match(match.pk, epoch, ending="idle", team_info={}, now=NOW)

    assert not finish(epoch=1)
    assert ClientSession.objects.count() == 1
    assert finish(epoch=2)
    assert ClientSession.objects.count() == 0
    assert Match.objects.get(pk=match.pk).status == Match.Status.FINISHED


def test_a_match_that_follows_is_a_replay_where_the_one_before_was() -> None:
    client = NewClient("pid", "observer", "alice")
    owned, _ = lifecycle.create_match(setup(), NO_ORGANISATION, "digest", client, NOW, 7)
    following = lifecycle.follow_match(owned.pk, 1, team_info={}, now=NOW)
    assert following
    assert Match.objects.get(pk=following.pk).replay_of == 7


def test_only_its_owner_lets_another_match_follow() -> None:
    match = a_match()
    lifecycle.claim_match(match.pk)
    assert lifecycle.follow_match(match.pk, 1, team_info={}, now=NOW) is None
    assert Match.objects.get().status == Match.Status.LIVE


def test_team_info_is_that_of_the_last_finished_match_for_an_hour() -> None:
    for number in (1, 2):
        match = a_match()
        now = NOW + timedelta(minutes=number)
        info = {"higherScore": number}
        lifecycle.finish_match(match.pk, 1, ending="game_end", team_info=info, now=now)
    last_end = NOW + timedelta(minutes=2)
    assert selectors.team_info_for("HARBOUR1", last_end) == {"higherScore": 2}
    an_hour_later = last_end + timedelta(hours=1)
    assert selectors.team_info_for("HARBOUR1", an_hour_later) == {"higherScore": 2}
    assert selectors.team_info_for("HARBOUR1", an_hour_later + timedelta(seconds=1)) is None
    assert selectors.team_info_for("LANTERN1", last_end) is None


def test_an_unknown_organisation_is_none() -> None:
    client = NewClient("pid", "observer", "alice")
    owned, _ = lifecycle.create_match(setup(), NO_ORGANISATION, "digest", client, NOW)
    assert (owned.organisation, owned.auxiliary_policy) == ("", "open")
