"""The picture that is drawn of a benchmark."""

from xml.etree import ElementTree

import pytest

from bench.picture import Panel, picture, steps


@pytest.mark.parametrize(
    ("highest", "expected"),
    [
        (200, [0, 50, 100, 150, 200]),
        (36.2, [0, 10, 20, 30, 40]),
        (5000, [0, 1000, 2000, 3000, 4000, 5000]),
        (0.7, [0, 0.2, 0.4, 0.6, 0.8]),
        (100, [0, 20, 40, 60, 80, 100]),
    ],
)
def test_axes_go_in_round_steps_up_to_the_highest_value(
    highest: float, expected: list[float]
) -> None:
    assert steps(highest) == pytest.approx(expected)


def test_it_is_one_svg_with_a_line_and_its_points_for_each_panel() -> None:
    panels = [Panel("A & B", "matches", [(1, 2.5), (200, 40)]), Panel("C", "viewers", [(9, 9)])]
    drawn = ElementTree.fromstring(picture(panels))
    space = "{http://www.w3.org/2000/svg}"
    assert len(drawn.findall(f"{space}polyline")) == 2
    assert len(drawn.findall(f"{space}circle")) == 3
    assert "A & B" in [text.text for text in drawn.findall(f"{space}text")]


def test_points_lie_within_the_picture() -> None:
    drawn = ElementTree.fromstring(picture([Panel("A", "n", [(1, 1), (37, 73.4)])]))
    _, _, width, height = map(float, drawn.attrib["viewBox"].split())
    for dot in drawn.iter("{http://www.w3.org/2000/svg}circle"):
        assert 0 < float(dot.attrib["cx"]) < width
        assert 0 < float(dot.attrib["cy"]) < height
