"""Previews on port 5101: put, looked at, put again, gone."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from auth_keys.models import Organisation
from auth_keys.services import issue_key
from matches import preview

pytestmark = pytest.mark.django_db


def team(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "tricode": name[:3].upper(), "url": "", "attackStart": True, **more}


def packet(**more: Any) -> dict[str, Any]:
    return {
        "type": "preview",
        "clientVersion": "0.3.20",
        "key": "studio-secret",
        "previewCode": "",
        "leftTeam": team("Ants"),
        "rightTeam": team("Bees", attackStart=False),
        "toolsData": {"tournamentInfo": {"name": "Example Invitational"}},
        **more,
    }


def put(client: Client, body: Any) -> Any:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.put("/createPreview", raw, content_type="application/json")


def sample(client: Client, **more: Any) -> dict[str, Any]:
    code = put(client, packet(**more)).json()["previewCode"]
    found: dict[str, Any] = client.get(f"/preview/{code}").json()
    return found


def test_a_preview_gets_a_code_and_is_found_by_it(client: Client) -> None:
    answer = put(client, packet())
    assert (answer.status_code, list(answer.json())) == (200, ["previewCode"])
    code = answer.json()["previewCode"]
    assert re.fullmatch("[A-HJ-NP-Z0-9]{6}", code)
    found = client.get(f"/preview/{code}").json()
    assert [shown["teamName"] for shown in found["teams"]] == ["Ants", "Bees"]
    assert (found["roundNumber"], found["roundPhase"]) == (1, "combat")


def test_a_preview_without_attack_start_is_taken_and_left_attacks_first(client: Client) -> None:
    teams = {
        side: {name: value for name, value in team(side).items() if name != "attackStart"}
        for side in ("leftTeam", "rightTeam")
    }
    answer = put(client, packet(**teams))
    assert answer.status_code == 200
    found = client.get(f"/preview/{answer.json()['previewCode']}").json()
    assert [one["isAttacking"] for one in found["teams"]] == [True, False]
    assert found["feed"]["observers"] == 1


def test_it_keeps_the_code_that_the_client_has(client: Client) -> None:
    assert put(client, packet(previewCode="OIL123")).json() == {"previewCode": "OIL123"}


@pytest.mark.parametrize(
    "asked", ["SHORT", "TOOLONG", "", None, "a/b/c/", "\n\n\n\n\n\n", "ÄÄÄÄÄÄ"]
)
def test_a_code_that_is_none_is_replaced(client: Client, asked: str | None) -> None:
    code = put(client, packet(previewCode=asked)).json()["previewCode"]
    assert code != asked
    assert client.get(f"/preview/{code}").status_code == 200


def test_a_preview_that_is_put_again_is_the_new_one(client: Client) -> None:
    put(client, packet(previewCode="ABC123"))
    put(client, packet(previewCode="ABC123", leftTeam=team("Cranes")))
    assert client.get("/preview/ABC123").json()["teams"][0]["teamName"] == "Cranes"


def test_a_preview_lives_ten_minutes_from_when_it_was_put_last(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[tuple[str, int]] = []
    monkeypatch.setattr(cache, "set", lambda place, value, life: times.append((place, life)))
    for _ in range(2):
        put(client, packet(previewCode="ABC123"))
    assert times == [("preview:ABC123", 600)] * 2


def test_the_round_clock_of_a_preview_starts_when_it_is_looked_at(client: Client) -> None:
    before = timezone.now() + timedelta(seconds=98)
    assert sample(client)["roundTimeoutTime"] > before.timestamp() * 1000


def test_a_preview_is_of_the_organisation_of_its_key(client: Client) -> None:
    lantern = Organisation.objects.create(name="Lantern", slug="lantern", is_supporter=True)
    _, text = issue_key(lantern, label="desk", now=timezone.now())
    tools = {"watermarkInfo": {"spectraWatermark": False, "customTextEnabled": True}}
    theirs = sample(client, key=text, toolsData=tools)
    assert (theirs["organizationId"], theirs["orgIsSupporter"]) == (str(lantern.pk), True)
    assert theirs["tools"]["watermarkInfo"]["spectraWatermark"] is False
    others = sample(client, toolsData=tools)
    assert (others["organizationId"], others["orgIsSupporter"]) == ("", False)
    assert others["tools"]["watermarkInfo"]["spectraWatermark"] is True


def test_a_preview_without_tools_has_the_defaults(client: Client) -> None:
    assert sample(client, toolsData=None)["tools"]["timeoutDuration"] == 60


def test_a_preview_holds_nothing_that_breaks_a_page(client: Client) -> None:
    hostile = team("A\u202e" + "n" * 100, url="javascript:alert(1)")
    tools = {"tournamentInfo": {"logoUrl": "data:text/html,x"}}
    shown = sample(client, leftTeam=hostile, toolsData=tools)
    assert shown["teams"][0]["teamName"] == "A" + "n" * 63
    assert shown["teams"][0]["teamUrl"] == ""
    assert shown["tools"]["tournamentInfo"]["logoUrl"] == ""


def test_the_player_cams_secret_is_neither_shown_nor_kept(client: Client) -> None:
    cams = {"enable": True, "secret": "s3cret", "endTime": 123}
    shown = sample(client, previewCode="ABC123", toolsData={"playercamsInfo": cams})
    assert "s3cret" not in json.dumps(shown)
    assert b"s3cret" not in cache.get("preview:ABC123")


def test_the_key_is_not_kept(client: Client) -> None:
    put(client, packet(previewCode="ABC123"))
    assert b"studio-secret" not in cache.get("preview:ABC123")


@pytest.mark.parametrize("key", ["", None])
def test_a_preview_without_a_key_is_a_bad_request(client: Client, key: str | None) -> None:
    answer = put(client, packet(key=key))
    assert answer.status_code == 400
    assert "`key`" in answer.json()["error"]


def test_a_preview_whose_packet_has_no_key_is_a_bad_request(client: Client) -> None:
    keyless = packet()
    del keyless["key"]
    assert put(client, keyless).status_code == 400


def test_a_preview_with_a_bad_key_is_forbidden(client: Client) -> None:
    answer = put(client, packet(key="wrong"))
    assert answer.status_code == 403
    assert answer.json()["error"].startswith("Invalid Key.")


HOSTILE = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"\xff",
    b"\x00",
    b"[" * 100_000,
    json.dumps(packet(type="authenticate")).encode(),
    json.dumps(packet(leftTeam=None)).encode(),
    json.dumps(packet(leftTeam=team("Ants", attackStart="yes"))).encode(),
    json.dumps(packet(leftTeam={"name": "Ants"})).encode(),
    json.dumps(packet(key=7)).encode(),
    json.dumps(packet(previewCode=123456)).encode(),
    json.dumps(packet(toolsData="{}")).encode(),
    json.dumps(packet(toolsData={"deep": "\x00"})).encode(),
    json.dumps(packet(toolsData={"odd": "\ud800"})).encode(),
    json.dumps(packet(toolsData={"odd": float("nan")})).encode(),
    json.dumps(packet()).replace('"Example Invitational"', "1e999").encode(),
    json.dumps(packet(toolsData={"text": "x" * 128 * 1024})).encode(),
]


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_preview_is_a_bad_request(client: Client, body: bytes) -> None:
    answer = put(client, body)
    assert (answer.status_code, list(answer.json())) == (400, ["error"])


def test_a_body_that_django_itself_refuses_is_a_bad_request(client: Client) -> None:
    answer = put(client, b" " * (3 * 1024 * 1024))
    assert (answer.status_code, list(answer.json())) == (400, ["error"])


@pytest.mark.parametrize(
    "odd",
    [
        {"timeoutDuration": "soon"},
        {"playercamsInfo": []},
        {"roundWinBox": {"type": "sponsors", "sponsors": [1, None]}},
        {"sponsorInfo": {"enabled": True, "sponsors": {}}},
        {"big": 10**30},
    ],
)
def test_odd_tools_still_make_a_preview(client: Client, odd: dict[str, Any]) -> None:
    assert len(sample(client, toolsData=odd)["teams"]) == 2


def test_deep_tools_still_make_a_preview(client: Client) -> None:
    deep = json.dumps(packet()).replace('"Example Invitational"', "[" * 900 + "]" * 900)
    code = put(client, deep.encode()).json()["previewCode"]
    assert client.get(f"/preview/{code}").status_code == 200


@pytest.mark.parametrize(
    ("code", "status"),
    [("SHORT", 400), ("TOOLONG", 400), ("ABCDEF", 404), ("%00%00%00%00%00%00", 404)],
)
def test_a_preview_that_is_not_there(client: Client, code: str, status: int) -> None:
    answer = client.get(f"/preview/{code}")
    assert (answer.status_code, list(answer.json())) == (status, ["error"])


def test_the_alphabet_has_no_letter_that_looks_like_a_digit() -> None:
    assert preview.CODE_ALPHABET == "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
