"""The guild port as a plain ASGI application, under the stock daphne command."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support import needs
from tests.support.node_client import NodeClient
from tests.support.served import START_WITHIN, copy_data, environment, free_ports
from tests.wire.guilds.stage import JWT_SECRET, Hand, Stage, token


@pytest.fixture
def url(prepared_site: Path, tmp_path: Path) -> Iterator[str]:
    folder = copy_data(prepared_site, tmp_path / "data")
    (port,) = free_ports(1)
    process = subprocess.Popen(
        [sys.executable, "-m", "daphne", "-p", str(port), "spectra_site.asgi:guilds"],
        cwd=needs.ROOT,
        env=environment(folder, {"JWT_SECRET": JWT_SECRET}),
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/readyz")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def wait_for(page: str) -> None:
    deadline = time.monotonic() + START_WITHIN
    while True:
        try:
            urllib.request.urlopen(page).close()
        except urllib.error.URLError:
            assert time.monotonic() < deadline, "it is not up"
            time.sleep(0.05)
        else:
            return


@pytest.mark.parametrize("transports", [["websocket"], ["polling"]], ids=repr)
def test_it_serves_dashboards(
    client: NodeClient, url: str, tmp_path: Path, transports: list[str]
) -> None:
    with closing(Hand(tmp_path / "data")) as hand:
        stage = Stage(client, hand, url)
        harbour = stage.guild()
        assert stage.refused("erin", None, transports=transports) == "Authentication required"
        stage.connect("grace", token(role="ADMIN"), transports=transports)
        stage.joins("grace", f"guild:{harbour}", f"analytics:{harbour}")
        assert stage.hears("grace", "analytics:update")["guildId"] == harbour
        stage.end()
