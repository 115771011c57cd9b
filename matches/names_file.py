"""The site's own names (NAMES_FILE): read once, at the start, and laid over the packaged ones."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.checks import CheckMessage, Error, register

from matches.engine.name_tables import BadTables, read_tables
from matches.engine.names import use_own

_problems: list[str] = []


def lay_over(path: str) -> None:
    """Use the names of this file. One that can't be used is left to the check below."""
    try:
        use_own(read_tables(Path(path).read_text(encoding="utf-8")))
    except OSError as error:
        _problems.append(f"{path}: {error.strerror}")
    except UnicodeError:
        _problems.append(f"{path}: not UTF-8")
    except BadTables as error:
        _problems.append(f"{path}: {error}")


@register()
def names_are_usable(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """spectra.E012: see docs/settings.md."""
    return list(_errors())


def _errors() -> Iterator[CheckMessage]:
    hint = "Give the path of a TOML file in the form of matches/engine/names.toml, or none."
    for problem in _problems:
        yield Error(f"NAMES_FILE can't be used: {problem}", hint=hint, id="spectra.E012")
