from collections.abc import Iterator

import pytest

from tests.matches.simulator.ingest import Ingest
from tests.support.socket_server import socket_server


@pytest.fixture
def ingest() -> Iterator[Ingest]:
    """The ingest port of a server, without a match behind it."""
    with socket_server() as server:
        yield Ingest(server)
