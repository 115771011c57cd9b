"""The site under the stock daphne command."""

import json
import urllib.request
from pathlib import Path

from tests.support.raw_websocket import RawOverlay
from tests.support.served import copy_beside
from tests.support.stock_daphne import daphne, stock_daphne


def test_a_role_is_served_by_stock_daphne(prepared_site: Path) -> None:
    with (
        stock_daphne(copy_beside(prepared_site), "extras") as port,
        urllib.request.urlopen(f"http://127.0.0.1:{port}/status") as answer,
    ):
        assert json.load(answer) == {"status": "UP", "matchesRunning": 0}


def test_an_overlay_is_served_by_stock_daphne_as_well(prepared_site: Path) -> None:
    with (
        stock_daphne(copy_beside(prepared_site), "broadcast") as port,
        RawOverlay(port) as overlay,
    ):
        assert overlay.log_on("HARBOUR1")


def test_wrong_settings_end_it_with_their_names(prepared_site: Path) -> None:
    process = daphne(
        prepared_site,
        "extras",
        1,
        CLIENT_VERSIONS="newest",
        BIND="",
        LOG_LEVEL="LOUD",
        NAMES_FILE="/no/names",
    )
    _, said = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "spectra.E007: CLIENT_VERSIONS can't be read" in said
    assert "spectra.E001: LOG_LEVEL can't be read" in said
    assert "spectra.E012: NAMES_FILE can't be used: /no/names: No such file or directory" in said
    assert "Traceback" not in said
