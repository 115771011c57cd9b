"""Files that the documents name exist, and so do the documents that they link to."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.needs import ROOT

DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
FROM = (ROOT, ROOT / "matches")  # what the path of one event names without its app

by_name = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)


def named_files(text: str) -> Iterator[str]:
    """Paths in backticks that end in a folder's slash, or in the ending of a source file."""
    for word in re.findall(r"`([\w./-]+)`", text):
        if re.fullmatch(r"[\w.-]+/([\w.-]+/)*([\w-]+\.(py|md|html|js|txt|in|toml))?", word):
            yield word


def anchors(path: Path) -> set[str]:
    """The anchors that headings get: small letters, without signs, a dash for each space."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@by_name
def test_every_file_that_is_named_exists(document: Path) -> None:
    for name in named_files(document.read_text()):
        assert any((folder / name).exists() for folder in FROM), name


@by_name
def test_every_link_within_the_project_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", document.read_text()):
        name, _, anchor = target.partition("#")
        path = document.parent / name if name else document
        assert path.exists(), target
        assert not anchor or anchor in anchors(path), target


def test_names_of_files_are_found_in_a_text() -> None:
    text = "`live/commit.py` and `matches/engine/`, not `GET /status`, `5/5` or `left/right`"
    assert list(named_files(text)) == ["live/commit.py", "matches/engine/"]
