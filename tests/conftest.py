"""Fixtures that every part of the tests shares."""

import asyncio
import os
from collections.abc import Callable, Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.test import override_settings

from tests.support import databases
from tests.support.served import Served, copy_beside, manage


@pytest.fixture(scope="session", autouse=True)
def as_the_tree_is() -> Iterator[None]:
    """Pages without `collectstatic` before, passwords without the time that their hashes cost."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES=settings.STORAGES | {"staticfiles": plain},
        WHITENOISE_AUTOREFRESH=True,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(autouse=True)
def nothing_is_cached() -> None:
    """Nobody has asked, or tried a password, before."""
    cache.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as it is served: in memory, a thread that waits for a lock is refused."""
    if connection.vendor == "sqlite":
        name = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(name)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """The thread in which coroutines ask the database lets go of it before it is deleted."""
    yield
    asyncio.run(sync_to_async(connections.close_all)())


@pytest.fixture(scope="session")
def prepared_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data of a site that is set up: tables, static files, and a key of each organisation.

    Made once for all workers.
    """
    root = tmp_path_factory.getbasetemp()
    folder = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / "site" / "data"
    folder.parent.mkdir(exist_ok=True)
    with (folder.parent / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not folder.exists():
            _prepare(folder.with_name("unfinished")).rename(folder)
    return folder


def _prepare(folder: Path) -> Path:
    databases.create(folder)
    manage(folder, "migrate", "-v", "0")
    manage(folder, "collectstatic", "--noinput", "-v", "0")
    for slug, name in (("harbour", "Harbour Broadcasts"), ("lantern", "Lantern League")):
        key = manage(folder, "issue_key", slug, "--create-org", name, "--label", f"{slug} desk")
        (folder / f"{slug}.key").write_text(key.strip())
    return folder


@pytest.fixture
def serve(prepared_site: Path) -> Iterator[Callable[..., Served]]:
    """Starts a server on fresh data; environment variables as keyword arguments."""
    started: list[Served] = []

    def start(*flags: str, **env: str) -> Served:
        served = Served(copy_beside(prepared_site), **env)
        started.append(served)
        return served.start(*flags)

    yield start
    for served in started:
        served.close()


@pytest.fixture
def served(serve: Callable[..., Served]) -> Served:
    """A server with every role, on fresh data."""
    return serve()


@pytest.fixture(scope="session")
def harbour_key(prepared_site: Path) -> str:
    """The key of alice's organisation."""
    return (prepared_site / "harbour.key").read_text()
