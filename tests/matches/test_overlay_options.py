"""What the address of an overlay may ask for, and what is done with values that can't be read."""

import re

import pytest

from matches.overlay_options import ELEMENTS, THEMES, Options, read
from tests.support import needs

STYLES = needs.ROOT / "static" / "overlay"
TEMPLATES = needs.ROOT / "templates" / "overlay"


def test_an_overlay_without_options_is_as_ever() -> None:
    assert read({}) == Options()


def test_every_option_is_read() -> None:
    asked = {
        "theme": ["Night"],
        "hide": ["history, Toast", "spent"],
        "scale": ["0.75"],
        "left": ["#F80"],
        "right": ["3366ff"],
        "hints": ["0"],
        "demo": ["1"],
    }
    assert read(asked) == Options(
        theme="night",
        hidden=("history", "spent", "toast"),
        scale=0.75,
        left="#f80",
        right="#3366ff",
        hints=False,
        is_demo=True,
    )


@pytest.mark.parametrize(
    "scale", ["0.49", "1.26", "-1", "nan", "1e0", "inf", "1,5", "x", "\u0660.\u0667"]
)
def test_a_scale_out_of_range_is_told_and_changes_nothing(scale: str) -> None:
    options = read({"scale": [scale]})
    assert options.scale == 1.0
    assert options.problems == ("The scale must be 0.5 to 1.25.",)


@pytest.mark.parametrize("name", ["left", "right"])
@pytest.mark.parametrize(
    "colour", ["red", "#12", "#ggg", "#ff88000", "url(x)", "#fff;x", "#\uff11\uff12\uff13"]
)
def test_a_team_colour_is_hexadecimal_or_none(name: str, colour: str) -> None:
    options = read({name: [colour]})
    assert (options.left, options.right) == ("", "")
    assert options.problems == (f"“{colour}” is no colour for the {name} team.",)


def test_every_unknown_name_is_told_and_the_known_ones_count() -> None:
    options = read({"theme": ["nigth"], "hide": ["history,histroy"], "them": ["night"]})
    assert (options.theme, options.hidden) == ("default", ("history",))
    assert options.problems == (
        "There is no theme “nigth”.",
        "There is no element “histroy” to hide.",
        "There is no parameter “them”.",
    )


def test_a_long_value_is_told_in_short() -> None:
    assert len(read({"theme": ["x" * 5000]}).problems[0]) < 60


@pytest.mark.parametrize("name", ["theme", "hide", "scale", "left", "right", "hints", "demo"])
def test_an_empty_option_is_the_same_as_none(name: str) -> None:
    assert read({name: [""]}) == Options()


def test_every_theme_but_the_default_has_its_styles() -> None:
    written = re.findall(r'data-theme="([a-z]+)"', (STYLES / "themes.css").read_text())
    assert written == [name for name in THEMES if name != "default"]


def test_every_element_is_on_the_page_and_can_be_hidden() -> None:
    page = "".join(path.read_text() for path in TEMPLATES.iterdir())
    hidden = re.findall(r'data-hide~="([a-z-]+)"', (STYLES / "options.css").read_text())
    assert set(re.findall(r'data-element="([a-z-]+)"', page)) == set(ELEMENTS)
    assert hidden == list(ELEMENTS)


def test_every_option_is_in_the_description() -> None:
    described = (needs.ROOT / "docs" / "overlay.md").read_text()
    for name in (*THEMES, *ELEMENTS):
        assert f"`{name}`" in described


def test_fonts_for_other_scripts_are_in_the_description() -> None:
    stack = (STYLES / "stage.css").read_text()
    described = (needs.ROOT / "docs" / "overlay.md").read_text().split("### Fonts")[1]
    for script in ("cjk", "arabic", "emoji"):
        fonts = re.search(rf"--{script}: (.*);", stack)
        assert fonts
        for font in re.findall('"([^"]+)"', fonts[1]):
            assert font in described
