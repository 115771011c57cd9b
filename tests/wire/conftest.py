from collections.abc import Iterator

import pytest

from tests.support.node_client import NodeClient


@pytest.fixture
def node_client() -> Iterator[NodeClient]:
    """The field's client under Node; its process is gone when the test is over."""
    with NodeClient() as client:
        yield client
