"""The field's own client, the unmodified socket.io-client under Node, at a test's command."""

import json
import os
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.support.needs import ROOT, node

DRIVER = ROOT / "tests" / "wire" / "clients" / "driver.mjs"
PATIENCE_S = 10.0

Where = Callable[..., bool]


@dataclass(frozen=True, slots=True)
class Received:
    """What one client saw: an event with its arguments, ``t`` ms after the driver's start."""

    name: str
    event: str
    args: list[Any]
    t: int

    @property
    def json(self) -> Any:
        """The one argument, parsed: both of our protocols send a JSON string."""
        (argument,) = self.args
        return json.loads(argument)


class NodeClient:
    """Any number of named clients in one Node process.

    ``wait_for`` hands out each received event once, so that waiting twice means two events.
    Beside the server's events there are the client's own: ``connect`` with {connected, id,
    recovered, transport}, ``disconnect`` with a reason, ``connect_error`` with a message,
    ``upgrade`` with a transport. A wait that fails shows the whole conversation. ``trusted`` is
    a certificate that they trust beside those of the machine.
    """

    def __init__(self, trusted: Path | None = None) -> None:
        self._lines: list[str] = []
        self._waiting: list[Received] = []
        self._seen: list[Received] = []
        self._news = threading.Condition()
        self._ended = False
        self._acks = count(1)
        self._process = subprocess.Popen(
            [node(), str(DRIVER)],
            cwd=ROOT,
            env=os.environ | ({"NODE_EXTRA_CA_CERTS": str(trusted)} if trusted else {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._read, name="node-client", daemon=True)
        self._reader.start()

    # What clients do

    def connect(self, name: str, url: str, **options: Any) -> None:
        """Start a client; ``options`` are socket.io-client's own. Wait for its ``connect``."""
        self._command(op="connect", name=name, url=url, options=options)

    def emit(self, name: str, event: str, *args: Any) -> None:
        self._command(op="emit", name=name, event=event, args=args)

    def call(self, name: str, event: str, *args: Any, timeout: float = PATIENCE_S) -> list[Any]:
        """Emit, and wait for the acknowledgement: its arguments."""
        number = self.ask(name, event, *args)
        answer = self.wait_for(name, "ack", lambda given, *_: given == number, timeout=timeout)
        return answer.args[1:]

    def ask(self, name: str, event: str, *args: Any) -> int:
        """Emit, asking for an acknowledgement: it comes as ``ack`` with this number first."""
        number = next(self._acks)
        self._command(op="emit", name=name, event=event, args=args, ack=number)
        return number

    def disconnect(self, name: str) -> None:
        self._command(op="disconnect", name=name)

    def drop(self, name: str) -> None:
        """Break the client's connection as a bad line would; it comes back by itself."""
        self._command(op="drop", name=name)

    def info(self, name: str) -> dict[str, Any]:
        """{connected, id, recovered, transport} as of now."""
        self._command(op="info", name=name)
        found: dict[str, Any] = self.wait_for(name, "info").args[0]
        return found

    # What clients see

    def wait_for(
        self, name: str, event: str, where: Where | None = None, *, timeout: float = PATIENCE_S
    ) -> Received:
        """The oldest such event that nobody has waited for yet; ``where`` gets its arguments."""

        def wanted(one: Received) -> bool:
            return (one.name, one.event) == (name, event) and (not where or where(*one.args))

        deadline = time.monotonic() + timeout
        with self._news:
            while True:
                for found in filter(wanted, self._waiting):
                    self._waiting.remove(found)
                    return found
                rest = deadline - time.monotonic()
                if rest <= 0 or self._ended:
                    raise AssertionError(f"{name} saw no such {event!r}.\n{self.conversation()}")
                self._news.wait(rest)

    def received(self, name: str, event: str) -> list[Received]:
        """All such events so far, waited for or not."""
        with self._news:
            return [one for one in self._seen if (one.name, one.event) == (name, event)]

    def seen(self, name: str) -> list[Received]:
        """All that this client saw so far, waited for or not."""
        with self._news:
            return [one for one in self._seen if one.name == name]

    def conversation(self) -> str:
        """All commands and all that came of them, in order."""
        return "\n".join(["The conversation was:", *self._lines])

    # The process

    def close(self) -> int:
        """End the process and wait until it is gone: its exit code."""
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.close()
            self._process.wait(5)
        except (BrokenPipeError, subprocess.TimeoutExpired):
            self._process.kill()
        code = self._process.wait()
        self._reader.join()
        self._process.stdout.close()
        return code

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _command(self, **command: Any) -> None:
        line = json.dumps(command)
        self._lines.append(f"-> {line}")
        assert self._process.stdin
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise AssertionError(f"The driver is gone.\n{self.conversation()}") from None

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            with self._news:
                self._lines.append(f"<- {line.rstrip()}")
                try:
                    one = Received(**json.loads(line))
                except (ValueError, TypeError):
                    continue  # a warning or a crash of Node: shown with the conversation
                self._waiting.append(one)
                self._seen.append(one)
                self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()
