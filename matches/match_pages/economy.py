"""The economy charts: what both teams had, round by round, as bars of one SVG each.

Drawn in units that the page stretches: a round is ``ROUND`` wide, a chart ``HEIGHT`` high.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from matches.match_pages.sides import Side
from matches.models import Round

ROUND, HEIGHT = 20, 100
BAR, GAP = 7, 1
STEPS = (5_000, 10_000, 15_000, 20_000, 25_000, 30_000, 40_000, 50_000)
CHARTS = (
    ("loadout", "Loadout", "value of weapons and armour as the round went live"),
    ("spent", "Spent", "credits paid in the buy phase, less refunds"),
    ("money", "Bank", "credits left as the round went live"),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One team's bar in a round, None where the feed told nothing."""

    place: str
    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Group:
    """Both bars of a round, and what they say in words."""

    number: int
    x: int
    bars: list[Bar]
    told: str
    seq: int | None


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart; ``top`` is the value at its upper edge, in credits."""

    name: str
    title: str
    meaning: str
    top: int
    width: int
    groups: list[Group]

    @property
    def top_label(self) -> str:
        return f"{self.top:,}"


def charts(rounds: Iterable[Round], sides: tuple[Side, Side], marks: dict[int, int]) -> list[Chart]:
    """The charts for which the feed told anything at all."""
    listed = list(rounds)
    drawn = (_chart(*kind, listed, sides, marks) for kind in CHARTS)
    return [chart for chart in drawn if any(group.bars for group in chart.groups)]


def _chart(
    name: str,
    title: str,
    meaning: str,
    rounds: list[Round],
    sides: tuple[Side, Side],
    marks: dict[int, int],
) -> Chart:
    values = [[_value(one, side, name) for side in sides] for one in rounds]
    highest = max((value or 0 for pair in values for value in pair), default=0)
    top = next((step for step in STEPS if step >= highest), highest)
    groups = [
        Group(
            number=one.number,
            x=index * ROUND,
            bars=_bars(index, pair, top),
            told=_told(one.number, title, sides, pair),
            seq=marks.get(one.number),
        )
        for index, (one, pair) in enumerate(zip(rounds, values, strict=True))
    ]
    return Chart(name, title, meaning, top, len(rounds) * ROUND, groups)


def _value(one: Round, side: Side, name: str) -> int | None:
    value: int | None = getattr(one, f"team_{side.number}_{name}")
    return value


def _bars(index: int, values: list[int | None], top: int) -> list[Bar]:
    """A bar each; more given back than paid is drawn as nothing."""
    middle = index * ROUND + ROUND // 2
    bars = []
    for place, x, value in zip(
        ("left", "right"), (middle - BAR, middle + GAP), values, strict=True
    ):
        if value is not None:
            height = round(max(0, value) / top * HEIGHT, 2)
            bars.append(Bar(place, x, round(HEIGHT - height, 2), height))
    return bars


def _told(number: int, title: str, sides: tuple[Side, Side], values: list[int | None]) -> str:
    parts = (
        f"{side.short} {'–' if value is None else format(value, ',')}"  # noqa: RUF001
        for side, value in zip(sides, values, strict=True)
    )
    return f"Round {number}, {title.lower()}: {', '.join(parts)}"
