"""The clients that are let in to the communities' port of this process."""

from collections.abc import Iterator
from dataclasses import dataclass

from guilds.access import Claims
from guilds.sockets.limits import Allowance


@dataclass(eq=False, frozen=True, slots=True)
class Listener:
    """``eio_sid`` names its connection, by which rooms know it."""

    sid: str
    eio_sid: str
    claims: Claims
    allowance: Allowance


class Listeners:
    """All of them, by their sockets."""

    def __init__(self) -> None:
        self._by_sid: dict[str, Listener] = {}

    def add(self, listener: Listener) -> None:
        self._by_sid[listener.sid] = listener

    def get(self, sid: str) -> Listener | None:
        return self._by_sid.get(sid)

    def has(self, listener: Listener) -> bool:
        """Whether it is still here."""
        return self._by_sid.get(listener.sid) is listener

    def leave(self, sid: str) -> Listener | None:
        return self._by_sid.pop(sid, None)

    def of_user(self, user_id: int) -> list[Listener]:
        return [listener for listener in self if listener.claims.user_id == user_id]

    def __len__(self) -> int:
        return len(self._by_sid)

    def __iter__(self) -> Iterator[Listener]:
        return iter(list(self._by_sid.values()))
