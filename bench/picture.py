"""A small SVG of lines through points, for light and dark pages."""

from dataclasses import dataclass
from html import escape
from math import ceil, log10

WIDTH, HEIGHT = 400, 280  # of one panel
LEFT, TOP, RIGHT, BOTTOM = 48, 40, 24, 44  # margins around its plot
STYLE = """
  text { font: 12px system-ui, sans-serif; fill: #57606a }
  .title { font-weight: 600; fill: #1f2328 }
  .grid { stroke: #d0d7de }
  .line { stroke: #0969da; stroke-width: 2; fill: none }
  .dot { fill: #0969da }
  @media (prefers-color-scheme: dark) {
    text { fill: #9198a1 }
    .title { fill: #f0f6fc }
    .grid { stroke: #3d444d }
    .line { stroke: #4493f8 }
    .dot { fill: #4493f8 }
  }
"""


@dataclass(frozen=True)
class Panel:
    """Percent of a core over a count of something."""

    title: str
    unit: str
    points: list[tuple[float, float]]


def picture(panels: list[Panel]) -> str:
    """All panels, side by side."""
    drawn = "\n".join(_panel(panel, place * WIDTH) for place, panel in enumerate(panels))
    size = f'viewBox="0 0 {WIDTH * len(panels)} {HEIGHT}"'
    titles = escape("; ".join(panel.title for panel in panels))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{titles}">\n'
        f"<style>{STYLE}</style>\n{drawn}\n</svg>\n"
    )


def steps(highest: float) -> list[float]:
    """Round numbers from 0 to the first that is not below the highest."""
    power = 10.0 ** (ceil(log10(highest)) - 1)
    step = next(wide * power for wide in (0.25, 0.5, 1, 2) if highest <= 5 * wide * power)
    return [step * number for number in range(ceil(highest / step) + 1)]


def _panel(panel: Panel, left: float) -> str:
    across = steps(max(x for x, _ in panel.points))
    up = steps(max(y for _, y in panel.points))

    def x_of(x: float) -> float:
        return round(left + LEFT + x / across[-1] * (WIDTH - LEFT - RIGHT), 1)

    def y_of(y: float) -> float:
        return round(HEIGHT - BOTTOM - y / up[-1] * (HEIGHT - TOP - BOTTOM), 1)

    places = [(x_of(x), y_of(y)) for x, y in panel.points]
    ends = x_of(0), x_of(across[-1])
    parts = [
        _text(x_of(0), 20, panel.title, "start", "title"),
        *(_line(ends, y_of(y)) for y in up),
        *(_text(ends[0] - 8, y_of(y) + 4, f"{y:g} %", "end") for y in up),
        *(_text(x_of(x), HEIGHT - BOTTOM + 18, f"{x:g}", "middle") for x in across),
        _text(sum(ends) / 2, HEIGHT - 8, panel.unit, "middle"),
        f'<polyline class="line" points="{" ".join(f"{x},{y}" for x, y in places)}"/>',
        *(f'<circle class="dot" cx="{x}" cy="{y}" r="3.5"/>' for x, y in places),
    ]
    return "\n".join(parts)


def _text(x: float, y: float, text: str, anchor: str, kind: str = "") -> str:
    name = f' class="{kind}"' if kind else ""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{name}>{escape(text)}</text>'


def _line(ends: tuple[float, float], y: float) -> str:
    return f'<line class="grid" x1="{ends[0]}" x2="{ends[1]}" y1="{y}" y2="{y}"/>'
