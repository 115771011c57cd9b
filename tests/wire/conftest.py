"""Fixtures of the wire tests: one server for a whole file, clients of their own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.node_client import NodeClient
from tests.support.served import Served, copy_beside, serving
from tests.wire.crew import Crew


@pytest.fixture
def node_client() -> Iterator[NodeClient]:
    """The field's client under Node; its process is gone when the test is over."""
    with NodeClient() as client:
        yield client


@pytest.fixture(scope="module")
def house(prepared_site: Path, request: pytest.FixtureRequest) -> Iterator[Served]:
    """A server with every role, for all tests of a file, started with its FLAGS.

    No test may leave a traceback in it.
    """
    flags = getattr(request.module, "FLAGS", ())
    with serving(Served(copy_beside(prepared_site)), *flags) as served:
        yield served
        assert served.traceback() == ""


@pytest.fixture
def crew(node_client: NodeClient, house: Served, harbour_key: str) -> Crew:
    return Crew(node_client, house, harbour_key)
