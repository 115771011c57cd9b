"""The overlay's options, and the example of a match on which they are tried."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from matches import overlay_example
from matches.overlay_options import ELEMENTS, PARAMETERS, THEMES

NOW_MS = 1_760_000_000_000


def test_the_page_lists_every_option(client: Client) -> None:
    page = client.get("/overlays/options").text
    for name in THEMES:
        assert f'name="theme" value="{name}"' in page
    for name in ELEMENTS:
        assert f'name="hide" value="{name}"' in page
    for name in PARAMETERS:
        assert f"<code>{name}</code>" in page


def test_the_options_may_show_our_own_pages_in_a_frame(client: Client) -> None:
    policy = client.get("/overlays/options")["Content-Security-Policy"].split("; ")
    assert "frame-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


def test_the_overlay_page_carries_its_options(client: Client) -> None:
    page = client.get("/overlay/CUP?theme=light&hide=toast,spent&scale=0.8&left=f80&hints=0").text
    assert '<html lang="en" data-theme="light" data-hide="spent toast" data-hints="0">' in page
    assert 'data-scale="0.8" data-left="#f80" data-right=""' in page
    assert "problems" not in page


def test_a_bad_option_is_told_on_the_overlay_as_text(client: Client) -> None:
    page = client.get("/overlay/CUP?theme=<script>x</script>").text
    assert "<li>There is no theme “&lt;script&gt;x&lt;/script&gt;”.</li>" in page


def _state_in(page: str) -> dict[str, Any]:
    found = re.search(r'<script id="example" type="application/json">(.*?)</script>', page)
    assert found
    state: dict[str, Any] = json.loads(found[1])
    return state


def test_the_example_is_drawn_without_a_server(client: Client) -> None:
    state = _state_in(client.get("/overlays/example?moment=match-end&theme=night").text)
    assert state["roundPhase"] == "game_end"


@pytest.mark.parametrize("query", ["", "?moment=", "?moment=nonsense"])
def test_an_unknown_moment_is_the_first_one(client: Client, query: str) -> None:
    page = client.get(f"/overlays/example{query}").text
    assert _state_in(page)["roundPhase"] == "combat"
    assert "problems" not in page


def test_a_live_overlay_has_no_example(client: Client) -> None:
    assert 'id="example"' not in client.get("/overlay/CUP?example=1").text


@pytest.mark.parametrize("moment", overlay_example.MOMENTS)
def test_each_moment_of_the_example_is_found(moment: str) -> None:
    state = overlay_example.example(moment, NOW_MS)
    phases = {"buy": "shopping", "round-end": "end", "match-end": "game_end", "lobby": "LOBBY"}
    assert state["roundPhase"] == phases.get(moment, "combat")
    assert [len(team["players"]) for team in state["teams"]] == [5, 5]


def test_the_clock_of_the_example_runs_now() -> None:
    left_ms = overlay_example.example("round", NOW_MS)["roundTimeoutTime"] - NOW_MS
    assert 0 < left_ms < 99_000
    left_ms = overlay_example.example("spike", NOW_MS)["spikeDetonationTime"] - NOW_MS
    assert 0 < left_ms <= 45_000
