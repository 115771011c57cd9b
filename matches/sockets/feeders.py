"""The clients that are logged on to the ingest port of this process."""

from collections.abc import Iterator
from dataclasses import dataclass

from matches.live.match import LiveMatch
from matches.services.sessions import NewClient


@dataclass(eq=False, slots=True)
class Feeder:
    """One logged-on client. ``session_pk`` is its stored session, with which it can come back."""

    sid: str
    role: str
    name: str
    match: LiveMatch
    session_pk: int
    key_id: int | None = None
    player_id: str = ""

    @classmethod
    def of(cls, sid: str, client: NewClient, match: LiveMatch, session_pk: int) -> "Feeder":
        """The feeder that a logon makes."""
        return cls(
            sid, client.role, client.name, match, session_pk, client.key_id, client.player_id
        )


class Feeders:
    """All of them, by their sockets."""

    def __init__(self) -> None:
        self._by_sid: dict[str, Feeder] = {}

    def add(self, feeder: Feeder) -> None:
        self._by_sid[feeder.sid] = feeder

    def get(self, sid: str) -> Feeder | None:
        return self._by_sid.get(sid)

    def pop(self, sid: str) -> Feeder | None:
        return self._by_sid.pop(sid, None)

    def of_match(self, match: LiveMatch) -> list[Feeder]:
        return [feeder for feeder in self if feeder.match is match]

    def of_session(self, session_pk: int) -> Feeder | None:
        return next((feeder for feeder in self if feeder.session_pk == session_pk), None)

    def __iter__(self) -> Iterator[Feeder]:
        return iter(list(self._by_sid.values()))
