"""The guild port as a plain ASGI application, under the stock daphne command."""

import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.node_client import NodeClient
from tests.support.served import copy_data
from tests.support.stock_daphne import stock_daphne
from tests.wire.guilds.stage import JWT_SECRET, Hand, Stage, token


@pytest.fixture
def url(prepared_site: Path, tmp_path: Path) -> Iterator[str]:
    folder = copy_data(prepared_site, tmp_path / "data")
    with stock_daphne(folder, "guilds", JWT_SECRET=JWT_SECRET) as port:
        url = f"http://127.0.0.1:{port}"
        urllib.request.urlopen(f"{url}/readyz").close()
        yield url


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
