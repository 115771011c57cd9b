"""Fixtures of the guild scenarios: two servers with one Redis, for nearly all of them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.node_client import NodeClient
from tests.support.redis_server import RedisServer
from tests.support.served import copy_beside, serving
from tests.wire.guilds.stage import Hand, HastyServer, Stage


@pytest.fixture(scope="session")
def redis() -> Iterator[RedisServer]:
    with RedisServer() as redis:
        yield redis


@pytest.fixture(scope="session")
def folder(prepared_site: Path) -> Path:
    """Their data."""
    return copy_beside(prepared_site)


@pytest.fixture(scope="session")
def server(folder: Path, redis: RedisServer) -> Iterator[HastyServer]:
    """No test may leave a traceback in it."""
    with serving(HastyServer(folder, REDIS_URL=redis.url, GUILD_ATTEMPTS="100000")) as server:
        yield server
        assert server.traceback() == ""


@pytest.fixture(scope="session")
def second(folder: Path, server: HastyServer, redis: RedisServer) -> Iterator[HastyServer]:
    """Another process on the same data."""
    second = HastyServer(folder, "second.log", REDIS_URL=redis.url, GUILD_ATTEMPTS="100000")
    with serving(second):
        yield second
        assert second.traceback() == ""


@pytest.fixture(scope="session")
def hand(folder: Path, redis: RedisServer) -> Iterator[Hand]:
    with closing(Hand(folder, REDIS_URL=redis.url)) as hand:
        yield hand


@pytest.fixture(scope="session")
def client() -> Iterator[NodeClient]:
    with NodeClient() as client:
        yield client


@pytest.fixture
def stage(client: NodeClient, hand: Hand, server: HastyServer) -> Iterator[Stage]:
    stage = Stage(client, hand, server.url("guilds"))
    yield stage
    stage.end()
