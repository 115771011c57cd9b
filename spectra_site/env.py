"""Reading settings from the environment.

A value that can't be read never raises here: it is noted in ``problems`` and the default is
used, so that ``spectra_site.checks`` can report every wrong setting at once, by name.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


class Problem(NamedTuple):
    name: str
    message: str
    hint: str


problems: list[Problem] = []


def _read(name: str, default: T, convert: Callable[[str], T], hint: str) -> T:
    given = os.environ.get(name, "").strip()
    if not given:
        return default
    try:
        return convert(given)
    except (ValueError, OSError):
        problems.append(Problem(name, f"{name} can't be read", hint))
        return default


def text(name: str, default: str = "") -> str:
    """The variable's text; empty counts as not set."""
    return _read(name, default, str, "")


def secret(name: str) -> str:
    """The variable's text, or the content of the file that ``<name>_FILE`` names."""
    hint = f"Give the path of a readable text file, or set {name} itself."
    from_file = _read(f"{name}_FILE", "", lambda path: Path(path).read_text().strip(), hint)
    return text(name) or from_file


def flag(name: str, default: bool) -> bool:
    """A yes or no."""

    def convert(given: str) -> bool:
        if given.lower() not in TRUE | FALSE:
            raise ValueError
        return given.lower() in TRUE

    return _read(name, default, convert, "Use true or false.")


def number(name: str, default: int, low: int, high: int) -> int:
    """A whole number from low to high."""

    def convert(given: str) -> int:
        value = int(given)
        if not low <= value <= high:
            raise ValueError
        return value

    return _read(name, default, convert, f"Use a whole number from {low} to {high}.")


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """One word out of a few."""

    def convert(given: str) -> str:
        if given not in allowed:
            raise ValueError
        return given

    return _read(name, default, convert, f"Use one of: {', '.join(allowed)}.")


def address(name: str, default: str, schemes: tuple[str, ...]) -> str:
    """A URL of one of these schemes."""

    def convert(given: str) -> str:
        if urlsplit(given).scheme not in schemes:
            raise ValueError
        return given

    shown = " or ".join(f"{scheme}://" for scheme in schemes)
    return _read(name, default, convert, f"Use an address that begins with {shown}.")


def words(name: str, default: list[str]) -> list[str]:
    """A list, separated by commas."""
    return _read(
        name, default, lambda given: [word.strip() for word in given.split(",") if word.strip()], ""
    )
