"""Connection state recovery: a client whose connection blips goes on where it was.

socket.io-client 4.6 and later keeps the ``pid`` of its CONNECT answer and sends it back with the
next CONNECT; it knows by the same ``pid`` in the answer that its session is restored. Beside it
comes an ``offset``, the last string that it received: we have no use for it.
"""

import logging
import secrets
from typing import Any

from django.db import Error as DatabaseError

from matches.engine.events import AuxReturn
from matches.live.ingest import Ingest
from matches.models import ClientSession
from matches.services.sessions import recover_session
from matches.sockets.feeders import Feeder, Feeders
from realtime.server import StrictServer, TryAgainLater
from spectra_site import clock
from spectra_site.threads import in_thread

logger = logging.getLogger(__name__)

PID_LENGTH = 64


class Recovery:
    """Gives each connection its pid, and who brings a known one its session."""

    def __init__(self, server: StrictServer, ingest: Ingest, feeders: Feeders) -> None:
        self._server = server
        self._ingest = ingest
        self._feeders = feeders
        self._pids: dict[str, str] = {}

    def pid_of(self, sid: str) -> str:
        return self._pids[sid]

    async def greet(self, sid: str, auth: Any) -> dict[str, Any]:
        """What the CONNECT answer holds beside the sid. Raises TryAgainLater."""
        brought = auth.get("pid") if isinstance(auth, dict) else None
        if not isinstance(brought, str) or not 0 < len(brought) <= PID_LENGTH:
            brought = None
        restored = brought is not None and await self._restore(sid, brought)
        if brought and not restored:
            self._server.later(self._give_up(sid))
        self._pids[sid] = brought if brought and restored else secrets.token_urlsafe(24)
        return {"pid": self._pids[sid]}

    async def _give_up(self, sid: str) -> None:
        """The field's client, which never logs on again by itself, unlocks and ends its connection.

        It runs after the CONNECT answer. Other clients may log on.
        """
        self._server.tell(sid, "close", {})

    def forget(self, sid: str) -> None:
        self._pids.pop(sid, None)

    async def _restore(self, sid: str, pid: str) -> bool:
        """First from memory, which works also while the database is away."""
        found = self._feeders.come_back(pid, sid)
        if found is None:
            return await self._restore_stored(sid, pid)
        feeder, former_sid = found
        if former_sid:  # the client is here again before we noticed that its link is dead
            self._server.later(self._server.drop(former_sid))
        if not feeder.match.closing:
            if not former_sid:
                self._welcome(feeder)
            return True
        self._feeders.remove(feeder)  # its match is over, or another process's by now
        return await self._restore_stored(sid, pid)

    async def _restore_stored(self, sid: str, pid: str) -> bool:
        try:
            stored = await in_thread(recover_session, pid, now=clock.now())
            match = await self._ingest.claim(stored.match_pk) if stored else None
        except DatabaseError as error:
            # An answer now would be a new session, after which the client never logs on again.
            logger.error("a session can't be looked up: %s", error)
            raise TryAgainLater from error
        if match and match.followed:
            await match.followed.wait()
            return await self._restore_stored(sid, pid)
        if stored is None or match is None or match.closing:
            return False
        feeder = Feeder(
            sid, pid, stored.role, stored.name, match, stored.pk, stored.key_id, stored.player_id
        )
        self._feeders.add(feeder)
        self._welcome(feeder)
        logger.info("%s of match %s is back", stored.role, match.pk)
        return True

    def _welcome(self, feeder: Feeder) -> None:
        """An auxiliary client tells again what it told before."""
        if feeder.role == ClientSession.Role.AUXILIARY and feeder.player_id:
            self._ingest.note(feeder.match, AuxReturn(player_id=feeder.player_id))
