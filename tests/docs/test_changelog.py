"""CHANGELOG.md and the code agree on the version."""

import re

from spectra_site import __version__
from tests.docs.reading import document


def test_the_newest_version_in_the_changelog_is_the_one_of_the_code() -> None:
    newest = re.search(r"^## (\S+)", document("CHANGELOG.md"), flags=re.MULTILINE)
    assert newest
    assert newest[1] == __version__
