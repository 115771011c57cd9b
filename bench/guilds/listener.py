"""A dashboard that keeps all it hears, and when."""

import json
import socket
from array import array
from itertools import zip_longest
from time import monotonic
from typing import Any

from bench.frames import frame
from bench.viewers.connection import BROWSERS_OFFER, Connection, Watch

SUBSCRIPTIONS = 2
PER_ADDRESS = 20  # dashboards in one place: the port has limits for each address


class WrongEvent(Exception):
    """A dashboard was told something else than what happened."""


class Listener(Connection):
    """In both rooms of a guild. ``times`` and ``texts`` have the events of the guild's room."""

    def __init__(self, watch: Watch, port: int, place: int, guild: str, token: str) -> None:
        super().__init__(watch, port, _dial(port, place), BROWSERS_OFFER)
        self.guild = guild
        self.times = array("d")
        self.texts: list[bytes] = []
        self.analytics = 0
        self._granted = 0
        self._token = token

    @property
    def is_ready(self) -> bool:
        return self._granted == SUBSCRIPTIONS

    def on_frame(self, first: int, payload: bytes, size: int) -> None:
        if payload[:1] == b"0":  # too short to come compressed
            self.send(frame(f"40{json.dumps({'token': self._token})}"))
        else:
            super().on_frame(first, payload, size)

    def on_connected(self) -> None:
        for number, room in enumerate(("guild", "analytics")):
            self.send(frame(f"42{number}{json.dumps([f'subscribe:{room}', self.guild])}"))

    def on_text(self, text: bytes) -> None:
        now = monotonic()
        if text.startswith(b'42["analytics:update"'):
            self.analytics += 1
        elif text.startswith(b"43"):
            self._granted += b'"ok":true' in text
        else:
            self.times.append(now)
            self.texts.append(text)


def check(told: list[list[Any]], texts: list[bytes]) -> None:
    """That a dashboard heard all that happened, in order, and nothing else; raises WrongEvent.

    ``told`` has [moment, name, user id] of each event.
    """
    wanted = [(name, user_id) for _, name, user_id in told]
    for number, (one, other) in enumerate(zip_longest(wanted, map(_heard, texts))):
        if one != other:
            raise WrongEvent(f"event {number} is {other}, and not {one}")


def _heard(text: bytes) -> tuple[str, str]:
    event, payload = json.loads(text[2:])
    return event, payload.get("userId")


def _dial(port: int, place: int) -> socket.socket:
    """On its way, from one of this machine's many addresses."""
    block, number = divmod(place // PER_ADDRESS, 250)
    one = socket.socket()
    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    one.bind((f"127.1.{block}.{number + 1}", 0))
    one.setblocking(False)
    one.connect_ex(("127.0.0.1", port))
    return one
