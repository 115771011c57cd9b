"""What a test needs from the machine, and what happens where it is missing.

On a user's machine such a test skips and says why. With REQUIRE_ALL=1, as in CI, a missing
piece is a failure.
"""

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _missing(what: str) -> None:
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(f"{what} (REQUIRE_ALL=1 forbids to skip)", pytrace=False)
    pytest.skip(what)


def conformance() -> Path:
    """The folder of the recorded traces, beside the checkout."""
    folder = ROOT.parent / "shared" / "conformance"
    if not folder.is_dir():
        _missing("no recorded traces in ../shared/conformance")
    return folder


def node() -> str:
    """The Node executable, with the packages of package.json installed."""
    found = shutil.which("node")
    if not found or not (ROOT / "node_modules" / "socket.io-client").is_dir():
        _missing("no Node with socket.io-client: install Node, then run npm ci")
    return str(found)


def root() -> None:
    """The rights to mount a disk."""
    if os.geteuid() != 0:
        _missing("not root, so no small disk can be mounted")


def chromium() -> str:
    """The Chromium executable."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    _missing("no Chromium on the PATH")
    raise AssertionError("unreachable")
