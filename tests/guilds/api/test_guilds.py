"""Guilds over HTTP: who asks, which there are, and how their lists are cut."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError
from django.test import Client
from pytest_django import Settings

from auth_keys.models import Organisation
from guilds import selectors
from guilds.access import Role
from guilds.api import windows
from guilds.api.views import Reads
from guilds.models import Account, Guild, GuildGrant
from tests.guilds.accounts import contract_claims, granted, signed
from tests.guilds.api.conftest import API, Asker, asker
from tests.guilds.cast import ALICE, BOB, CHARLIE, CLIPS, DANA, GENERAL, HARBOUR, LANTERN, NOW

pytestmark = pytest.mark.django_db

GHOSTS = f"guilds/{HARBOUR}/ghosts/"


def person(who: Any) -> dict[str, Any]:
    return {"userId": str(who.discord_id), "username": who.username}


def problem(answer: Any) -> tuple[int, str]:
    assert answer["Content-Type"] == "application/problem+json"
    return answer.status_code, answer.json()["detail"]


def next_cursor(body: dict[str, Any]) -> str:
    cursor: str = parse_qs(urlsplit(body["next"]).query)["cursor"][0]
    return cursor


# Who asks


def test_without_a_token_nobody_is_told_anything(guilds: None) -> None:
    answer = Asker().get("guilds/")
    assert problem(answer)[0] == 401
    assert answer["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("token", ["", "x", "x.y.z", "spectra_key", "x" * 5000])
def test_a_bad_token_is_refused_also_beside_a_session(erin: Asker, token: str) -> None:
    erin.client.force_login(User.objects.get(username="erin"))
    answer = Asker(token or " ", erin.client).get("guilds/")
    assert problem(answer) == (401, "Invalid token")


def test_a_token_of_another_issuer_counts(erin: Asker) -> None:
    admin = Asker(signed(contract_claims(role="ADMIN")))
    assert len(admin.results("guilds/")) == 2
    assert Asker(signed(contract_claims())).results("guilds/") == []


def test_who_is_banned_meanwhile_is_denied(erin: Asker) -> None:
    Account.objects.update(role=Role.BANNED)
    assert problem(erin.get("guilds/")) == (403, "Access denied")


def test_who_is_signed_in_to_the_site_needs_no_token(erin: Asker) -> None:
    browser = Asker(client=Client(enforce_csrf_checks=True))
    browser.client.force_login(User.objects.get(username="erin"))
    assert browser.get(GHOSTS).status_code == 200


def test_it_is_json_that_no_cache_keeps_and_can_t_be_written(erin: Asker) -> None:
    answer = erin.get(GHOSTS)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/json", "no-store")
    for path in ("guilds/", f"guilds/{HARBOUR}/", GHOSTS):
        assert erin.post(path, {}).status_code == 405
        assert erin.delete(path).status_code == 405


def test_a_caller_may_ask_so_and_so_often(
    erin: Asker, frank: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reads, "rate", "3/min")
    monkeypatch.setattr(Reads, "timer", lambda _: 1_000_000.0)
    assert [erin.get("guilds/").status_code for _ in range(3)] == [200] * 3
    again = asker(Account.objects.get(user__username="erin"))
    assert problem(again.get(GHOSTS))[0] == 429
    assert again.get(GHOSTS)["Retry-After"] == "60"
    assert frank.get("guilds/").status_code == 200
    strangers = [Asker(signed(contract_claims(discordId=text))) for text in ("1", "2")]
    for stranger in strangers:
        assert [stranger.get("guilds/").status_code for _ in range(4)] == [200, 200, 200, 429]


# Guilds


def test_one_sees_the_guilds_that_were_granted(erin: Asker, grace: Asker) -> None:
    assert erin.results("guilds/") == [
        {
            "guildId": str(HARBOUR),
            "name": "Harbour",
            "icon": "a1",
            "organisation": None,
            "present": True,
        }
    ]
    assert [one["name"] for one in grace.results("guilds/")] == ["Harbour", "Lantern"]


def test_one_guild_is_told_with_its_organisation(erin: Asker) -> None:
    owner = Organisation.objects.create(name="Harbour Broadcasts", slug="harbour")
    Guild.objects.filter(pk=HARBOUR).update(organisation=owner)
    told = erin.get(f"guilds/{HARBOUR}/").json()
    assert (told["guildId"], told["organisation"]) == (str(HARBOUR), "harbour")


def test_many_guilds_come_in_pages(grace: Asker) -> None:
    first = grace.get("guilds/", limit=1).json()
    second = grace.get("guilds/", limit=1, cursor=next_cursor(first)).json()
    assert [one["name"] for body in (first, second) for one in body["results"]] == [
        "Harbour",
        "Lantern",
    ]
    assert second["next"] is None


@pytest.mark.parametrize("part", ["", "ghosts/", "summary/", "heatmap/", "members/7/presence/"])
def test_a_guild_of_others_and_none_at_all_are_told_in_the_same_words(
    frank: Asker, part: str
) -> None:
    answers = [frank.get(f"guilds/{pk}/{part}") for pk in (HARBOUR, 7, 10**40)]
    assert {problem(answer) for answer in answers} == {(404, "There is no such guild.")}


@pytest.mark.parametrize(
    "path", ["guilds/x/", "guilds/-1/ghosts/", f"guilds/{HARBOUR}/secrets/", "guilds/%00/"]
)
def test_an_address_that_nothing_answers_is_a_problem_too(erin: Asker, path: str) -> None:
    for answer in (erin.get(path), erin.post(path, {}), erin.delete(path)):
        assert problem(answer)[0] == 404


def test_a_grant_that_is_taken_away_closes_the_guild_at_once(erin: Asker) -> None:
    assert erin.get(GHOSTS).status_code == 200
    GuildGrant.objects.all().delete()
    assert erin.get(GHOSTS).status_code == 404


# Lists


def test_ghosts(erin: Asker) -> None:
    assert erin.results(GHOSTS) == [
        {**person(ALICE), "ghostScore": 3.0},
        {**person(BOB), "ghostScore": 1.0},
    ]


def test_lurkers(erin: Asker) -> None:
    assert erin.results(f"guilds/{HARBOUR}/lurkers/") == [
        {**person(DANA), "lurkerScore": 1, "channelCount": 1},
        {**person(CHARLIE), "lurkerScore": 0, "channelCount": 0},
    ]


def test_channel_diversity(erin: Asker) -> None:
    assert erin.results(f"guilds/{HARBOUR}/channel-diversity/") == [
        {**person(ALICE), "channelCount": 2},
        {**person(BOB), "channelCount": 1},
    ]


def test_multi_client_log_ins(erin: Asker) -> None:
    seen = {"platforms": ["desktop", "web"], "times": 1, "lastAt": "2026-03-14T10:09:26.000Z"}
    assert erin.results(f"guilds/{HARBOUR}/multi-client/") == [{**person(CHARLIE), **seen}]


def test_role_drift(erin: Asker) -> None:
    changed = {"changes": 2, "addedRoles": ["Moderator"], "removedRoles": ["Guest"]}
    assert erin.results(f"guilds/{HARBOUR}/role-drift/") == [{**person(BOB), **changed}]


def test_new_accounts(erin: Asker) -> None:
    joined = {"accountAgeDays": 3, "joinedAt": "2026-03-13T15:09:26.000Z", "joins": 1}
    assert erin.results(f"guilds/{HARBOUR}/new-accounts/") == [{**person(CHARLIE), **joined}]


def test_the_heatmap(erin: Asker) -> None:
    told = erin.get(f"guilds/{HARBOUR}/heatmap/").json()
    assert (told["messages"], told["week"][5][14]) == (4, 4)  # Saturday, two o'clock
    assert sum(map(sum, told["week"])) == 4
    names = {channel["channelName"]: channel["messages"] for channel in told["results"]}
    assert names == {GENERAL.name: 2, CLIPS.name: 2}
    assert told["results"][0]["channelId"] == str(GENERAL.discord_id)


def test_the_presence_of_a_member(erin: Asker) -> None:
    path = f"guilds/{HARBOUR}/members/{CHARLIE.discord_id}/presence/"
    idle, offline = erin.results(path)
    assert idle == {
        "since": "2026-03-14T10:09:26.000Z",
        "until": "2026-03-14T12:09:26.000Z",
        "status": "idle",
        "platforms": ["desktop", "web"],
    }
    assert (offline["status"], offline["until"]) == ("offline", "2026-03-14T15:09:26.000Z")
    for nobody in (7, 10**40):
        answer = erin.get(f"guilds/{HARBOUR}/members/{nobody}/presence/")
        assert problem(answer) == (404, "There is no such member.")


def test_the_summary_has_the_shape_of_the_room_s(erin: Asker) -> None:
    told = erin.get(f"guilds/{HARBOUR}/summary/").json()
    assert (told["guildId"], told["timestamp"]) == (str(HARBOUR), "2026-03-14T15:09:26.000Z")
    assert set(told) == {"guildId", "data", "timestamp"}
    assert set(told["data"]) == {"ghosts", "lurkers", "channelDiversity", "timestamp"}
    assert told["data"]["ghosts"] == erin.results(GHOSTS)
    assert told["data"]["lurkers"] == erin.results(f"guilds/{HARBOUR}/lurkers/")


# Windows and pages


def test_it_is_about_the_last_seven_days_unless_one_says_otherwise(erin: Asker) -> None:
    def names(**window: str) -> list[str]:
        return [ghost["username"] for ghost in erin.results(GHOSTS, **window)]

    assert names() == ["alice", "bob"]
    assert names(**{"from": "2026-03-01"}) == ["alice", "bob", "charlie"]
    assert names(to="2026-03-06") == ["charlie"]
    assert names(to="2026-03-14T14:09:26Z") == ["alice", "bob"]
    assert names(to="2026-03-14T12:00:00Z") == []
    assert names(**{"from": "2026-03-05", "to": "2026-03-05"}) == ["charlie"]


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"from": "yesterday"}, "from"),
        ({"to": "2026-13-01"}, "to"),
        ({"from": "2026-03-10", "to": "2026-03-01"}, "from"),
        ({"from": "2030-01-01"}, "from"),
        ({"from": "2024-01-01"}, "from"),
        ({"to": "0001-01-02"}, "to"),
        ({"limit": "0"}, "limit"),
        ({"limit": "1001"}, "limit"),
        ({"cursor": "x"}, "cursor"),
        ({"cursor": "\0"}, "cursor"),
        ({"since": "2026-03-01"}, "since"),
    ],
    ids=str,
)
def test_a_parameter_that_can_t_be_used_is_named(
    erin: Asker, parameters: dict[str, str], field: str
) -> None:
    answer = erin.get(GHOSTS, **parameters)
    assert problem(answer) == (400, "See errors.")
    assert field in [error["field"] for error in answer.json()["errors"]]


def test_pages_of_a_list_are_about_the_same_window(
    erin: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = erin.get(GHOSTS, limit=1).json()
    monkeypatch.setattr(windows, "now", lambda: NOW + timedelta(days=30))
    monkeypatch.setattr("guilds.api.callers.now", lambda: NOW)
    second = erin.client.get(first["next"], headers=erin.headers).json()
    names = [one["username"] for body in (first, second) for one in body["results"]]
    assert (names, second["next"]) == (["alice", "bob"], None)


def test_a_cursor_belongs_to_its_address(erin: Asker, grace: Asker) -> None:
    cursor = next_cursor(erin.get(GHOSTS, limit=1).json())
    for path in (f"guilds/{HARBOUR}/lurkers/", f"guilds/{LANTERN}/ghosts/", "guilds/"):
        assert grace.get(path, cursor=cursor).status_code == 400
    guilds_cursor = next_cursor(grace.get("guilds/", limit=1).json())
    assert erin.get(GHOSTS, cursor=guilds_cursor).status_code == 400


def test_a_cursor_lets_nobody_in(erin: Asker, frank: Asker) -> None:
    following = erin.get(GHOSTS, limit=1).json()["next"]
    assert frank.client.get(following, headers=frank.headers).status_code == 404


def test_the_heatmap_s_channels_come_in_pages_and_its_sum_on_each(erin: Asker) -> None:
    first = erin.get(f"guilds/{HARBOUR}/heatmap/", limit=1).json()
    second = erin.client.get(first["next"], headers=erin.headers).json()
    assert (len(first["results"]), len(second["results"]), second["next"]) == (1, 1, None)
    assert first["messages"] == second["messages"] == 4


def test_behind_a_proxy_the_next_page_is_at_the_public_address(
    erin: Asker, settings: Settings
) -> None:
    settings.PUBLIC_URL = "https://spectra.example"
    following = erin.get(GHOSTS, limit=1).json()["next"]
    assert following.startswith(f"https://spectra.example{API}/{GHOSTS}?")


# When it fails


def test_a_database_that_is_away_is_told_with_a_time_to_come_back(
    erin: Asker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any) -> None:
        raise DatabaseError("could not connect to secret-host")

    monkeypatch.setattr(selectors, "summary", fail)
    answer = erin.get(f"guilds/{HARBOUR}/summary/")
    assert problem(answer)[0] == 503
    assert answer["Retry-After"] == "5"
    assert b"secret-host" not in answer.content


def test_granting_two_ways_shows_a_guild_once(erin: Asker) -> None:
    granted(Account.objects.get(user__username="erin"), Guild.objects.get(pk=HARBOUR), "discord")
    assert len(erin.results("guilds/")) == 1
