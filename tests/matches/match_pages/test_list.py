"""The list of matches: who may see it, what it finds, and what it makes of odd questions."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from auth_keys.models import Organisation
from matches.engine.setup import TeamSetup
from matches.match_pages.listing import PER_PAGE
from matches.models import Match
from tests.matches.archive.told import Told, told
from tests.matches.match_pages.stored import stored
from tests.support.events import ALICE, observer, setup

pytestmark = pytest.mark.django_db


def between(left: str, right: str) -> Told:
    teams = {
        "left_team": TeamSetup(left, left[:3].upper(), "", True),
        "right_team": TeamSetup(right, right[:3].upper(), "", False),
    }
    return Told(setup(**teams)).send(observer("match_start", f"id-of-{left}"))


def listed(staff: Client, query: str = "") -> list[int]:
    page = staff.get(f"/matches/?{query}")
    assert page.status_code == 200
    return [int(pk) for pk in re.findall(r'data-match="(\d+)"', page.text)]


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    answer = client.get("/matches/")
    assert answer["Location"] == "/admin/login/?next=/matches/"


def test_signing_in_without_being_staff_is_not_enough(client: Client) -> None:
    client.force_login(User.objects.create_user("charlie"))
    assert client.get("/matches/").status_code == 302


def test_it_is_for_reading_alone(staff: Client) -> None:
    assert staff.post("/matches/").status_code == 405


def test_with_no_match_yet_it_says_what_will_bring_one(staff: Client) -> None:
    assert "as soon as an observer client logs on" in staff.get("/matches/").text


def test_the_newest_stands_first_and_each_leads_to_its_page(staff: Client) -> None:
    old = stored(told())
    new = stored(told(), later=timedelta(hours=1))
    assert listed(staff) == [new.pk, old.pk]
    assert f'href="/matches/{new.pk}"' in staff.get("/matches/").text


def test_a_match_that_has_not_started_is_listed_by_the_names_of_its_logon(staff: Client) -> None:
    stored(Told(), ending="")
    page = staff.get("/matches/").text
    assert "Left Lanterns" in page
    assert "Right Rivers" in page
    assert ">live<" in page
    assert "<b>–</b>" in page  # noqa: RUF001


def test_a_replay_is_marked_in_the_list_and_on_its_page(staff: Client) -> None:
    original, replay = stored(told()), stored(told())
    Match.objects.filter(pk=replay.pk).update(replay_of=original.pk)
    assert staff.get("/matches/").text.count(">replay<") == 1
    page = staff.get(f"/matches/{replay.pk}").text
    assert f'<b>Replay</b> of <a href="/matches/{original.pk}">' in page
    assert "<b>Replay</b>" not in staff.get(f"/matches/{original.pk}").text


def test_a_damaged_match_is_marked(staff: Client) -> None:
    stored(told().log("toast", b"garbage"))
    assert ">damaged<" in staff.get("/matches/").text


@pytest.mark.parametrize("asked", ["harbour", "HAR", "arbo", "id-of-Harbour", "FINAL1", "nal1"])
def test_it_is_found_by_team_code_and_match_id(staff: Client, asked: str) -> None:
    match = stored(between("Harbour", "Lantern"), group_code="FINAL1")
    stored(between("Quiet", "Meridian"))
    assert listed(staff, f"q={asked}") == [match.pk]


@pytest.mark.parametrize("asked", ["alice", "ALI", ALICE.player_id])
def test_it_is_found_once_by_its_players(staff: Client, asked: str) -> None:
    match = stored(told())
    stored(between("Quiet", "Meridian"))
    assert listed(staff, f"q={asked}") == [match.pk]


def test_what_is_searched_for_is_text_and_no_pattern(staff: Client) -> None:
    stored(told())
    assert listed(staff, "q=%25") == []
    assert listed(staff, "q=_lice") == []


def test_it_is_narrowed_down_by_status_map_and_mode(staff: Client) -> None:
    live = stored(told().send(observer("map", "Port")), ending="")
    over = stored(told().send(observer("map", "Triad"), observer("game_mode", "swift")))
    assert listed(staff, "status=live") == [live.pk]
    assert listed(staff, "status=finished") == [over.pk]
    assert listed(staff, "map=Haven") == [over.pk]
    assert listed(staff, "mode=bomb") == [live.pk]
    assert listed(staff, "mode=bomb&map=Haven") == []


def test_it_is_narrowed_down_by_organisation(staff: Client) -> None:
    harbour = Organisation.objects.create(name="Harbour Broadcasts", slug="harbour")
    match = stored(told(), organisation=harbour)
    stored(told())
    assert listed(staff, f"organisation={harbour.pk}") == [match.pk]


def test_a_span_of_days_has_both_of_its_ends(staff: Client) -> None:
    match = stored(told())
    day = match.started_at.date()
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    assert listed(staff, f"since={day}&until={day}") == [match.pk]
    assert listed(staff, f"since={after}") == []
    assert listed(staff, f"until={before}") == []


@pytest.mark.parametrize(
    "query",
    [
        "since=yesterday",
        "until=2025-13-40",
        "status=odd",
        "map=Nowhere",
        "organisation=x",
        f"organisation={10**30}",
        "q=%00",
        f"q={'x' * 65}",
    ],
)
def test_a_filter_that_makes_no_sense_is_said_so_and_leaves_the_list_whole(
    staff: Client, query: str
) -> None:
    match = stored(told())
    page = staff.get(f"/matches/?{query}").text
    assert 'class="wrong"' in page
    assert f'data-match="{match.pk}"' in page


def test_a_long_list_comes_in_pages_that_keep_the_question(staff: Client) -> None:
    pks = [stored(told(), later=timedelta(minutes=n)).pk for n in range(PER_PAGE + 1)]
    first = staff.get("/matches/?q=alice").text
    assert "Page 1 of 2" in first
    assert 'href="?q=alice&amp;page=2"' in first
    assert listed(staff, "q=alice&page=2") == pks[:1]


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", ""])
def test_a_page_that_is_not_there_is_answered_with_one_that_is(staff: Client, page: str) -> None:
    match = stored(told())
    assert listed(staff, f"page={page}") == [match.pk]


def test_names_are_text(staff: Client) -> None:
    stored(between("<script>x</script>", '"><img src=x>'))
    page = staff.get("/matches/?q=%22%3E%3Cscript%3Ey").text + staff.get("/matches/").text
    assert "<script>x" not in page
    assert "<script>y" not in page
    assert "<img src=x" not in page


def test_a_long_list_costs_no_more_than_a_short_one(staff: Client) -> None:
    costs = []
    for _ in range(2):
        stored(told(), organisation=Organisation.objects.first())
        with CaptureQueriesContext(connection) as queries:
            staff.get("/matches/")
        costs.append(len(queries))
    assert costs[0] == costs[1]
