"""Sessions of names and cameras: whose they are, what is stored, when they end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from auth_keys.models import Organisation
from matches import selectors
from matches.engine.events.server import MOST_CREW_PLAYERS
from matches.models import PlayercamSession
from matches.selectors import UnknownSession, WrongSecret, crew_session, said_by
from matches.services import playercams
from matches.services.playercams import LIFETIME, create_session, follow_by_secret, set_player

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def harbour() -> Organisation:
    return Organisation.objects.create(name="Harbour Broadcasts", slug="harbour")


@pytest.fixture
def lantern() -> Organisation:
    return Organisation.objects.create(name="Lantern League", slug="lantern")


def put(session: PlayercamSession, name: str, shown: str = "", *, camera: bool = False) -> None:
    set_player(session.pk, name, shown=shown, camera=camera, now=NOW)


def test_the_secret_of_a_session_is_not_stored(harbour: Organisation) -> None:
    session, secret = create_session(harbour.pk, now=NOW)
    assert secret not in str(PlayercamSession.objects.values().get())
    assert crew_session(session.identifier, secret, NOW) == session


@pytest.mark.parametrize("wrong", ["", "no secret", "g\u00e4nzlich"])
def test_a_session_is_closed_to_another_secret(harbour: Organisation, wrong: str) -> None:
    session, _ = create_session(harbour.pk, now=NOW)
    with pytest.raises(WrongSecret):
        crew_session(session.identifier, wrong, NOW)


@pytest.mark.parametrize("identifier", ["", "unknown", "A", "a\0b", "\u00e4", "x" * 33])
def test_an_identifier_that_no_session_has_is_unknown(identifier: str) -> None:
    with pytest.raises(UnknownSession):
        crew_session(identifier, "secret", NOW)


def test_a_session_ends_a_day_after_its_last_change(harbour: Organisation) -> None:
    session, secret = create_session(harbour.pk, now=NOW)
    later = NOW + LIFETIME - timedelta(seconds=1)
    set_player(session.pk, "alice#AL", shown="A", camera=False, now=later)
    assert crew_session(session.identifier, secret, NOW + LIFETIME)
    with pytest.raises(UnknownSession):
        crew_session(session.identifier, secret, later + LIFETIME)


def test_sessions_that_have_ended_are_deleted_with_the_next_one(harbour: Organisation) -> None:
    create_session(harbour.pk, now=NOW)
    fresh, _ = create_session(harbour.pk, now=NOW + LIFETIME)
    assert list(PlayercamSession.objects.all()) == [fresh]


def test_a_session_says_names_and_cameras_in_the_order_they_came(harbour: Organisation) -> None:
    session, _ = create_session(harbour.pk, now=NOW)
    put(session, "dana#DA", "Dee", camera=True)
    put(session, "alice#AL", "A")
    put(session, "bob#BO", camera=True)
    put(session, "dana#DA", "D", camera=True)
    session.refresh_from_db()
    said = said_by(session)
    assert said.overrides == (("dana#DA", "D"), ("alice#AL", "A"))
    assert said.enabled_players == ("dana#DA", "bob#BO")
    assert said.revision == 4


def test_a_removed_player_is_said_no_more(harbour: Organisation) -> None:
    session, _ = create_session(harbour.pk, now=NOW)
    put(session, "alice#AL", "A", camera=True)
    playercams.remove_player(session.pk, "alice#AL", now=NOW)
    said = selectors.crew_event(session.pk)
    assert said
    assert (said.overrides, said.enabled_players, said.revision) == ((), (), 2)


def test_a_session_lists_no_more_players_than_a_match_takes(harbour: Organisation) -> None:
    session, _ = create_session(harbour.pk, now=NOW)
    for number in range(MOST_CREW_PLAYERS):
        put(session, f"player{number}#P")
    with pytest.raises(playercams.TooManyPlayers):
        put(session, "one more#P")
    put(session, "player3#P", "Three")


def test_one_session_at_a_time_is_followed_by_a_group_code(
    harbour: Organisation, lantern: Organisation
) -> None:
    first, _ = create_session(harbour.pk, group_code="CUP", now=NOW)
    theirs, _ = create_session(lantern.pk, group_code="CUP", now=NOW)
    second, _ = create_session(harbour.pk, group_code="CUP", now=NOW)
    heads = selectors.crew_heads(["CUP"], NOW)
    assert [head.identifier for head in heads] == [theirs.identifier, second.identifier]
    first.refresh_from_db()
    assert first.group_code == ""


def test_a_session_of_the_static_key_has_no_organisation() -> None:
    create_session(None, group_code="CUP", now=NOW)
    newest, _ = create_session(None, group_code="CUP", now=NOW)
    (head,) = selectors.crew_heads(["CUP"], NOW)
    assert (head.identifier, head.organisation_id) == (newest.identifier, None)


def test_a_client_names_its_session_by_identifier_and_secret(harbour: Organisation) -> None:
    session, secret = create_session(harbour.pk, now=NOW)
    assert follow_by_secret(
        session.identifier, secret, organisation_id=harbour.pk, group_code="CUP", now=NOW
    )
    (head,) = selectors.crew_heads(["CUP"], NOW)
    assert head.identifier == session.identifier


def test_a_client_of_another_organisation_gets_no_session(
    harbour: Organisation, lantern: Organisation
) -> None:
    session, secret = create_session(harbour.pk, now=NOW)
    for owner, said in ((lantern.pk, secret), (None, secret), (harbour.pk, "wrong")):
        assert not follow_by_secret(
            session.identifier, said, organisation_id=owner, group_code="CUP", now=NOW
        )
    assert selectors.crew_heads(["CUP"], NOW) == []
