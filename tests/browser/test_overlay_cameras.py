"""The overlay shows the cameras that the crew has on air, from the site's address template."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.conftest import Overlay
from tests.browser.states import State, state, tools

ADDRESS = "https://vdo.ninja/?room=room1&view={}_H_TAG&scene=0&cleanoutput&transparent&noaudio"


@pytest.fixture
def asked(overlay: Overlay) -> Iterator[list[str]]:
    """The addresses of videos that the page has asked for; no network is used."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<p>A face</p>", content_type="text/html")

    overlay.page.route("https://vdo.ninja/**", answer)
    yield asked
    overlay.page.unroute("https://vdo.ninja/**")


def on_air(*names: str, **cams: Any) -> State:
    info = {"enable": True, "identifier": "room1", "enabledPlayers": list(names)} | cams
    return state(tools=tools(playercamsInfo=info))


def camera(overlay: Overlay, name: str) -> Locator:
    card = overlay.page.locator(f"[data-player]:has([data-field=name]:text-is('{name}'))")
    return card.locator(".camera")


def test_a_camera_that_is_on_stands_beside_its_card(overlay: Overlay, asked: list[str]) -> None:
    overlay.show(on_air("Kestrelle#TAG"))
    expect(camera(overlay, "Kestrelle")).to_have_attribute("src", ADDRESS.format("Kestrelle"))
    expect(overlay.page.frame_locator(".camera").locator("p")).to_have_text("A face")
    expect(overlay.page.locator(".camera")).to_have_count(1)
    overlay.show(on_air("Kestrelle#TAG"))
    assert len(asked) == 1


def test_a_camera_that_is_switched_off_is_gone(overlay: Overlay, asked: list[str]) -> None:
    overlay.show(on_air("Kestrelle#TAG", "Vantage#TAG"))
    expect(overlay.page.locator(".camera")).to_have_count(2)
    overlay.show(on_air("Vantage#TAG"))
    expect(camera(overlay, "Kestrelle")).to_have_count(0)
    expect(camera(overlay, "Vantage")).to_have_count(1)


@pytest.mark.parametrize(
    "cams", [{"enable": False}, {"identifier": ""}, {"enabledPlayers": "Kestrelle#TAG"}]
)
def test_without_a_session_that_is_on_there_is_no_camera(
    overlay: Overlay, asked: list[str], cams: dict[str, Any]
) -> None:
    overlay.show(on_air("Kestrelle#TAG", **cams))
    expect(overlay.page.locator(".camera")).to_have_count(0)
    assert asked == []
