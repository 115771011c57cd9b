"""The database of a served site: a file in its folder, or a database of its own on PostgreSQL.

Which of them, DATABASE_URL decides, as for the site itself; see ``on_postgres``.
"""

import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

POSTGRES = (
    os.environ.get("DATABASE_URL", "") if "postgres" in os.environ.get("DATABASE_URL", "") else ""
)
NAME = "database.name"  # the file in a site's folder that names its database on PostgreSQL


def create(folder: Path, template: Path | None = None) -> None:
    """A new folder of data with a database of its own; empty, or as the template's."""
    if template:
        shutil.copytree(template, folder)
    else:
        folder.mkdir()
    if POSTGRES:
        name = f"site_{uuid.uuid4().hex[:16]}"
        copy = f" TEMPLATE {(template / NAME).read_text()}" if template else ""
        with psycopg.connect(POSTGRES, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}{copy}")
        (folder / NAME).write_text(name)


def url_of(folder: Path) -> str:
    """The site's DATABASE_URL; "" where it is the file in its folder."""
    if not POSTGRES:
        return ""
    name = (folder / NAME).read_text()
    return urlsplit(POSTGRES)._replace(path=f"/{name}").geturl()


@contextmanager
def connect(folder: Path) -> Iterator[Any]:
    """A connection to the site's database; ``execute`` works alike on both."""
    connection: Any
    if POSTGRES:
        connection = psycopg.connect(url_of(folder), autocommit=True)
    else:
        connection = sqlite3.connect(folder / "spectra.sqlite3", isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Nobody else can write to the log."""
    with connect(folder) as connection:
        if POSTGRES:
            connection.execute("BEGIN")
            connection.execute("LOCK TABLE matches_match, matches_matchevent")
        else:
            connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")
