"""The page that plays a match again: who may, what it refuses, and which key it plays with."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from pytest_django import Settings

from auth_keys.models import ObserverKey, Organisation
from auth_keys.services import KeyRefused, verify_key
from matches.models import Match
from matches.replay import views
from matches.replay.running import Plan, Replays
from matches.replay.views import ingest_url
from spectra_site import clock
from tests.matches.archive.told import told
from tests.matches.match_pages.stored import stored
from tests.support.events import round_info

pytestmark = pytest.mark.django_db

ASKED = {"group_code": "again", "speed": "4", "from_round": ""}


class Started(Replays):
    """Notes what it would play."""

    def __init__(self) -> None:
        super().__init__()
        self.plans: list[Plan] = []

    def start(self, plan: Plan) -> None:  # type: ignore[override]
        self.plans.append(plan)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    started = Started()
    monkeypatch.setattr(views, "replays", started)
    return started


@pytest.fixture
def harbour() -> Organisation:
    return Organisation.objects.create(name="Harbour Broadcasts", slug="harbour")


@pytest.fixture
def match(harbour: Organisation) -> Match:
    story = told().send(round_info(1, "shopping"), round_info(1, "game_end"))
    return stored(story, organisation=harbour)


@pytest.fixture
def alice(client: Client) -> Client:
    """Staff who may issue keys."""
    user = User.objects.create_user("alice", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="add_observerkey"))
    client.force_login(user)
    return client


@pytest.fixture
def bob(client: Client) -> Client:
    """Staff who may not."""
    client.force_login(User.objects.create_user("bob", is_staff=True))
    return client


def page(match: Match) -> str:
    return f"/matches/{match.pk}/replay"


def test_strangers_are_asked_to_sign_in(client: Client, match: Match, started: Started) -> None:
    for answer in (client.get(page(match)), client.post(page(match), ASKED)):
        assert answer["Location"] == f"/admin/login/?next={page(match)}"
    assert started.plans == []


def test_staff_who_may_not_issue_keys_are_told_what_it_takes(
    bob: Client, match: Match, started: Started
) -> None:
    for answer in (bob.get(page(match)), bob.post(page(match), ASKED)):
        assert answer.status_code == 403
        assert "permission to issue observer keys" in answer.text
    assert started.plans == []
    assert not ObserverKey.objects.exists()
    assert page(match) not in bob.get(f"/matches/{match.pk}").text


def test_the_match_page_leads_here(alice: Client, match: Match) -> None:
    assert f'href="{page(match)}"' in alice.get(f"/matches/{match.pk}").text


def test_the_admin_s_list_leads_here_from_matches_that_are_over(
    client: Client, match: Match
) -> None:
    live = stored(told(), ending="")
    client.force_login(User.objects.create_superuser("dana"))
    listed = client.get("/admin/matches/match/?status=all").text
    assert f'href="{page(match)}">play again' in listed
    assert f'href="/matches/{live.pk}">match page' in listed
    assert page(live) not in listed


def test_a_post_from_another_site_does_nothing(match: Match, started: Started) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.create_superuser("dana"))
    assert strict.post(page(match), ASKED).status_code == 403
    assert started.plans == []


def test_it_plays_what_was_asked_for_with_a_key_of_the_match_s_organisation(
    alice: Client, match: Match, harbour: Organisation, started: Started
) -> None:
    answer = alice.post(page(match), ASKED | {"from_round": "1"})
    assert (answer.status_code, answer["Location"]) == (302, page(match))
    (plan,) = started.plans
    assert (plan.match_pk, plan.speed, plan.started_by) == (match.pk, 4.0, "alice")
    assert plan.logon["groupCode"] == "AGAIN"
    assert {step.packet["groupCode"] for step in plan.steps} == {"AGAIN"}
    access = verify_key(plan.logon["key"], now=clock.now())
    assert access.organisation_id == harbour.pk


def test_the_key_is_revoked_when_it_is_over_and_expires_where_that_never_comes(
    alice: Client, match: Match, started: Started
) -> None:
    alice.post(page(match), ASKED)
    (plan,) = started.plans
    key = ObserverKey.objects.get()
    assert (key.label, str(key.created_by)) == (f"replay of match {match.pk}", "alice")
    assert key.expires_at
    assert timedelta() < key.expires_at - clock.now() <= timedelta(days=1)
    plan.over()
    with pytest.raises(KeyRefused, match="revoked"):
        verify_key(plan.logon["key"], now=clock.now())


def test_the_key_is_never_shown(alice: Client, match: Match, started: Started) -> None:
    answer = alice.post(page(match), ASKED, follow=True)
    assert started.plans[0].logon["key"] not in answer.text


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"group_code": ""}, "required"),
        ({"group_code": "a\nb"}, "1 to 32 characters"),
        ({"group_code": "x" * 33}, "at most 32"),
        ({"group_code": "ß" * 17}, "1 to 32 characters"),
        ({"speed": ""}, "required"),
        ({"speed": "0"}, "above 0"),
        ({"speed": "-1"}, "above 0"),
        ({"speed": "nan"}, "above 0"),
        ({"speed": "fast"}, "above 0"),
        ({"from_round": "0"}, "greater than or equal to 1"),
        ({"from_round": "x"}, "whole number"),
        ({"from_round": "2"}, "no round 2: its rounds are 1 to 1"),
    ],
)
def test_what_can_t_be_played_is_refused_with_a_reason(
    alice: Client, match: Match, started: Started, changes: dict[str, str], problem: str
) -> None:
    answer = alice.post(page(match), ASKED | changes)
    assert answer.status_code == 200
    assert problem in answer.text
    assert "<b>x" not in answer.text
    assert started.plans == []
    assert not ObserverKey.objects.exists()


def test_a_code_that_is_live_is_refused(alice: Client, match: Match, started: Started) -> None:
    stored(told(), group_code="AGAIN", ending="")
    assert "choose another" in alice.post(page(match), ASKED).text
    assert started.plans == []


def test_a_live_match_has_no_form_and_starts_nothing(alice: Client, started: Started) -> None:
    match = stored(told(), ending="")
    assert "when it is over" in alice.get(page(match)).text
    alice.post(page(match), ASKED)
    assert started.plans == []
    assert page(match) not in alice.get(f"/matches/{match.pk}").text


def test_a_match_of_nobody_is_played_with_the_static_key(
    alice: Client, started: Started, settings: Settings
) -> None:
    settings.AUTH_KEY = "the-static-key"
    match = stored(told().send(round_info(1, "game_end")))
    alice.post(page(match), ASKED)
    assert started.plans[0].logon["key"] == "the-static-key"
    assert not ObserverKey.objects.exists()


def test_without_any_key_a_match_of_nobody_is_refused(
    alice: Client, started: Started, settings: Settings
) -> None:
    settings.AUTH_KEY, settings.REQUIRE_AUTH_KEY = "", True
    match = stored(told().send(round_info(1, "game_end")))
    assert "belongs to no organisation" in alice.post(page(match), ASKED).text
    assert started.plans == []


@pytest.mark.parametrize("odd", ["0", "x", f"{10**30}"])
def test_an_id_of_no_match_is_not_found(alice: Client, odd: str) -> None:
    assert alice.get(f"/matches/{odd}/replay").status_code == 404


def test_it_is_strict_and_never_cached(alice: Client, match: Match) -> None:
    answer = alice.get(page(match))
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("bind", "key", "insecure", "url"),
    [
        ("0.0.0.0", "", False, "http://localhost:5100"),
        ("::", "", False, "http://localhost:5100"),
        ("127.0.0.1", "key.pem", False, "https://127.0.0.1:5100"),
        ("10.0.0.7", "key.pem", True, "http://10.0.0.7:5100"),
        ("fd00::7", "", False, "http://[fd00::7]:5100"),
    ],
)
def test_it_plays_to_the_ingest_port_of_its_own_machine(
    settings: Settings, bind: str, key: str, insecure: bool, url: str
) -> None:
    settings.BIND, settings.SERVER_KEY, settings.INSECURE = bind, key, insecure
    settings.PORTS = settings.PORTS | {"ingest": 5100}
    assert ingest_url() == url
