"""Stands in for the server: connections that take what they are shown, or are too slow for it."""

import json
from typing import Any

import jsonpatch

from fanout.message import NONE, Message


class Screen:
    """One connection, as its own client sees it: what it was sent, and the state that it holds.

    As a viewer does, it is sent the patch where it was shown the state before.
    """

    def __init__(self) -> None:
        self.received: list[tuple[str, Any]] = []
        self.is_slow = False
        self._shown = NONE
        self._pending: Message | None = None

    def show(self, state: Message) -> None:
        if self.is_slow:
            self._pending = state
            return
        fits = state.patch is not None and self._shown == state.base != NONE
        event, body = json.loads((state.patch if fits and state.patch else state).text[2:])
        self._shown = state.serial
        self.received.append((event, json.loads(body)))

    def forget(self) -> None:
        self._pending = None
        self._shown = NONE

    def catch_up(self) -> None:
        """It is slow no more."""
        self.is_slow = False
        if self._pending:
            self.show(self._pending)
            self._pending = None

    @property
    def events(self) -> list[str]:
        return [event for event, _ in self.received]

    @property
    def state(self) -> Any:
        """What comes of all that it was sent; None before the first state."""
        state, version = None, None
        for event, body in self.received:
            if event == "match_patch":
                assert body["base"] == version
                state = jsonpatch.apply_patch(state, body["patch"])
            else:
                state = body["state"]
            version = body["version"]
        return state


class Screens:
    """All of them by name; each is there as soon as it is named."""

    def __init__(self) -> None:
        self._by_name: dict[str, Screen] = {}

    def __getitem__(self, name: str) -> Screen:
        return self._by_name.setdefault(name, Screen())

    def viewer(self, connection: str) -> None:
        """Each is shown its states by ``show``."""

    def show(self, connection: str, state: Message) -> None:
        self[connection].show(state)

    def forget(self, connection: str) -> None:
        self[connection].forget()
