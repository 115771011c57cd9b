"""Figures as they are printed."""

from collections.abc import Sequence


def quantile(in_order: Sequence[float], share: float) -> float:
    """The value below which this share of a sorted list lies; of an empty one, not a number."""
    if not in_order:
        return float("nan")
    return in_order[min(int(len(in_order) * share), len(in_order) - 1)]


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as what is in them: the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = []
    for row in (heads, *rows):
        first, *others = zip(row, widths, strict=True)
        cells = [first[0].ljust(first[1]), *(text.rjust(width) for text, width in others)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
