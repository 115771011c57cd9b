"""Who is let in, in which words others are refused, and under which heartbeat one stays."""

import base64
import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

import jwt
import pytest

from tests.support.raw_websocket import SOCKET_IO, RawWebSocket
from tests.wire.guilds.stage import JWT_SECRET, HastyServer, Stage, token

REQUIRED, INVALID, DENIED = "Authentication required", "Invalid token", "Access denied"
DASHBOARD = "http://localhost:5173"
POLLING = "/socket.io/?EIO=4&transport=polling"


def unsigned() -> str:
    def part(value: Mapping[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    claims = {"discordId": "42", "access": True, "role": "ADMIN", "exp": time.time() + 900}
    return f"{part({'alg': 'none', 'typ': 'JWT'})}.{part(claims)}."


def signed_otherwise(key: str, algorithm: str = "HS256") -> str:
    claims = {"discordId": "42", "access": True, "role": "ADMIN", "exp": time.time() + 900}
    return jwt.encode(claims, key, algorithm=algorithm)


@pytest.mark.parametrize(
    "auth", [None, {}, {"token": ""}, {"token": None}, {"other": "x"}], ids=repr
)
def test_without_a_token_nobody_is_let_in(stage: Stage, auth: Any) -> None:
    assert stage.refused("erin", auth) == REQUIRED


FORGED = {
    "rubbish": "rubbish",
    "a number": 12,
    "an object": {"a": 1},
    "another key": signed_otherwise("some other secret that is as long as ours is"),
    "another algorithm": signed_otherwise(JWT_SECRET + JWT_SECRET, "HS512"),
    "no algorithm": unsigned(),
    "expired": token(lasts=-1),
    "not yet": token(nbf=time.time() + 900),
    "no discordId": token(discordId=None),
    "discordId is a number": token(discordId=42),
    "no access": token(access=None),
    "access is false": token(access=False),
    "no role": token(role=None),
    "an unknown role": token(role="OWNER"),
    "no expiry": token(exp=None),
    "64 KiB": token(filler="x" * 64 * 1024),
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED.keys())
def test_a_token_that_is_not_as_the_contract_has_it_is_refused(stage: Stage, forged: Any) -> None:
    assert stage.refused("erin", {"token": forged}) == INVALID


def test_whoever_is_banned_or_switched_off_is_refused(stage: Stage) -> None:
    assert stage.refused("stranger", {"token": token(role="BANNED")}) == DENIED
    banned = stage.account("mallory", role="BANNED")
    assert stage.refused("mallory", {"token": token(banned)}) == DENIED
    gone = stage.account("oscar")
    stage.hand.switch_off(stage.user("oscar"))
    assert stage.refused("oscar", {"token": token(gone)}) == DENIED


@pytest.mark.parametrize(
    ("auth", "name"),
    [
        (None, "no_token"),
        ({"token": unsigned()}, "invalid_token"),
        ({"token": token(role="BANNED")}, "access_denied"),
    ],
    ids=["no_token", "invalid_token", "access_denied"],
)
def test_refusals_are_counted_for_the_operator(
    stage: Stage, server: HastyServer, auth: Any, name: str
) -> None:
    before = counted(server).get(name, 0)
    stage.refused("erin", auth)
    assert counted(server)[name] == before + 1


def counted(server: HastyServer) -> dict[str, int]:
    with urllib.request.urlopen(server.url("guilds") + "/readyz") as answer:
        told = json.load(answer)["roles"]["guilds"]
    assert told["ready"] is True
    refused: dict[str, int] = told["refused"]
    return refused


@pytest.mark.parametrize("transports", [["websocket"], ["polling"]], ids=repr)
def test_a_refusal_is_told_by_either_transport(stage: Stage, transports: list[str]) -> None:
    assert stage.refused("erin", None, transports=transports) == REQUIRED


@pytest.mark.parametrize("said", [[], ["40"], ['40{"token":"rubbish"}'] * 3], ids=repr)
def test_a_connection_without_a_good_token_ends_at_last(
    server: HastyServer, said: list[str]
) -> None:
    with RawWebSocket(server.ports["guilds"], SOCKET_IO) as raw:
        for text in said:
            raw.say(text)
        raw.ends()


def test_a_connection_that_its_client_has_left_ends_at_last(server: HastyServer) -> None:
    with RawWebSocket(server.ports["guilds"], SOCKET_IO) as raw:
        raw.say("40" + json.dumps({"token": token()}))
        assert raw.text().startswith("0{")
        assert raw.text().startswith("40{")
        raw.say("41")
        raw.ends()


def test_the_heartbeat_is_the_contract_s(server: HastyServer) -> None:
    with urllib.request.urlopen(server.url("guilds") + POLLING) as answer:
        opened = json.loads(answer.read()[1:])
    assert (opened["pingInterval"], opened["pingTimeout"]) == (25_000, 60_000)
    assert opened["upgrades"] == ["websocket"]


@pytest.mark.parametrize("origin", [DASHBOARD, "http://127.0.0.1:5173", "http://localhost:8000"])
def test_pages_of_the_listed_origins_and_our_own_may_connect(
    server: HastyServer, origin: str
) -> None:
    asked = urllib.request.Request(server.url("guilds") + POLLING, headers={"Origin": origin})
    with urllib.request.urlopen(asked) as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == origin
        assert answer.headers["Access-Control-Allow-Credentials"] == "true"


@pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost:9999", "null"])
def test_pages_of_other_origins_may_not(server: HastyServer, origin: str) -> None:
    asked = urllib.request.Request(server.url("guilds") + POLLING, headers={"Origin": origin})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked)
    with refused.value as answer:
        assert answer.status == 400
        assert "Access-Control-Allow-Origin" not in answer.headers
