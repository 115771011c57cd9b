"""A site of its own for a benchmark: set up, with one key."""

from pathlib import Path

from tests.support import databases
from tests.support.served import manage


def prepared(folder: Path) -> str:
    """Make the folder's data; the text of the key."""
    databases.create(folder)
    manage(folder, "migrate", "-v", "0")
    manage(folder, "collectstatic", "--noinput", "-v", "0")
    return manage(folder, "issue_key", "bench", "--create-org", "Bench", "--label", "bench").strip()
