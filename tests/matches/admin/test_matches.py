"""The list of live matches: all that an operator needs to see, and nothing to break."""

from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from auth_keys.models import Organisation
from matches.live.board import board
from matches.models import Match
from tests.matches.admin.conftest import NOW, NOW_MS, Report, a_match

pytestmark = pytest.mark.django_db

LIST = "/admin/matches/match/"


class Table(HTMLParser):
    """The rows of the list: a dict each, of the cells' texts by their column."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[dict[str, str]] = []
        self._column = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        column = next((name[6:] for name in classes if name.startswith("field-")), "")
        if tag == "td" and column:
            if column == "feed":
                self.rows.append({})
            self._column = column
            self.rows[-1][column] = ""

    def handle_data(self, data: str) -> None:
        if self._column:
            self.rows[-1][self._column] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self._column = ""


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    return Table(page(client, query)).rows


def page(client: Client, query: str = "") -> str:
    response = client.get(LIST + query)
    assert response.status_code == 200
    return response.content.decode()


def test_it_shows_what_a_live_match_is_and_how_it_goes(
    admin_client: Client, report: Report
) -> None:
    harbour = Organisation.objects.create(name="Harbour Broadcasts", slug="harbour")
    match = a_match("CUP", organisation=harbour)
    report({match: {"auxiliaries": 2}}, viewers={"CUP": 4, "OTHER": 9})
    assert rows(admin_client) == [
        {
            "feed": "receiving",
            "group_code": "CUP",
            "organisation": "Harbour Broadcasts",
            "teams": "Harbour v Lantern",
            "score": "3:2",
            "round": "6, round live",
            "observers": "1 + 2 aux",
            "viewers": "4",
            "events_per_second": "8.2",
            "last_event": "1 s ago",
            "pages": "match page",
        }
    ]


def test_a_match_that_no_process_reports_shows_what_the_database_knows(
    admin_client: Client, report: Report
) -> None:
    a_match("CUP", last_event_at=NOW - timedelta(minutes=7))
    report({})
    (row,) = rows(admin_client)
    assert (row["feed"], row["last_event"]) == ("no report", "7 min ago")
    assert {row[name] for name in ("teams", "score", "round", "observers")} == {"-"}


def test_the_feed_of_each_match_is_marked_by_its_level(
    admin_client: Client, report: Report
) -> None:
    quiet, alone = a_match("QUIET"), a_match("ALONE")
    report({quiet: {"last_event_ms": NOW_MS - 30_000}, alone: {"observers": 0}})
    shown = page(admin_client)
    assert 'class="feed doubtful"' in shown
    assert 'class="feed bad"' in shown
    assert 'class="feed good"' not in shown


def test_before_the_first_round_the_phase_stands_alone(
    admin_client: Client, report: Report
) -> None:
    report({a_match(): {"round_number": 0, "phase": "LOBBY"}})
    assert rows(admin_client)[0]["round"] == "agent select"


def test_only_live_matches_are_listed_unless_others_are_asked_for(
    admin_client: Client, report: Report
) -> None:
    report({a_match("LIVE"): {}})
    over = {"status": Match.Status.FINISHED, "ending": Match.Ending.IDLE}
    a_match("OVER", **over, ended_at=NOW, started_at=NOW - timedelta(hours=1))
    assert [row["group_code"] for row in rows(admin_client)] == ["LIVE"]
    assert [row["group_code"] for row in rows(admin_client, "?status=all")] == ["LIVE", "OVER"]
    (row,) = rows(admin_client, "?status=finished")
    assert (row["group_code"], row["feed"]) == ("OVER", "no event for too long")
    assert row["viewers"] == "-"


def test_it_says_what_to_wait_for_where_no_match_is_live(
    admin_client: Client, report: Report
) -> None:
    report({})
    assert "No match is live." in page(admin_client)
    a_match()
    assert "No match is live." not in page(admin_client)


def test_refusals_and_unknown_types_are_told_in_words(admin_client: Client, report: Report) -> None:
    report({}, refused={"key_expired": 3}, unknown_types={"brand_new": 12})
    shown = page(admin_client)
    assert "A logon with a key that has expired." in shown
    assert "brand_new" in shown


def test_an_unknown_map_and_odd_members_are_told(admin_client: Client, report: Report) -> None:
    odd = ["scoreboard", "data.agentInternal", 7, "null", 1]
    report({}, unknown_names={"unknown map: Nova": 2}, odd_members=[odd])
    shown = page(admin_client)
    assert "unknown map: Nova" in shown
    assert "<code>data.agentInternal</code>" in shown


def test_odd_members_of_all_processes_are_added_up(report: Report) -> None:
    report({}, odd_members=[["score", "data.team_0", 2, "null", 5], ["map", "data", 1, "3", 6]])
    message = {"at": NOW_MS, "process": "two", "matches": {}, "viewers": {}}
    board.receive(message | {"odd_members": [["score", "data.team_0", 3, "-1", 9]]})
    told = [(one.event, one.times, one.value) for one in board.odd_members()]
    assert told == [("score", 5, "-1"), ("map", 1, "3")]


def test_where_nothing_was_refused_nothing_is_said_of_it(
    admin_client: Client, report: Report
) -> None:
    report({})
    assert "Refused" not in page(admin_client)
    assert "nobody knows" not in page(admin_client)
    assert "no table has" not in page(admin_client)
    assert "Odd members" not in page(admin_client)


def test_names_can_t_break_the_page(admin_client: Client, report: Report) -> None:
    hostile = "</td><script>alert(1)</script>"
    odd = [["score", "data", 1, hostile, 1]]
    told: dict[str, Any] = {
        "unknown_types": {hostile: 1},
        "unknown_names": {hostile: 1},
        "odd_members": odd,
    }
    report({a_match(): {"teams": [hostile, "B"]}}, **told)
    assert "<script>alert" not in page(admin_client)
    assert rows(admin_client)[0]["teams"] == f"{hostile} v B"


@pytest.mark.parametrize("page", ["add", "change", "delete"])
def test_nothing_can_be_added_changed_or_deleted_not_even_by_a_superuser(
    admin_client: Client, page: str
) -> None:
    match = a_match()
    args = [] if page == "add" else [match.pk]
    url = reverse(f"admin:matches_match_{page}", args=args)
    assert admin_client.post(url, {"post": "yes", "group_code": "STOLEN"}).status_code == 403
    match.refresh_from_db()
    assert match.group_code == "CUP"


def test_the_list_takes_no_action_either(admin_client: Client, report: Report) -> None:
    report({})
    match = a_match()
    admin_client.post(LIST, {"action": "delete_selected", "_selected_action": [match.pk]})
    assert Match.objects.filter(pk=match.pk).exists()
    assert 'name="action"' not in page(admin_client)


def test_a_match_read_by_itself_shows_nothing_of_what_secures_it(admin_client: Client) -> None:
    match = a_match(secret_digest="5ec7e7" * 10)
    response = admin_client.get(reverse("admin:matches_match_change", args=[match.pk]))
    assert response.status_code == 200
    assert "CUP" in response.content.decode()
    assert "5ec7e7" not in response.content.decode()


def test_staff_see_it_with_the_right_to_alone(client: Client) -> None:
    bob = User.objects.create_user("bob", is_staff=True)
    client.force_login(bob)
    assert client.get(LIST).status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_list(
    admin_client: Client, report: Report, django_assert_max_num_queries: object
) -> None:
    report({})
    harbour = Organisation.objects.create(name="Harbour", slug="harbour")
    counts = []
    for number in range(2):
        a_match(f"CUP{number}", organisation=harbour)
        with django_assert_max_num_queries(50) as seen:  # type: ignore[operator]
            page(admin_client)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_finished_match_shows_its_teams_and_score_from_the_archive(admin_client: Client) -> None:
    match = a_match()
    Match.objects.filter(pk=match.pk).update(
        status=Match.Status.FINISHED,
        archived_seq=9,
        team_0_name="Harbour",
        team_0_score=7,
        team_1_name="Lantern",
        team_1_score=13,
        left_team=1,
    )
    (row,) = rows(admin_client, "?status=finished")
    assert (row["teams"], row["score"]) == ("Lantern v Harbour", "13:7")
