"""Nothing in a state can break the page, or get into it as anything but text."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Overlay
from tests.browser.reading import expected, shown
from tests.browser.states import State, player, state, team, tools

SCRIPT = "<img src=x onerror='window.caught=1'><script>window.caught=1</script>"
ODD: list[Any] = [None, True, -1, 1e300, "text", "", [], {}, [None, 7, "x", {}, []], {"a": 1}]


def test_markup_in_names_is_text(overlay: Overlay) -> None:
    hostile = [team(SCRIPT, SCRIPT, (SCRIPT,)), team("Quiet Meridian", "QMD", ())]
    info = {"name": SCRIPT, "logoUrl": "", "backdropUrl": ""}
    toast = {"active": True, "title": SCRIPT, "message": SCRIPT}
    told = state(teams=hostile, map=SCRIPT, roundPhase=SCRIPT, toastInfo=toast)
    overlay.broadcast.show(told | {"tools": tools(tournamentInfo=info)})
    expect(overlay.page.locator('[data-field="event"]')).to_have_text(f"{SCRIPT[:63]}…")
    images = overlay.page.locator("main img")
    # Two teams, the event, the toast, the winner, the sponsor, and two beside the winner.
    expect(images).to_have_count(8)
    assert overlay.page.evaluate("window.caught") is None


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:image/svg+xml,<svg/>", "//evil.invalid/x", "nonsense"]
)
def test_only_web_addresses_become_pictures(overlay: Overlay, url: str) -> None:
    told = state(tools=tools(sponsorInfo={"enabled": True, "duration": 5, "sponsors": [url]}))
    told["teams"][0]["teamUrl"] = url
    overlay.show(told)
    for name in ("logo", "sponsor"):
        image = overlay.page.locator(f'[data-field="{name}"]').first
        assert image.get_attribute("src") is None


@pytest.mark.parametrize("event", ["match_state", "match_patch"])
@pytest.mark.parametrize(
    "packet", ["", "no JSON", "null", "7", '"text"', "[]", "{}", '{"state":', 7, None, {"a": 1}]
)
def test_a_packet_that_is_no_state_does_no_harm(overlay: Overlay, packet: Any, event: str) -> None:
    overlay.broadcast.send(packet, event)
    assert shown(overlay.page) is not None
    told = overlay.show(state())
    assert shown(overlay.page) == expected(told)


def test_any_value_may_be_odd_and_any_member_missing(overlay: Overlay) -> None:
    small = state()
    small["teams"] = [
        team("Harbor Lanterns", "HLN", ("Kestrelle",), roundRecord=[{"type": "kills"}]),
        team("Quiet Meridian", "QMD", (), roundRecord=[]),
    ]
    for number, path in enumerate(paths(small)):
        for odd in ODD:
            overlay.broadcast.show(changed(small, path, odd))
        if number % 20 == 0:
            overlay.show(state())
    told = overlay.show(state())
    assert shown(overlay.page) == expected(told)


def test_long_and_foreign_names_stay_within_their_cards(overlay: Overlay) -> None:
    names = ("W" * 200, "محمد العربي", "👑" * 40, "日本語プレイヤー" * 6, "Z" + "\u0301" * 60)
    sides = [team("W" * 90, "W" * 20, names), team("فريق الصحراء", "صحر", names)]
    overlay.show(state(teams=sides))
    expect(overlay.page.locator("[data-player]")).to_have_count(10)
    boxes = [one.bounding_box() for one in overlay.page.locator(".card").all()]
    assert {(round(box["width"]), round(box["height"])) for box in boxes if box} == {(432, 78)}
    bar = overlay.page.locator(".bar").bounding_box()
    assert bar
    assert (bar["width"], bar["height"]) == (1080, 84)
    assert overlay.page.evaluate("document.documentElement.scrollWidth") == 1920


def test_huge_lists_are_cut(overlay: Overlay) -> None:
    told = state(roundNumber=10**9, firstOtRound=10**9, switchRound=10**9)
    told["teams"][0]["players"] = [player(f"p{n}") for n in range(300)]
    told["teams"][0]["players"][0]["maxUltPoints"] = 10**6
    told["tools"]["timeoutCounter"] = {"max": 10**6, "left": 10**6, "right": -3}
    told["tools"]["seriesInfo"]["needed"] = 10**6
    told["tools"]["seriesInfo"]["mapInfo"] = [{"type": "past", "map": "A"}] * 1000
    overlay.show(told)
    expect(overlay.page.locator("[data-players=left] .card")).to_have_count(5)
    assert overlay.page.locator("#stage *").count() < 1500


def paths(value: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in the state, from the outside in."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        yield (*before, key)
        if isinstance(item, dict | list):
            yield from paths(item, (*before, key))


def changed(original: State, path: tuple[Any, ...], odd: Any) -> State:
    """The state with an odd value at the path."""
    result = copy.deepcopy(original)
    place: Any = result
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = odd
    return result
