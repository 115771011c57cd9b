"""The site under the stock daphne command."""

import json
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

from tests.support import databases, needs
from tests.support.raw_websocket import RawOverlay
from tests.support.served import environment, free_ports, listens


def daphne(folder: Path, role: str, port: int, **env: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "daphne", "-p", str(port), f"spectra_site.asgi:{role}"]
    return subprocess.Popen(
        command, cwd=needs.ROOT, env=environment(folder, env), stderr=subprocess.PIPE, text=True
    )


def test_a_role_is_served_by_stock_daphne(prepared_site: Path) -> None:
    folder = prepared_site.parent / "stock"
    databases.create(folder, prepared_site)
    (port,) = free_ports(1)
    process = daphne(folder, "extras", port)
    try:
        assert _get(f"http://127.0.0.1:{port}/status") == {"status": "UP", "matchesRunning": 0}
    finally:
        process.terminate()
        process.communicate(timeout=10)


def test_an_overlay_is_served_by_stock_daphne_as_well(prepared_site: Path) -> None:
    folder = prepared_site.parent / "stock-overlays"
    databases.create(folder, prepared_site)
    (port,) = free_ports(1)
    process = daphne(folder, "broadcast", port)
    try:
        _wait_until_up(port)
        with RawOverlay(port) as overlay:
            assert overlay.log_on("HARBOUR1")
    finally:
        process.terminate()
        process.communicate(timeout=10)


def test_wrong_settings_end_it_with_their_names(prepared_site: Path) -> None:
    process = daphne(
        prepared_site, "extras", 1, CLIENT_VERSIONS="newest", BIND="", LOG_LEVEL="LOUD"
    )
    _, said = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "spectra.E007: CLIENT_VERSIONS can't be read" in said
    assert "spectra.E001: LOG_LEVEL can't be read" in said
    assert "Traceback" not in said


def _get(url: str) -> object:
    _wait_until_up(urllib.parse.urlsplit(url).port or 0)
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)


def _wait_until_up(port: int) -> None:
    deadline = time.monotonic() + 20
    while not listens(port):
        assert time.monotonic() < deadline, "it is not up"
        time.sleep(0.05)
