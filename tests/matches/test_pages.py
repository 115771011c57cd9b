"""The pages for people and for OBS: what they answer, and what they must never let through."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from matches.live import board
from matches.live.board import LiveRow
from spectra_site import clock
from tests.support import needs

VENDORED = needs.ROOT / "static" / "vendor" / "socket.io"


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(User.objects.create_user("alice", is_staff=True))
    return client


def row(**changes: Any) -> LiveRow:
    known: dict[str, Any] = {
        "pk": 1,
        "group_code": "CUP",
        "organisation": "Harbour Broadcasts",
        "teams": ("Harbor Lanterns", "Quiet Meridian"),
        "score": (7, 5),
        "round_number": 13,
        "phase": "shopping",
        "observers": 2,
        "auxiliaries": 1,
        "viewers": 4,
        "events_per_second": 12.34,
        "last_event_at": clock.now(),
    }
    return LiveRow(**known | changes)


def live(monkeypatch: pytest.MonkeyPatch, *rows: LiveRow) -> None:
    monkeypatch.setattr(board, "live_overview", lambda: list(rows))


def body_data(page: str, name: str) -> str:
    found = re.search(rf'<body[^>]* data-{name}="([^"]*)"', page)
    assert found
    return html.unescape(found.group(1))


# The overlay


def test_an_overlay_knows_its_code_in_capitals(client: Client) -> None:
    answer = client.get("/overlay/cup-2_x")
    assert answer.status_code == 200
    assert body_data(answer.text, "group-code") == "CUP-2_X"


@pytest.mark.parametrize(
    ("address", "code"),
    [("my%20cup", "MY CUP"), ("%e6%9d%af%2F2%3F", "杯/2?"), ("%3Cb%3E", "<B>")],
)
def test_an_overlay_of_any_group_code_has_an_address(
    client: Client, address: str, code: str
) -> None:
    assert body_data(client.get(f"/overlay/{address}").text, "group-code") == code


@pytest.mark.django_db
def test_links_to_overlays_are_percent_encoded(
    staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(monkeypatch, row(group_code="MY CUP/杯?"))
    page = staff.get("/overlays/", headers={"host": "localhost:8000"}).text
    assert 'value="http://localhost:8000/overlay/MY%20CUP/%E6%9D%AF%3F"' in page


@pytest.mark.parametrize(
    "code", ["", "x" * 33, "ß" * 17, "%00", "a%0Ab", "<script>alert(1)</script>" + "x" * 9]
)
def test_a_bad_code_gets_a_page_that_says_what_a_code_is(client: Client, code: str) -> None:
    answer = client.get(f"/overlay/{code}")
    assert answer.status_code == 404
    assert "1 to 32 characters" in answer.text
    assert "<script>alert" not in answer.text


def test_the_overlay_looks_to_the_broadcast_port_of_its_own_host(client: Client) -> None:
    answer = client.get("/overlay/CUP", headers={"host": "localhost:8000"})
    assert body_data(answer.text, "broadcast") == "http://localhost:5200"


def test_over_tls_it_looks_to_the_broadcast_port_over_tls(client: Client) -> None:
    answer = client.get("/overlay/CUP", secure=True, headers={"host": "localhost"})
    assert body_data(answer.text, "broadcast") == "https://localhost:5200"


def test_an_ipv6_host_keeps_its_brackets(client: Client) -> None:
    answer = client.get("/overlay/CUP", headers={"host": "[::1]:8000"})
    assert body_data(answer.text, "broadcast") == "http://[::1]:5200"


def test_a_broadcast_url_from_the_settings_wins(client: Client, settings: Settings) -> None:
    settings.BROADCAST_URL = "https://live.example.invalid"
    answer = client.get("/overlay/CUP")
    assert body_data(answer.text, "broadcast") == "https://live.example.invalid"
    policy = answer["Content-Security-Policy"]
    assert "connect-src https://live.example.invalid wss://live.example.invalid;" in policy


def test_the_overlay_takes_styles_and_frames_and_no_script_of_others(client: Client) -> None:
    policy = client.get("/overlay/CUP", headers={"host": "localhost"})["Content-Security-Policy"]
    assert policy.split("; ") == [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "font-src 'self' data:",
        "img-src http: https: data:",
        "connect-src http://localhost:5200 ws://localhost:5200",
        "frame-src https://vdo.ninja",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors *",
    ]


@pytest.mark.parametrize("path", ["/overlay/CUP", "/overlays/example"])
def test_an_overlay_may_be_framed(client: Client, path: str) -> None:
    assert "X-Frame-Options" not in client.get(path)


@pytest.mark.parametrize("path", ["/", "/overlay/%00", "/overlays/options"])
def test_pages_other_than_overlays_stay_unframed_without_inline_styles(
    client: Client, path: str
) -> None:
    answer = client.get(path)
    assert answer["X-Frame-Options"] == "DENY"
    assert "style-src 'self';" in answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_the_overlay_tells_the_time_at_which_it_was_sent(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now_ms", lambda: 1_760_000_000_123)
    assert body_data(client.get("/overlay/CUP").text, "sent-at") == "1760000000123"


def test_only_demo_1_marks_the_overlay(client: Client) -> None:
    assert ">DEMO<" in client.get("/overlay/CUP?demo=1").text
    assert ">DEMO<" not in client.get("/overlay/CUP?demo=yes").text


# Every page


@pytest.mark.parametrize("path", ["/", "/overlay/CUP", "/overlay/%00", "/overlays/options"])
def test_pages_are_strict_never_cached_and_hold_no_inline_script_or_style(
    client: Client, path: str
) -> None:
    answer = client.get(path)
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", answer.text)


@pytest.mark.parametrize("path", ["/", "/overlay/CUP", "/overlays/"])
def test_pages_are_for_reading_alone(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


def test_the_start_page_leads_to_the_overlays_the_admin_and_the_demo(client: Client) -> None:
    page = client.get("/").text
    for link in ("/overlays/", "/admin/", "/overlay/DEMO?demo=1"):
        assert f'href="{link}"' in page


# The list of live codes


@pytest.mark.django_db
def test_strangers_are_asked_to_sign_in_before_they_see_codes(client: Client) -> None:
    answer = client.get("/overlays/")
    assert answer.status_code == 302
    assert answer["Location"] == "/admin/login/?next=/overlays/"


@pytest.mark.django_db
def test_signing_in_without_being_staff_is_not_enough(client: Client) -> None:
    client.force_login(User.objects.create_user("charlie"))
    assert client.get("/overlays/").status_code == 302


@pytest.mark.django_db
def test_staff_see_each_live_match_with_its_link(
    staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(monkeypatch, row(), row(group_code="FINAL"))
    page = staff.get("/overlays/", headers={"host": "localhost:8000"}).text
    assert 'value="http://localhost:8000/overlay/CUP"' in page
    assert 'value="http://localhost:8000/overlay/FINAL"' in page
    for shown in ("Harbor Lanterns", "Quiet Meridian", ">7–5<", ">13<", ">buy phase<", ">12.3<"):  # noqa: RUF001
        assert shown in page


@pytest.mark.django_db
def test_links_use_the_public_address_where_there_is_one(
    staff: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.PUBLIC_URL = "https://spectra.example.invalid"
    live(monkeypatch, row())
    page = staff.get("/overlays/").text
    assert 'value="https://spectra.example.invalid/overlay/CUP"' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("age", "words"), [(0.4, "0 s ago"), (59, "59 s ago"), (60, "1 min ago"), (1799, "29 min ago")]
)
def test_the_age_of_the_last_event_is_told(
    staff: Client, monkeypatch: pytest.MonkeyPatch, age: float, words: str
) -> None:
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    live(monkeypatch, row(last_event_at=now - timedelta(seconds=age)))
    assert f">{words}<" in staff.get("/overlays/").text


@pytest.mark.django_db
def test_a_match_that_no_process_reports_is_still_listed(
    staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = dict.fromkeys(
        ("teams", "score", "round_number", "phase", "observers", "events_per_second")
    )
    live(monkeypatch, row(**unknown))
    page = staff.get("/overlays/").text
    assert 'data-code="CUP"' in page
    assert "None" not in page


@pytest.mark.django_db
def test_with_nothing_live_it_says_so(staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    live(monkeypatch)
    page = staff.get("/overlays/").text
    assert "No match is live" in page
    assert "data-code" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "level", "word"),
    [({}, "good", "receiving"), ({"observers": 0}, "bad", "no observer")],
)
def test_a_dead_feed_is_marked_in_the_list(
    staff: Client, monkeypatch: pytest.MonkeyPatch, changes: Any, level: str, word: str
) -> None:
    live(monkeypatch, row(**changes))
    page = staff.get("/overlays/").text
    assert f'data-feed="{level}"' in page
    assert f">{word}<" in page


@pytest.mark.django_db
def test_team_names_are_text(staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    live(monkeypatch, row(teams=("<script>x</script>", '"><img src=x>')))
    page = staff.get("/overlays/").text
    assert "<script>x" not in page
    assert "<img src=x" not in page


# What the pages bring along


@pytest.mark.parametrize("name", ["socket.io.esm.min.js", "socket.io.esm.min.js.map"])
def test_the_vendored_client_is_byte_for_byte_the_one_on_npm(name: str) -> None:
    needs.node()
    package = needs.ROOT / "node_modules" / "socket.io-client"
    assert (VENDORED / name).read_bytes() == (package / "dist" / name).read_bytes()
    assert (VENDORED / "LICENSE").read_bytes() == (package / "LICENSE").read_bytes()


def test_every_hook_of_the_page_is_in_its_description_and_the_reverse() -> None:
    described = (needs.ROOT / "docs" / "overlay.md").read_text().split("## Hooks")[1]
    rows = [line.split("|") for line in described.splitlines() if line.startswith("|")]
    told = re.findall(r"`([a-z-]+)`", " ".join(row[1] + " " + _inner(row[2]) for row in rows))
    drawn = "".join(path.read_text() for path in (needs.ROOT / "templates/overlay").iterdir())
    assert set(told) == set(re.findall(r'data-field="([a-z-]+)"', drawn))


def _inner(cell: str) -> str:
    """The fields that a row says are within its own."""
    return cell.partition("in it")[2]
