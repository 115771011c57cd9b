"""The overlay's look: options of the address, colours of teams, Custom CSS, the page of options."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import CODE, Broadcast, Overlay
from tests.browser.states import state

# As OBS adds its Custom CSS.
INJECT = """(css) => {
  const style = document.createElement("style");
  style.appendChild(document.createTextNode(css));
  document.querySelector("head").appendChild(style);
}"""
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
CUSTOM = f"""
:root {{ --panel: rgb(1, 2, 3); --team-left: rgb(4, 5, 6); }}
[data-field="seed"] {{ display: none; }}
.bar {{ background-image: url("{PIXEL}"); }}
"""
ORANGE, BLUE = "rgb(255, 136, 0)", "rgb(51, 102, 255)"


def background(page: Page, selector: str) -> str:
    found: str = page.locator(selector).first.evaluate(
        "node => getComputedStyle(node).backgroundColor"
    )
    return found


def test_custom_css_restyles_the_overlay_over_any_theme(page: Page, site: str) -> None:
    page.goto(f"{site}/overlays/example?theme=light&left=f80")
    expect(page.locator(".score-box").first).to_have_css("background-color", ORANGE)
    page.evaluate(INJECT, CUSTOM)
    expect(page.locator(".team").first).to_have_css("background-color", "rgb(1, 2, 3)")
    expect(page.locator(".score-box").first).to_have_css("background-color", "rgb(4, 5, 6)")
    expect(page.locator("[data-field=seed]").first).to_be_hidden()


def test_teams_have_their_colours_by_address_else_by_logon(overlay: Overlay) -> None:
    told = state()
    told["teams"][1]["teamColor"] = "#3366ff"
    told["teams"][0]["teamColor"] = "url(x)"
    overlay.show(told)
    boxes = overlay.page.locator(".score-box")
    expect(boxes.last).to_have_css("background-color", BLUE)
    expect(boxes.last).to_have_css("color", "rgb(255, 255, 255)")
    expect(boxes.first).to_have_css("background-color", "rgb(232, 80, 91)")  # it attacks
    overlay.show(state())
    expect(boxes.last).to_have_css("background-color", "rgb(31, 174, 149)")


def test_options_hide_scale_and_colour(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{site}/overlays/example?hide=history,spent,players&scale=0.75&right=ff8800&x=1")
    expect(page.locator(".score-box").last).to_have_css("background-color", ORANGE)
    expect(page.locator(".score-box").last).to_have_css("color", "rgb(10, 13, 19)")
    for hidden in (".history", ".players", "[data-plate] [data-element=spent]"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator("[data-plate]").first).to_be_visible()
    bar = page.locator(".bar").bounding_box()
    assert bar
    assert (bar["x"], bar["width"]) == (370, 540)  # in the middle, at 1080 * 0.75 * 1280 / 1920
    expect(page.locator("[data-field=problems]")).to_have_text("There is no parameter “x”.")


def test_hints_0_leaves_out_what_is_for_the_producer(
    page: Page, site: str, broadcast: Broadcast
) -> None:
    page.goto(f"{site}/overlay/{CODE}?hints=0&theme=nonsense")
    page.wait_for_selector("[data-status='waiting']", state="attached")
    expect(page.locator("[data-field=status]")).to_be_hidden()
    expect(page.locator("[data-field=problems]")).to_be_hidden()


@pytest.mark.parametrize("is_supporter", [True, False])
def test_the_watermark_can_be_hidden_by_supporters_alone(
    page: Page, site: str, broadcast: Broadcast, is_supporter: bool
) -> None:
    broadcast.show(state(orgIsSupporter=is_supporter))
    page.goto(f"{site}/overlay/{CODE}?hide=watermark")
    expect(page.locator("[data-board=on]")).to_have_count(1)
    expect(page.locator("[data-field=watermark]")).to_be_visible(visible=not is_supporter)


def test_the_page_of_options_shows_them_and_writes_the_link(page: Page, site: str) -> None:
    page.goto(f"{site}/overlays/options")
    example = page.frame_locator("iframe")
    expect(example.locator("[data-player]")).to_have_count(10)
    page.fill("#code", "my cup")
    page.check("[name=theme][value=night]")
    page.check("[name=hide][value=history]")
    page.check("[name=hide][value=toast]")
    page.select_option("[name=moment]", "match-end")
    expect(example.locator("html")).to_have_attribute("data-theme", "night")
    expect(example.locator("html")).to_have_attribute("data-hide", "history toast")
    expect(example.locator("#stage")).to_have_attribute("data-phase", "game_end")
    link = f"{site}/overlay/my%20cup?theme=night&hide=history,toast"
    expect(page.locator("#link")).to_have_value(link)
