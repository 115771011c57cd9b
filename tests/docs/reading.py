"""Reads the tables of the documents."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.needs import ROOT

DOCS = ROOT / "docs"
APPS = ("spectra_site", "auth_keys", "matches", "guilds", "realtime", "fanout")

_CODE = re.compile(r"`([^`]+)`")


def document(name: str) -> str:
    return (ROOT / name).read_text()


def sources() -> Iterator[Path]:
    """The Python files of the site itself."""
    return (path for app in APPS for path in sorted((ROOT / app).rglob("*.py")))


def section(text: str, heading: str) -> str:
    """What stands between this heading and the next one."""
    _, found, rest = text.partition(f"\n{heading}\n")
    assert found, f"no heading {heading!r}"
    return re.split(r"^#{2,} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> dict[str, list[str]]:
    """The tables' rows by the names in their first column: the other cells, as they are."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if not line.startswith("| `"):
            continue
        first, *others = [cell.strip() for cell in line.strip("|").split("|")]
        for name in _CODE.findall(first):
            assert name not in found, f"{name} stands there twice"
            found[name] = others
    return found
