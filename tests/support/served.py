"""The real server: `manage.py serve` in a process of its own, on ports and data of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Self, TypeVar

from tests.support import databases
from tests.support.needs import ROOT

ROLES = ("ingest", "extras", "broadcast", "guilds", "web")
MANAGE = ROOT / "manage.py"
START_WITHIN = 120.0  # seconds; a busy machine takes its time
STOP_WITHIN = 15.0
_COPIES = count(1)


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on at this moment."""
    held = [socket.socket() for _ in range(count)]
    try:
        for one in held:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in held]
    finally:
        for one in held:
            one.close()


def manage(folder: Path, *args: str, **env: str) -> str:
    """Run a management command on that folder's data; what it printed."""
    done = subprocess.run(
        [sys.executable, MANAGE, *args],
        env=environment(folder, env),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def environment(folder: Path, extra: dict[str, str]) -> dict[str, str]:
    """What a server on that folder's data is started with."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    own = {
        "DATA_DIR": str(folder),
        "DATABASE_URL": databases.url_of(folder),
        "STATIC_ROOT": str(folder.parent / "static"),
        "PYTHONWARNINGS": "ignore",
    }
    return keep | own | extra


class Served:
    """A server that can be stopped, killed and started again on the same data and ports."""

    program = MANAGE

    def __init__(self, folder: Path, roles: Sequence[str] = ROLES, **env: str) -> None:
        self.folder = folder
        self.ports = dict(zip(roles, free_ports(len(roles)), strict=True))
        self._env = env
        self._scheme = "http"
        self._process: subprocess.Popen[bytes] | None = None
        self.log_path = folder / "server.log"

    def url(self, role: str) -> str:
        return f"{self._scheme}://127.0.0.1:{self.ports[role]}"

    @property
    def certificate(self) -> Path:
        """What to trust where it was started with --self-signed."""
        return self.folder / "self-signed.crt"

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    def start(self, *flags: str) -> Self:
        self._scheme = "https" if "--self-signed" in flags else "http"
        ports = [flag for role in self.ports for flag in ("--port", f"{role}={self.ports[role]}")]
        with self.log_path.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, self.program, "serve", *self.ports, *ports, *flags],
                env=environment(self.folder, self._env),
                stdout=log,
                stderr=log,
            )
        self._wait_until_up()
        return self

    def stop(self) -> int:
        """Ask it to end, as Ctrl-C does; its exit code."""
        return self._signal(signal.SIGINT)

    def kill(self) -> None:
        """kill -9."""
        self._signal(signal.SIGKILL)

    def log(self) -> str:
        return self.log_path.read_text(errors="replace")

    def traceback(self) -> str:
        """The first traceback in the log, if there is one."""
        found = re.search(r"Traceback.*", self.log(), re.DOTALL)
        return found.group(0)[:2000] if found else ""

    def _signal(self, number: int) -> int:
        assert self._process
        self._process.send_signal(number)
        try:
            return self._process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise AssertionError(f"the server did not end:\n{self.log()[-2000:]}") from None

    def _wait_until_up(self) -> None:
        deadline = time.monotonic() + START_WITHIN
        for port in self.ports.values():
            while not listens(port):
                assert self._process
                assert self._process.poll() is None, f"it ended:\n{self.log()}"
                assert time.monotonic() < deadline, f"it is not up:\n{self.log()}"
                time.sleep(0.02)

    def close(self) -> None:
        if self._process and self._process.poll() is None:
            self.kill()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


AnyServed = TypeVar("AnyServed", bound=Served)


@contextmanager
def serving(served: AnyServed, *flags: str) -> Iterator[AnyServed]:
    """The server while it is up; its process is gone at the end, also when it never came up."""
    try:
        yield served.start(*flags)
    finally:
        served.close()


def copy_data(template: Path, folder: Path) -> Path:
    """A folder of data of its own, as the template has it."""
    databases.create(folder, template)
    return folder


def copy_beside(template: Path) -> Path:
    """Another one, in the same place: its site has the static files of the template's."""
    return copy_data(template, template.parent / f"{template.name}-{os.getpid()}-{next(_COPIES)}")
