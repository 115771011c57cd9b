"""The servers that ours is compared with: programs that make their states by themselves."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import scenario
from bench.systems.process import SERVER_CORE, on_core
from tests.support.needs import ROOT
from tests.support.served import free_ports


def python(module: str) -> list[str]:
    return [sys.executable, "-m", f"bench.systems.{module}"]


COMMANDS = {
    "daphne": python("daphne_server"),
    "node": ["node", "bench/node/server.mjs"],
    "bare": python("bare_server"),
}


class Other:
    """One of them, with so many states in store."""

    may_skip: bool = False
    proxy_pid: int | None = None

    def __init__(self, kind: str, matches: int, states: int, *, deflate: bool) -> None:
        self._folder = tempfile.TemporaryDirectory()
        stored = Path(self._folder.name) / "states"
        with stored.open("w") as file:
            for state in scenario.states(states):
                file.write(f"{json.dumps(state, separators=(',', ':'))}\n")
        self.codes = [f"BENCH{place}" for place in range(matches)]
        (self.port,) = free_ports(1)
        command = [*COMMANDS[kind], "--port", str(self.port), "--matches", str(matches)]
        command += ["--states", str(stored), *(["--deflate"] if deflate else [])]
        with on_core(SERVER_CORE):
            self._process = subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
        self.pid = self._process.pid
        if self._told() != "ready":
            raise RuntimeError(f"{kind} did not start")

    def go(self) -> None:
        """Begin to broadcast."""
        self._ask("go")

    def stop(self) -> list[list[float]]:
        """End; when each state of each match was sent, by its number from 1 on."""
        self._ask("stop")
        sent: list[list[float]] = json.loads(self._told())
        return [[0.0, *times] for times in sent]

    def log(self) -> str:
        return ""  # it goes to our own stderr

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()
        self._folder.cleanup()

    def _ask(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def _told(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()
