"""The delta stream: the whole state once, then what changes in it.

`match_state` holds `{version, state}`, `match_patch` `{base, version, patch}`, where the patch is a
JSON Patch that makes the state of that version out of the one of its base. Versions grow, and no
two states of a process share one.
"""

import itertools
from dataclasses import dataclass
from typing import Any

import msgspec

from fanout.compression import Compression
from fanout.message import Message
from realtime.patch import difference
from realtime.rooms import Rooms, Screens
from realtime.wire import event_text, text


@dataclass(slots=True)
class Known:
    """A match's newest state: as JSON text, and decoded where it was compared with another."""

    version: int
    state: str
    decoded: Any = None


class DeltaRooms(Rooms):
    """Rooms whose members are sent patches; whoever missed a state gets the next one whole.

    A room in which nobody is costs nothing but to keep its newest state.
    """

    def __init__(self, lines: Screens, how: Compression) -> None:
        super().__init__(lines, how)
        self._versions = itertools.count(1)
        self._known: dict[str, Known] = {}

    def show(self, room: str, state: str) -> None:
        """Show the members this state, as JSON text."""
        before = self._known.get(room)
        known = self._known[room] = Known(next(self._versions), state)
        if room not in self._members:
            self._newest.pop(room, None)
            return
        whole = _whole(known)
        step = before and _step(before, known)
        patch = Message(step, self._how) if step and len(step) < len(whole) else None
        self._renew(room, Message(whole, self._how, after=self._newest.get(room), patch=patch))

    def join(self, connection: str, room: str) -> None:
        """Move the connection to this room, and show it the whole state, if there is one."""
        known = self._known.get(room)
        if known and room not in self._newest:
            self._newest[room] = Message(_whole(known), self._how)
        super().join(connection, room)

    def end(self, room: str) -> None:
        """Whoever joins from now on is shown nothing."""
        self._known.pop(room, None)
        super().end(room)


def _whole(known: Known) -> bytes:
    return event_text("match_state", f'{{"version":{known.version},"state":{known.state}}}')


def _step(before: Known, known: Known) -> bytes:
    known.decoded = msgspec.json.decode(known.state)
    patch = difference(before.decoded or msgspec.json.decode(before.state), known.decoded)
    body = {"base": before.version, "version": known.version, "patch": patch}
    return event_text("match_patch", text(body))
