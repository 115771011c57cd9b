"""A role of the site under the stock daphne command, which knows nothing of `manage.py serve`."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.needs import ROOT
from tests.support.served import START_WITHIN, STOP_WITHIN, environment, free_ports, listens


def daphne(folder: Path, role: str, port: int, **env: str) -> subprocess.Popen[str]:
    """The process, on that folder's data."""
    command = [sys.executable, "-m", "daphne", "-p", str(port), f"spectra_site.asgi:{role}"]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment(folder, env), stderr=subprocess.PIPE, text=True
    )


@contextmanager
def stock_daphne(folder: Path, role: str, **env: str) -> Iterator[int]:
    """The port of the role while it is up."""
    (port,) = free_ports(1)
    process = daphne(folder, role, port, **env)
    try:
        deadline = time.monotonic() + START_WITHIN
        while not listens(port):
            assert time.monotonic() < deadline, "it is not up"
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=STOP_WITHIN)
