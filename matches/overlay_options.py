"""What the address of an overlay may ask for: the look of the page, and what it leaves out.

A parameter that can't be read is ignored. The page tells the producer so; viewers see no change.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from matches.cleaning import clean_colour

THEMES = {
    "default": "Dark plates, red for attack, green for defence",
    "light": "White plates with dark text",
    "contrast": "Black, white and yellow; blue for defence, orange for attack",
    "night": "Blue plates with violet and cyan",
    "glass": "Half transparent plates",
}
ELEMENTS = {
    "bar": "teams, score and clock",
    "counters": "maps won and timeouts left, in the bar",
    "event": "event and map",
    "history": "results of the rounds",
    "series": "maps of the series",
    "players": "the ten player cards",
    "sides": "attack, defence and spent credits, above the cards",
    "spent": "spent credits alone",
    "abilities": "ability charges on the cards",
    "result": "winner of the round and of the map",
    "round-sponsor": "sponsor beside the winner of the round",
    "pause": "timeouts and technical pauses",
    "toast": "messages of the operator",
    "sponsors": "sponsors that take turns",
    "watermark": "only for organisations that may leave it out",
}
SCALES = (0.5, 1.25)
PARAMETERS = {
    "theme": "one of the themes",
    "hide": "elements, separated by commas",
    "scale": "size of everything, 0.5 to 1.25",
    "left": "colour of the left team, as in ff8800",
    "right": "colour of the right team",
    "hints": "0 leaves out what is meant for the producer",
    "demo": "1 marks the picture with DEMO",
}

_SCALE = re.compile(r"[0-9]{1,2}(\.[0-9]{1,4})?|\.[0-9]{1,4}")
_LONGEST_SHOWN = 32


@dataclass(frozen=True, slots=True)
class Options:
    """`problems` are sentences for the producer, one for each value that was ignored."""

    theme: str = "default"
    hidden: tuple[str, ...] = ()
    scale: float = 1.0
    left: str = ""
    right: str = ""
    hints: bool = True
    is_demo: bool = False
    problems: tuple[str, ...] = ()


def read(query: Mapping[str, Sequence[str]]) -> Options:
    """The options in a query string's parameters, by name with all their values."""
    asked = {name: ",".join(values).strip() for name, values in query.items()}
    hidden = _names(asked.get("hide", ""))
    return Options(
        theme=_theme(asked) if _is_theme(asked) else "default",
        hidden=tuple(name for name in ELEMENTS if name in hidden),
        scale=_scale(asked.get("scale", "")) or 1.0,
        left=clean_colour(asked.get("left", "")),
        right=clean_colour(asked.get("right", "")),
        hints=asked.get("hints") != "0",
        is_demo=asked.get("demo") == "1",
        problems=tuple(_problems(asked)),
    )


def _names(text: str) -> list[str]:
    return [name.strip().lower() for name in text.split(",") if name.strip()]


def _theme(asked: Mapping[str, str]) -> str:
    return asked.get("theme", "").lower() or "default"


def _is_theme(asked: Mapping[str, str]) -> bool:
    return _theme(asked) in THEMES


def _scale(text: str) -> float | None:
    if not _SCALE.fullmatch(text):
        return None
    scale = float(text)
    return scale if SCALES[0] <= scale <= SCALES[1] else None


def _problems(asked: Mapping[str, str]) -> Iterator[str]:
    if not _is_theme(asked):
        yield f"There is no theme “{_cut(asked['theme'])}”."
    for name in _names(asked.get("hide", "")):
        if name not in ELEMENTS:
            yield f"There is no element “{_cut(name)}” to hide."
    if asked.get("scale") and _scale(asked["scale"]) is None:
        yield f"The scale must be {SCALES[0]} to {SCALES[1]}."
    for side in ("left", "right"):
        if asked.get(side) and not clean_colour(asked[side]):
            yield f"“{_cut(asked[side])}” is no colour for the {side} team."
    for name in asked:
        if name not in PARAMETERS:
            yield f"There is no parameter “{_cut(name)}”."


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
