"""A client of the delta stream that knows what the documents tell: RFC 6902, and versions."""

import json
import time
from typing import Any

import jsonpatch

from tests.wire.crew import PATIENCE_S, Crew


class Replica:
    """What one of the crew's clients holds, out of all that it was sent."""

    def __init__(self, crew: Crew, name: str, code: str) -> None:
        self.crew, self.name, self.code = crew, name, code
        self.held: list[Any] = []
        """Every state, the newest at the end."""
        self._version = 0
        self._taken = {"match_patch": 0, "match_state": 0}

    def connect(self, **options: Any) -> None:
        self.crew.connect(self.name, "broadcast", **options)
        self.log_on()

    def lose_connection(self) -> None:
        """In the middle, without a word to the server."""
        self.crew.client.drop(self.name)

    def come_back(self) -> None:
        """Once it is connected again."""
        self.crew.client.wait_for(self.name, "connect")
        self.log_on()

    def log_on(self) -> None:
        logon = {"groupCode": self.code, "stream": "delta"}
        self.crew.client.emit(self.name, "logon", json.dumps(logon))
        self.crew.client.wait_for(self.name, "logon_success")

    def wait_until_it_holds(self, **wanted: Any) -> Any:
        """The newest state, as soon as these members of it are so."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            self._take_what_came()
            state = self.held[-1] if self.held else {}
            if all(state.get(key) == value for key, value in wanted.items()):
                return state
            assert time.monotonic() < deadline, f"it never held {wanted}"
            time.sleep(0.005)

    def received(self, event: str) -> list[dict[str, Any]]:
        return [one.json for one in self.crew.client.received(self.name, event)]

    def _take_what_came(self) -> None:
        """Versions only grow, so they give the order of what came by two names.

        Patches are looked at first: a state in whole, that came meanwhile, makes up for them.
        """
        news: list[dict[str, Any]] = []
        for event, taken in self._taken.items():
            received = self.crew.client.received(self.name, event)
            news += (one.json for one in received[taken:])
            self._taken[event] = len(received)
        for message in sorted(news, key=lambda one: one["version"]):
            if message["version"] > self._version:
                self._take(message)

    def _take(self, message: dict[str, Any]) -> None:
        if "patch" in message:
            assert message["base"] == self._version
            self.held.append(jsonpatch.apply_patch(self.held[-1], message["patch"]))
        else:
            self.held.append(message["state"])
        self._version = message["version"]
