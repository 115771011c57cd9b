"""What the guild scenarios play on: servers, the field's clients, and a hand that makes it happen.

Every event that a client gets is checked against its schema.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import jsonschema
import jwt

from tests.support.needs import ROOT
from tests.support.node_client import PATIENCE_S, NodeClient, Received, Where
from tests.support.served import Served, environment
from tests.wire.guilds.shapes import EVENTS

JWT_SECRET = "a secret of the tests that is long enough for everybody"
PERSON_IDS = count(300_000_000_000_000_001)
GUILD_IDS = count(100_000_000_000_000_001)
STAGES = count(1)
ALICE = (400_000_000_000_000_001, "alice", "Alice")
BOB = (400_000_000_000_000_002, "bob", "Bob")
FAST = {"reconnectionDelay": 20, "reconnectionDelayMax": 100, "randomizationFactor": 0}
OWN = {"connect", "disconnect", "connect_error", "upgrade", "ack", "info"}
SILENCE_S = 0.3  # for which we wait before we believe that nothing comes


class HastyServer(Served):
    """With the role guilds alone, and less patience."""

    program = ROOT / "tests" / "wire" / "guilds" / "hasty.py"

    def __init__(self, folder: Path, log: str = "server.log", **env: str) -> None:
        super().__init__(folder, roles=("guilds",), JWT_SECRET=JWT_SECRET, **env)
        self.log_path = folder / log


class Hand:
    """The process of ``hand.py`` on a server's data."""

    def __init__(self, folder: Path, **env: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.wire.guilds.hand"],
            cwd=ROOT,
            env=environment(folder, env),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __getattr__(self, deed: str) -> Callable[..., Any]:
        """A method of Deeds, done when the call returns."""

        def do(*args: Any) -> Any:
            assert self._process.stdin
            assert self._process.stdout
            self._process.stdin.write(json.dumps({"do": deed, "with": args}) + "\n")
            self._process.stdin.flush()
            return json.loads(self._process.stdout.readline())

        return do

    def close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()


def token(discord_id: int | str = 42, *, lasts: float = 900, **changes: Any) -> str:
    """What an issuer signs who knows the contract and the secret; None takes a claim away."""
    claims: dict[str, Any] = {
        "discordId": str(discord_id),
        "access": True,
        "role": "USER",
        "exp": time.time() + lasts,
    }
    claims = {name: value for name, value in (claims | changes).items() if value is not None}
    return jwt.encode(claims, JWT_SECRET, algorithm="HS256")


class Stage:
    """Each name is a client of this stage's own; ``url`` is where clients go by default.

    Where the server is behind a proxy, as far as it knows, they come from ``address``.
    """

    def __init__(self, client: NodeClient, hand: Hand, url: str, address: str = "") -> None:
        self.hand = hand
        self.url = url
        self._headers = {"extraHeaders": {"X-Forwarded-For": address}} if address else {}
        self._client = client
        self._number = next(STAGES)
        self._names: set[str] = set()

    # Who is there

    def guild(self, name: str = "Harbour") -> str:
        """A new guild's id, as clients write it."""
        guild_id = next(GUILD_IDS)
        self.hand.guild(guild_id, name)
        return str(guild_id)

    def account(self, name: str, *guild_ids: str, role: str = "USER") -> int:
        """A new account that was granted these; its Discord id."""
        discord_id = next(PERSON_IDS)
        self.hand.account(self.user(name), discord_id, role)
        for guild_id in guild_ids:
            self.hand.grant(self.user(name), int(guild_id))
        return discord_id

    def user(self, name: str) -> str:
        """The user name of the account, which is the client's name too."""
        return f"{name} {self._number}"

    # What clients do

    def open(self, name: str, auth: Any, url: str = "", **options: Any) -> None:
        given = {"transports": ["websocket"], "auth": auth} | FAST | self._headers | options
        self._names.add(name)
        self._client.connect(self.user(name), url or self.url, **given)

    def connect(self, name: str, access: str, url: str = "", **options: Any) -> None:
        self.open(name, {"token": access}, url, **options)
        self.wait_for(name, "connect")

    def refused(self, name: str, auth: Any, **options: Any) -> str:
        """What a client is told that is not let in."""
        self.open(name, auth, **options)
        (message,) = self.wait_for(name, "connect_error").args
        assert self._client.received(self.user(name), "connect") == []
        return str(message)

    def arrives(self, name: str, *guild_ids: str, role: str = "USER", **options: Any) -> None:
        """Somebody new with these guilds granted connects."""
        self.connect(name, token(self.account(name, *guild_ids, role=role)), **options)

    def emit(self, name: str, event: str, *args: Any) -> None:
        self._client.emit(self.user(name), event, *args)

    def asks(self, name: str, event: str, *args: Any) -> dict[str, Any]:
        """The acknowledgement."""
        (answer,) = self._client.call(self.user(name), event, *args)
        assert isinstance(answer, dict)
        return answer

    def ask(self, name: str, event: str, *args: Any) -> int:
        """The number under which ``answer`` has the acknowledgement."""
        return self._client.ask(self.user(name), event, *args)

    def answer(self, name: str, number: int) -> dict[str, Any]:
        (answer,) = self.wait_for(name, "ack", lambda given, *_: given == number).args[1:]
        assert isinstance(answer, dict)
        return answer

    def joins(self, name: str, *rooms: str) -> None:
        """Subscribe to rooms such as "guild:1"."""
        for room in rooms:
            kind, _, guild_id = room.partition(":")
            assert self.asks(name, f"subscribe:{kind}", guild_id) == {"ok": True}

    def drop(self, name: str) -> None:
        """Break its connection; it comes back by itself."""
        self._client.drop(self.user(name))

    def leaves(self, name: str) -> None:
        self._client.disconnect(self.user(name))
        self._names.discard(name)

    # What clients see

    def wait_for(
        self, name: str, event: str, where: Where | None = None, timeout: float = PATIENCE_S
    ) -> Received:
        return self._client.wait_for(self.user(name), event, where, timeout=timeout)

    def is_let_in(self, name: str, auth: Any) -> bool:
        """Whether a new client comes in; it tells by itself if not."""
        self.open(name, auth)
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            for event in ("connect", "connect_error"):
                if self._client.received(self.user(name), event):
                    return event == "connect"
            time.sleep(0.005)
        raise AssertionError(self._client.conversation())

    def hears(self, name: str, event: str, timeout: float = PATIENCE_S) -> Any:
        """The payload of the next such event."""
        return payload(self.wait_for(name, event, timeout=timeout))

    def heard(self, name: str) -> list[tuple[str, Any]]:
        """All events of the server so far, in their order, with their payloads."""
        seen = self._client.seen(self.user(name))
        return [(one.event, payload(one)) for one in seen if one.event not in OWN]

    def times(self, name: str, event: str) -> list[int]:
        """When such events came, in ms."""
        return [one.t for one in self._client.received(self.user(name), event)]

    def hears_nothing(self, name: str, *events: str) -> None:
        """None of these has come, nor comes within a moment."""
        time.sleep(SILENCE_S)
        assert [event for event, _ in self.heard(name) if event in events] == []

    def is_dismissed(self, name: str) -> None:
        """The server has ended it, and the client does not come back by itself."""
        (reason, *_) = self.wait_for(name, "disconnect").args
        assert reason == "io server disconnect"

    def end(self) -> None:
        """All go, and whatever any of them was sent is as the contract has it."""
        for name in tuple(self._names):
            self.heard(name)
            self.leaves(name)


def payload(one: Received) -> Any:
    """Of an event that the contract knows, with exactly what it allows."""
    (given,) = one.args
    jsonschema.validate(given, EVENTS[one.event])
    return given
