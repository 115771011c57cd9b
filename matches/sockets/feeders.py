"""The clients that are logged on to the ingest port of this process, or were until just now."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from matches.live.match import LiveMatch
from matches.models import ClientSession
from matches.services.sessions import NewClient


@dataclass(eq=False, slots=True)
class Feeder:
    """One logged-on client. With its ``pid``, a secret, it can come back without a logon.

    ``session_pk`` is its stored session, for when it comes back to another process.
    """

    sid: str
    pid: str
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
            sid,
            client.pid,
            client.role,
            client.name,
            match,
            session_pk,
            client.key_id,
            client.player_id,
        )


class Feeders:
    """All of them, by their sockets; and those that left, by what they can come back with.

    ``counted`` is told how many observers a match has whenever one of its clients comes or goes.
    """

    def __init__(self, counted: Callable[[LiveMatch, int], None]) -> None:
        self._counted = counted
        self._by_sid: dict[str, Feeder] = {}
        self._left: dict[str, tuple[Feeder, float]] = {}

    def add(self, feeder: Feeder) -> None:
        self._by_sid[feeder.sid] = feeder
        self._count(feeder.match)

    def get(self, sid: str) -> Feeder | None:
        return self._by_sid.get(sid)

    def remove(self, feeder: Feeder) -> None:
        """The client is let go, and must not come back."""
        self._by_sid.pop(feeder.sid, None)
        self._left.pop(feeder.pid, None)
        self._count(feeder.match)

    def leave(self, sid: str, now: float) -> Feeder | None:
        """The connection is gone; the client may come back. ``now`` in seconds, of any clock."""
        feeder = self._by_sid.pop(sid, None)
        if feeder:
            self._left[feeder.pid] = (feeder, now)
            self._count(feeder.match)
        return feeder

    def come_back(self, pid: str, sid: str, since: float) -> tuple[Feeder, str | None] | None:
        """The client on its new socket, and its old one where that is still open.

        None where nobody of this pid is here, or has left since then.
        """
        former = next((one for one in self if one.pid == pid), None)
        left, at = self._left.pop(pid, (None, 0.0))
        if former is None and (left is None or at < since):
            return None
        known = former or left
        assert known  # noqa: S101  (one of the two is there)
        if former:
            self._by_sid.pop(former.sid)
        back = replace(known, sid=sid)
        self.add(back)
        return back, former.sid if former else None

    def forget_before(self, since: float) -> None:
        """Those that left before then will not come back."""
        self._left = {pid: one for pid, one in self._left.items() if one[1] >= since}

    def of_match(self, match: LiveMatch) -> list[Feeder]:
        return [feeder for feeder in self if feeder.match is match]

    def _count(self, match: LiveMatch) -> None:
        roles = [feeder.role for feeder in self.of_match(match)]
        self._counted(match, roles.count(ClientSession.Role.OBSERVER))

    def __iter__(self) -> Iterator[Feeder]:
        return iter(list(self._by_sid.values()))
