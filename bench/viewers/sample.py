"""Viewers that keep all they get: what the others count is checked on them."""

import json
import socket
from collections.abc import Iterator
from time import monotonic

from bench.scenario import State, number_of, settled
from bench.viewers.connection import PING, PONG_FRAME, Watch
from bench.viewers.reading import COMPRESSED, SMALLEST_STATE
from bench.viewers.viewer import Viewer

EVENT = '42["match_data",'


class WrongState(Exception):
    """What a viewer was sent is not what was fed."""


class Sample(Viewer):
    """Also keeps ``sizes``, the bytes of each state."""

    def __init__(self, watch: Watch, port: int, one: socket.socket, offer: str) -> None:
        super().__init__(watch, port, one, offer)
        self.sizes: list[int] = []
        self._frames: list[tuple[int, bytes]] = []
        self._is_welcome = False

    def welcome(self) -> None:
        self._is_welcome = True

    @property
    def size(self) -> int:
        return sum(self.sizes)

    def on_frame(self, first: int, payload: bytes, size: int) -> None:
        if not self._is_welcome:
            super().on_frame(first, payload, size)
            return
        self._frames.append((first, payload))  # to be inflated later, when nobody waits
        if len(payload) < SMALLEST_STATE:
            self.send(PONG_FRAME)
            return
        self.times.append(monotonic())
        self.sizes.append(size)

    def compressed(self) -> int:
        """How many of the frames came compressed."""
        return sum(bool(first & COMPRESSED) for first, _ in self._frames)

    def states(self) -> Iterator[State]:
        for first, payload in self._frames:
            text = self.inflater.text(first, payload)
            if text != PING:
                yield _state(text.decode())

    def numbers(self, fed: list[State]) -> list[int]:
        """Which change each state shows; WrongState unless each is what was fed, in order."""
        found: list[int] = []
        for state in self.states():
            number = number_of(state)
            if found and number <= found[-1]:
                raise WrongState(f"state {number} after {found[-1]}")
            if settled(state) != settled(fed[number]):
                raise WrongState(f"state {number} is not what was fed")
            found.append(number)
        return found


def _state(text: str) -> State:
    if not text.startswith(EVENT):
        raise WrongState(f"no state: {text[:80]}")
    state: State = json.loads(json.loads(text[2:])[1])
    return state
