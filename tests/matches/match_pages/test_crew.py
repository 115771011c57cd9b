"""The crew's page: who may change names and cameras, and what comes of it."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from auth_keys.models import Organisation
from matches.match_pages.cameras import camera_address
from matches.models import Match, PlayercamSession
from matches.selectors import said_by
from matches.services.playercams import create_session
from tests.matches.archive.told import Told, told
from tests.matches.match_pages.stored import stored
from tests.support.events import ALICE, GROUP_CODE, roster

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour() -> Organisation:
    return Organisation.objects.create(name="Harbour Broadcasts", slug="harbour")


@pytest.fixture
def link(harbour: Organisation) -> str:
    """The crew's link to a session of Harbour."""
    session, secret = create_session(harbour.pk, group_code=GROUP_CODE, now=timezone.now())
    return reverse("crew", args=[session.identifier, secret])


def live(owner: Organisation | None, story: Told | None = None) -> Match:
    return stored(story or told(), group_code=GROUP_CODE, organisation=owner, ending="")


def said() -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Overrides and enabled players of the one session."""
    word = said_by(PlayercamSession.objects.get())
    return word.overrides, word.enabled_players


def players(page: bytes) -> list[str]:
    return re.findall(r'data-player="([^"]*)"', page.decode())


def test_the_crew_s_link_shows_the_players_of_the_live_match(
    client: Client, harbour: Organisation, link: str
) -> None:
    live(harbour)
    page = client.get(link).content
    assert players(page) == ["alice#AL", "bob#BO", "charlie#CH", "dana#DA"]
    assert b"is live and follows this page" in page


def test_the_players_of_another_organisation_s_match_are_not_shown(
    client: Client, link: str
) -> None:
    live(None)
    assert players(client.get(link).content) == []


def test_a_player_gets_a_name_and_a_camera_by_the_crew_s_link(
    client: Client, harbour: Organisation, link: str
) -> None:
    live(harbour)
    asked = {"player": "alice#AL", "shown": " Alice I ", "camera": "on", "do": "save"}
    answer = client.post(link, asked)
    assert (answer.status_code, answer.headers["Location"]) == (302, link)
    assert said() == ((("alice#AL", "Alice I"),), ("alice#AL",))
    client.post(link, {"player": "alice#AL", "shown": "", "do": "save"})
    assert said() == ((), ())


def test_a_name_that_the_game_tells_is_kept_to_the_letter(
    client: Client, harbour: Organisation, link: str
) -> None:
    live(harbour, told().send(roster(ALICE, name="al  ice ", tagline="")))
    (name, *_) = players(client.get(link).content)
    client.post(link, {"player": name, "shown": "A", "do": "save"})
    assert said()[0] == ((name, "A"),)


@pytest.mark.parametrize(
    ("typed", "stored_as"), [("erin#ER", "erin#ER"), (" erin the 2nd # ER ", "erin the 2nd#ER")]
)
def test_a_player_is_listed_before_the_match(
    client: Client, link: str, typed: str, stored_as: str
) -> None:
    client.post(link, {"player": typed, "shown": "", "do": "save"})
    assert players(client.get(link).content) == [stored_as]
    client.post(link, {"player": stored_as, "do": "remove"})
    assert players(client.get(link).content) == []


@pytest.mark.parametrize(
    "asked",
    [
        {"player": "no tagline"},
        {"player": "#TAG"},
        {"player": ""},
        {"player": "a" * 65 + "#A"},
        {"player": "erin#ER", "shown": "x" * 65},
        {"player": "erin#ER", "shown": "\\u0000"},
        {"player": "erin#ER", "shown": "a\0b"},
        {"player": "er\\u0000in#ER"},
    ],
)
def test_what_is_no_player_is_refused_with_a_reason(
    client: Client, link: str, asked: dict[str, str]
) -> None:
    answer = client.post(link, {**asked, "do": "save"})
    assert answer.status_code == 400
    note = re.search(r'id="note" role="status">([^<]+)<', answer.content.decode())
    assert note
    assert said() == ((), ())


def test_a_page_full_of_players_says_so(client: Client, link: str) -> None:
    for number in range(32):
        client.post(link, {"player": f"player{number}#P", "do": "save"})
    answer = client.post(link, {"player": "more#P", "do": "save"})
    assert answer.status_code == 400
    assert b"32 players" in answer.content


def test_the_crew_chooses_the_group_code_that_follows(client: Client, link: str) -> None:
    client.post(link, {"group_code": "final", "do": "follow"})
    assert PlayercamSession.objects.get().group_code == "FINAL"
    assert client.post(link, {"group_code": "x" * 33, "do": "follow"}).status_code == 400


def test_without_required_keys_no_page_is_led_to_another_s_match(
    client: Client, settings: Settings
) -> None:
    session, secret = create_session(None, now=timezone.now())
    link = reverse("crew", args=[session.identifier, secret])
    settings.REQUIRE_AUTH_KEY = False
    live(None)
    asked = {"group_code": GROUP_CODE, "do": "follow"}
    assert client.post(link, asked).status_code == 400
    assert players(client.get(link).content) == []
    settings.REQUIRE_AUTH_KEY = True
    assert client.post(link, asked).status_code == 302
    assert len(players(client.get(link).content)) == 4


def test_a_post_without_csrf_token_changes_nothing(link: str) -> None:
    stranger = Client(enforce_csrf_checks=True)
    asked = {"player": "erin#ER", "shown": "E", "do": "save"}
    assert stranger.post(link, asked).status_code == 403
    assert said() == ((), ())


def test_a_wrong_secret_opens_no_session(client: Client, link: str) -> None:
    asked = {"player": "erin#ER", "shown": "E", "do": "save"}
    for answer in (client.get(link + "x"), client.post(link + "x", asked)):
        assert answer.status_code == 403
    assert said() == ((), ())
    assert client.get("/session/org/unknown/secret").status_code == 404


def test_a_session_that_has_ended_says_so(client: Client, link: str) -> None:
    PlayercamSession.objects.update(expires_at=timezone.now())
    answer = client.get(link)
    assert answer.status_code == 404
    assert b"This session has ended" in answer.content


def test_the_crew_s_page_allows_no_foreign_script_and_is_kept_nowhere(
    client: Client, link: str
) -> None:
    headers = client.get(link).headers
    assert "script-src 'self';" in headers["Content-Security-Policy"]
    assert "no-store" in headers["Cache-Control"]
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_hostile_name_stays_a_text_on_the_page(client: Client, link: str) -> None:
    client.post(link, {"player": '"><b>x#T', "shown": "<i>", "do": "save"})
    page = client.get(link).content
    assert b"<b>x" not in page
    assert b"<i>" not in page


def test_addresses_of_cameras_come_from_the_templates(
    client: Client, harbour: Organisation, link: str, settings: Settings
) -> None:
    settings.PLAYERCAM_VIEW_URL = "https://video.example/{session}/watch/{player}"
    settings.PLAYERCAM_SEND_URL = "https://video.example/{session}/send/{player}"
    live(harbour)
    page = client.get(link).content.decode()
    room = PlayercamSession.objects.get().identifier
    assert f"https://video.example/{room}/watch/alice_H_AL" in page
    assert f"https://video.example/{room}/send/alice_H_AL" in page


def test_a_camera_s_address_is_spelt_as_the_front_end_spells_it() -> None:
    template = "https://vdo.ninja/?room={session}&view={player}"
    address = camera_address(template, "room1", "al & ice#A1")
    assert address == "https://vdo.ninja/?room=room1&view=al_%26_ice_H_A1"


class TestStaff:
    @pytest.fixture
    def alice(self, client: Client) -> Client:
        """Staff who may change sessions."""
        user = User.objects.create_user("alice", is_staff=True)
        user.user_permissions.add(Permission.objects.get(codename="change_playercamsession"))
        client.force_login(user)
        return client

    def test_a_new_session_opens_on_the_crew_s_link(
        self, alice: Client, harbour: Organisation
    ) -> None:
        asked = {"organisation": harbour.pk, "group_code": "cup"}
        answer = alice.post("/playercams/", asked, follow=True)
        session = PlayercamSession.objects.get()
        assert (session.organisation, session.group_code) == (harbour, "CUP")
        assert answer.redirect_chain[0][0].startswith(f"/session/org/{session.identifier}/")

    def test_a_session_opens_without_its_secret(self, alice: Client, link: str) -> None:
        identifier = PlayercamSession.objects.get().identifier
        assert identifier in alice.get("/playercams/").content.decode()
        page = f"/playercams/{identifier}"
        assert b"Anyone with this link" not in alice.get(page).content
        alice.post(page, {"player": "erin#ER", "shown": "E", "do": "save"})
        assert said()[0] == (("erin#ER", "E"),)
        assert alice.get("/playercams/unknown").status_code == 404

    def test_a_bad_group_code_starts_no_session(self, alice: Client, harbour: Organisation) -> None:
        answer = alice.post("/playercams/", {"organisation": harbour.pk, "group_code": "x" * 33})
        assert answer.status_code == 400
        assert PlayercamSession.objects.count() == 0

    def test_staff_need_the_permission_and_others_sign_in(self, client: Client, link: str) -> None:
        page = f"/playercams/{PlayercamSession.objects.get().identifier}"
        assert client.get(page).status_code == 302
        client.force_login(User.objects.create_user("bob", is_staff=True))
        for path in (page, "/playercams/"):
            assert client.get(path).status_code == 403
            assert client.post(path, {}).status_code == 403
