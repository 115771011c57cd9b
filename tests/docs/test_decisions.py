"""docs/decisions.md gives a reason for each direct dependency, and for no other."""

import re

from tests.docs.reading import document, rows, section


def direct(name: str) -> set[str]:
    """The packages that a requirements file names itself."""
    return set(re.findall(r"^([a-z][\w-]+)", document(name), flags=re.MULTILINE))


def test_every_direct_dependency_has_its_reason_and_none_is_listed_that_is_gone() -> None:
    explained = set(rows(section(document("docs/decisions.md"), "## Dependencies")))
    assert explained == direct("requirements.in") | direct("requirements-dev.in")
