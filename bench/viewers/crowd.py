"""All connections of a benchmark in one thread: a poll, timers, and nothing else."""

import heapq
import select
import socket
import ssl
from collections.abc import Callable
from itertools import count
from time import monotonic, process_time
from typing import TypeVar

from bench.viewers.connection import Reaction, dial
from bench.viewers.sample import Sample
from bench.viewers.viewer import Viewer

PATIENCE_S = 120.0
IN_FLIGHT = 32  # connections on their way at once: no server's backlog runs over

V = TypeVar("V", bound=Viewer)


class Crowd:
    """Opens viewers, runs them, and knows what that cost."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._poll = select.epoll()
        self._reactions: dict[int, Reaction] = {}
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()
        self.tls = tls
        self.viewers: list[Viewer] = []

    # What connections ask of a poll

    def watch(self, one: socket.socket, events: int, reaction: Reaction) -> None:
        known = one.fileno() in self._reactions
        self._reactions[one.fileno()] = reaction
        (self._poll.modify if known else self._poll.register)(one, events)

    def react(self, one: socket.socket, reaction: Reaction) -> None:
        self._reactions[one.fileno()] = reaction

    def forget(self, one: socket.socket) -> None:
        del self._reactions[one.fileno()]
        self._poll.unregister(one)

    # What benchmarks ask

    def at(self, moment: float, action: Callable[[], None]) -> None:
        """Do this at a moment of the monotonic clock."""
        heapq.heappush(self._timers, (moment, next(self._order), action))

    def run(self, until: Callable[[], bool], what: str, within: float = PATIENCE_S) -> None:
        """Serve everybody until this is so; TimeoutError says what was waited for."""
        deadline = monotonic() + within
        while not until():
            if monotonic() > deadline:
                raise TimeoutError(what)
            self._turn()

    def run_for(self, seconds: float) -> None:
        end = monotonic() + seconds
        self.at(end, _nothing)
        self.run(lambda: monotonic() >= end, "the clock", seconds + PATIENCE_S)

    def connect(self, port: int, offer: str, kind: type[V], *, receive_buffer: int = 0) -> V:
        """One more viewer, on its way."""
        viewer = kind(self, port, dial(port, self.tls, receive_buffer), offer)
        self.viewers.append(viewer)
        return viewer

    def open(self, how_many: int, port: int, offer: str, samples: int) -> list[Viewer]:
        """So many more viewers, connected; the first of them are samples."""
        opened: list[Viewer] = []
        while len(opened) < how_many:
            places = range(len(opened), min(len(opened) + IN_FLIGHT, how_many))
            kinds = [Sample if place < samples else Viewer for place in places]
            batch = [self.connect(port, offer, kind) for kind in kinds]
            self.arrive(batch)
            opened += batch
        return opened

    def arrive(self, viewers: list[Viewer]) -> None:
        """Wait for the CONNECT of each."""
        self.run(lambda: all(one.is_connected or one.closed for one in viewers), "CONNECT")
        if any(one.closed for one in viewers):
            raise ConnectionError("the server ended a connection before its CONNECT")

    def log_on(self, viewers: list[Viewer], codes: list[str]) -> None:
        """All of them, in turn over the codes."""
        for place, viewer in enumerate(viewers):
            viewer.log_on(codes[place % len(codes)])
            self._turn(0)

    def have_states(self, viewers: list[Viewer]) -> bool:
        """Whether each of them has got one; ConnectionError where the server ended one."""
        for viewer in viewers:
            if viewer.closed:
                raise ConnectionError("the server ended a viewer's connection")
            if not viewer.times:
                return False
        return True

    def close(self) -> None:
        for viewer in self.viewers:
            viewer.close()
        self._poll.close()

    def _turn(self, longest: float = 0.1) -> None:
        now = monotonic()
        while self._timers and self._timers[0][0] <= now:
            heapq.heappop(self._timers)[2]()
        if self._timers:
            longest = min(longest, max(self._timers[0][0] - now, 0))
        for number, events in self._poll.poll(longest):
            reaction = self._reactions.get(number)
            if reaction:
                reaction(events)


def _nothing() -> None:
    """What a timer does that is only to wake us."""


class OwnCost:
    """What share of its core this process has used since it was asked to look."""

    def __init__(self) -> None:
        self._cpu, self._wall = process_time(), monotonic()

    def share(self) -> float:
        return (process_time() - self._cpu) / (monotonic() - self._wall)
