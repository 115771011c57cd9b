"""`manage.py serve` as a person starts it: what it prints, and how it ends."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from tests.support.needs import ROOT
from tests.support.served import ROLES, free_ports

PATIENCE_S = 30.0


class Ended(NamedTuple):
    code: int
    out: str
    err: str


class Site:
    """A folder of data and a port for each role; ``env`` holds what else is set."""

    def __init__(self, folder: Path, **env: str) -> None:
        self.folder = folder
        self.ports = dict(zip(ROLES, free_ports(len(ROLES)), strict=True))
        self._env = env

    def popen(self, *flags: str) -> "subprocess.Popen[str]":
        keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        ports = {f"{role.upper()}_PORT": str(port) for role, port in self.ports.items()}
        return subprocess.Popen(
            [sys.executable, ROOT / "manage.py", "serve", *flags],
            env=keep | ports | {"DATA_DIR": str(self.folder)} | self._env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def refuses_to_start(self, *flags: str) -> Ended:
        """How a start ends by itself."""
        process = self.popen(*flags)
        try:
            out, err = process.communicate(timeout=PATIENCE_S)
        finally:
            process.kill()
        return Ended(process.returncode, out, err)

    def listens(self, role: str) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.ports[role])) == 0


class Serving:
    """A server that runs; ``places`` is the table that it printed once it was up."""

    def __init__(self, site: Site, *flags: str) -> None:
        self._process = site.popen(*flags)
        self._watchdog = threading.Timer(PATIENCE_S, self._process.kill)
        self._watchdog.start()
        self.places = self._read_table()

    def _read_table(self) -> dict[str, str]:
        assert self._process.stdout
        for line in self._process.stdout:
            if "is up" in line:
                break
        else:
            raise AssertionError(f"it never came up:\n{self._end().err}")
        assert next(self._process.stdout) == "\n"
        rows = iter(self._process.stdout.readline, "\n")
        pairs = (row.rsplit(maxsplit=1) for row in rows)
        return {what.strip(): url for what, url in pairs}

    def stop(self, number: int = signal.SIGINT) -> Ended:
        self._process.send_signal(number)
        return self._end()

    def _end(self) -> Ended:
        out, err = self._process.communicate()
        self._watchdog.cancel()
        return Ended(self._process.returncode, out, err)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._end()
