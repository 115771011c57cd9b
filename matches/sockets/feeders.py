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
    game_id: str = ""  # the match_start that it sent last
    was_refused: bool = False  # that match_start, as another game went on
    heard_ms: int = 0  # when its newest event came

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
        self._left: dict[str, Feeder] = {}

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

    def leave(self, sid: str) -> Feeder | None:
        """The connection is gone; the client may come back as long as its match is live."""
        feeder = self._by_sid.pop(sid, None)
        if feeder:
            self._left[feeder.pid] = feeder
            self._count(feeder.match)
        return feeder

    def come_back(self, pid: str, sid: str) -> tuple[Feeder, str | None] | None:
        """The client on its new socket, and its old one where that is still open.

        None where nobody of this pid is known here.
        """
        former = next((one for one in self if one.pid == pid), None)
        known = former or self._left.pop(pid, None)
        if known is None:
            return None
        if former:
            self._by_sid.pop(former.sid)
        back = replace(known, sid=sid)
        self.add(back)
        return back, former.sid if former else None

    def move(self, former: LiveMatch, following: LiveMatch) -> None:
        """The observers of one match feed another one from now on."""
        for feeder in self.of_match(former):
            if feeder.role == ClientSession.Role.OBSERVER:
                feeder.match = following
        self._count(former)
        self._count(following)

    def forget(self, match: LiveMatch) -> None:
        """The match is over for this process: its clients don't come back to it from memory."""
        self._left = {pid: one for pid, one in self._left.items() if one.match is not match}

    def of_match(self, match: LiveMatch) -> list[Feeder]:
        return [feeder for feeder in self if feeder.match is match]

    def _count(self, match: LiveMatch) -> None:
        roles = [feeder.role for feeder in self.of_match(match)]
        self._counted(match, roles.count(ClientSession.Role.OBSERVER))

    def __iter__(self) -> Iterator[Feeder]:
        return iter(list(self._by_sid.values()))
