"""Connection state recovery: a client whose connection blips goes on where it was.

socket.io-client 4.6 and later keeps the ``pid`` of its CONNECT answer and sends it back with the
next CONNECT; it knows by the same ``pid`` in the answer that its session is restored. Beside it
comes an ``offset``, the last string that it received: we have no use for it.
"""

import logging
import secrets
import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseError

from matches.live.ingest import Ingest
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
        self._pids[sid] = brought if brought and restored else secrets.token_urlsafe(24)
        return {"pid": self._pids[sid]}

    def forget(self, sid: str) -> None:
        self._pids.pop(sid, None)

    async def _restore(self, sid: str, pid: str) -> bool:
        """First from memory, which works also while the database is away."""
        since = time.monotonic() - settings.RECOVERY_WINDOW
        self._feeders.forget_before(since)
        found = self._feeders.come_back(pid, sid, since)
        if found is None:
            return await self._restore_stored(sid, pid)
        feeder, former_sid = found
        if former_sid:  # the client is here again before we noticed that its link is dead
            self._server.later(self._server.drop(former_sid))
        if not feeder.match.closing:
            return True
        self._feeders.remove(feeder)  # its match is over, or another process's by now
        return await self._restore_stored(sid, pid)

    async def _restore_stored(self, sid: str, pid: str) -> bool:
        window = timedelta(seconds=settings.RECOVERY_WINDOW)
        try:
            stored = await in_thread(recover_session, pid, window=window, now=clock.now())
            match = await self._ingest.claim(stored.match_pk) if stored else None
        except DatabaseError as error:
            # An answer now would be a new session, after which the client never logs on again.
            logger.error("a session can't be looked up: %s", error)
            raise TryAgainLater from error
        if stored is None or match is None or match.closing:
            return False
        feeder = Feeder(
            sid, pid, stored.role, stored.name, match, stored.pk, stored.key_id, stored.player_id
        )
        self._feeders.add(feeder)
        logger.info("%s of match %s is back", stored.role, match.pk)
        return True
