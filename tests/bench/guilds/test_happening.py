"""The communities of the benchmark: what happens in them, and what rooms should hear of it."""

from collections import Counter
from typing import Any

import pytest

from bench.guilds.happening import Town
from bench.guilds.listener import WrongEvent, check


def test_all_kinds_of_events_happen_and_rooms_hear_of_all_but_typing() -> None:
    town = Town(1)
    happened = Counter(town.happens()[0][0] for _ in range(500))
    assert set(happened) == {
        *("MESSAGE_CREATE", "TYPING_START", "PRESENCE_UPDATE"),
        *("GUILD_MEMBER_UPDATE", "GUILD_MEMBER_ADD"),
    }
    for name, lives in (town.happens() for _ in range(500)):
        assert bool(lives) or name[0] in ("TYPING_START", "GUILD_MEMBER_UPDATE")


def test_a_presence_differs_from_the_one_before_and_several_clients_are_told_as_such() -> None:
    town = Town(2)
    before: dict[str, Any] = {}
    for _ in range(500):
        (name, data), lives = town.happens()
        if name == "PRESENCE_UPDATE":
            user, clients = data["user"]["id"], data["client_status"]
            assert before.get(user, {}) != clients
            before[user] = clients
            several = [("alert:multiClient", user)] if len(clients) > 1 else []
            assert lives == [("presence:update", user), *several]
    assert len(before) > 30


def test_a_dashboard_must_hear_all_of_it_in_order_and_nothing_else() -> None:
    told = [[0.5, "message:new", "1"], [0.7, "user:join", "2"]]
    joined, wrote = b'42["user:join",{"userId":"2"}]', b'42["message:new",{"userId":"1"}]'
    check(told, [wrote, joined])
    for heard in ([wrote], [joined, wrote], [wrote, joined, joined], []):
        with pytest.raises(WrongEvent):
            check(told, heard)
