"""Port 5100 put together: who may connect, what they may send, when they are let go."""

import asyncio
import logging
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseError

from auth_keys.selectors import revoked_among
from matches.live.ingest import Ingest
from matches.live.match import LiveMatch
from matches.live.playercams import CrewWatch
from matches.models import ClientSession
from matches.services.sessions import end_session, touch_sessions
from matches.sockets.auxiliaries import Auxiliaries
from matches.sockets.feeders import Feeder, Feeders
from matches.sockets.feeding import dismiss
from matches.sockets.notices import Notices
from matches.sockets.observers import Observers
from matches.sockets.recovery import Recovery
from realtime.bus import Bus
from realtime.refusals import Refusals
from realtime.server import StrictServer
from spectra_site import clock
from spectra_site.threads import in_thread

logger = logging.getLogger(__name__)

LOOK_EVERY = 0.5  # seconds between looks for revoked keys and news of crews
TOUCH_EVERY = 10.0  # seconds between notes of who is connected
PATIENCE_EVERY = 1.0  # seconds between looks whether readers wait
PATIENCE = 3600.0  # seconds for which a client may be silent while we don't read
PING = 5  # seconds; a dead link is noticed after twice this (measured: 25/20 lost 42 s of events)


class IngestPort:
    """One per process."""

    def __init__(self, bus: Bus) -> None:
        self.refusals = Refusals()
        handlers: dict[str, Any] = {}
        self.server = StrictServer(
            handlers,
            self.refusals,
            cors_allowed_origins=settings.CORS_ORIGINS,
            ping_interval=PING,
            ping_timeout=PING,
        )
        self.ingest = Ingest(bus, clock.now_ms, self._ended, self._deposed, self._followed)
        self.feeders = Feeders(self.ingest.observed)
        self._crews = CrewWatch(self.ingest)
        self._recovery = Recovery(self.server, self.ingest, self.feeders)
        self.notices = Notices()
        parts = (self.server, self.ingest, self.feeders, self._recovery, self.notices)
        self._observers, self._auxiliaries = Observers(*parts), Auxiliaries(*parts)
        handlers.update(
            obs_logon=self._observers.logon,
            obs_data=self._observers.data,
            aux_logon=self._auxiliaries.logon,
            aux_data=self._auxiliaries.data,
        )
        self._patient_until = 0.0
        self.server.hooks(self._recovery.greet, self._leave)

    async def patrol(self) -> None:
        """Look for revoked keys and news of crews; note who is connected. Until cancelled."""
        await asyncio.gather(
            self._every(LOOK_EVERY, self._look),
            self._every(TOUCH_EVERY, self._touch),
            self._every(PATIENCE_EVERY, self._be_patient),
        )

    async def _every(self, seconds: float, work: Any) -> None:
        while True:
            await asyncio.sleep(seconds)
            try:
                await work()
            except DatabaseError as error:
                logger.error("%s: %s", work.__name__, error)

    async def _look(self) -> None:
        await self._drop_revoked()
        await self._crews.look(clock.now())

    async def _drop_revoked(self) -> None:
        by_key: dict[int, list[Feeder]] = {}
        for feeder in self.feeders:
            if feeder.key_id is not None:
                by_key.setdefault(feeder.key_id, []).append(feeder)
        if not by_key:
            return
        for key_id in await in_thread(revoked_among, list(by_key)):
            for feeder in by_key[key_id]:
                await self._expel(feeder)

    async def _expel(self, feeder: Feeder) -> None:
        logger.warning("an observer of match %s was let go: key revoked", feeder.match.pk)
        self.feeders.remove(feeder)
        await in_thread(end_session, feeder.session_pk)
        self._observers.answer(feeder.sid, value=False, reason="Invalid Key")
        await dismiss(self.server, feeder.sid)

    async def _be_patient(self) -> None:
        """While clients wait for the database, neither they nor we give the connection up."""
        now = asyncio.get_running_loop().time()
        if self.ingest.commits.stalled or self.ingest.is_following:
            self._patient_until = now + 3 * PING
        if now < self._patient_until:
            self.server.hold_on(ping_timeout=PATIENCE)
        else:
            self.server.eio.ping_timeout = PING

    async def _touch(self) -> None:
        connected = [feeder.session_pk for feeder in self.feeders]
        if connected:
            await in_thread(touch_sessions, connected, clock.now())

    async def _leave(self, sid: str) -> None:
        self._recovery.forget(sid)
        self._observers.deferred.forget(sid)
        self._auxiliaries.deferred.forget(sid)
        feeder = self.feeders.leave(sid)
        if feeder is None:
            return
        self.server.later(self._note_leaving(feeder))
        if feeder.role == ClientSession.Role.AUXILIARY:
            self._auxiliaries.left(feeder)

    async def _note_leaving(self, feeder: Feeder) -> None:
        try:
            await in_thread(touch_sessions, [feeder.session_pk], clock.now())
        except DatabaseError as error:
            logger.error("the time of a leave can't be noted: %s", error)

    async def _ended(self, match: LiveMatch) -> None:
        """The match is over: its clients are told to go, and they don't come back by themselves."""
        self.feeders.forget(match)
        for feeder in self.feeders.of_match(match):
            self.feeders.remove(feeder)
            await dismiss(self.server, feeder.sid)

    async def _followed(self, match: LiveMatch, following: LiveMatch) -> None:
        """Observers go on with the next match; players' own clients log on to it anew."""
        self.feeders.move(match, following)
        await self._ended(match)

    async def _deposed(self, match: LiveMatch) -> None:
        """Another process has the match: the clients are sent to look for it."""
        self.feeders.forget(match)
        for feeder in self.feeders.of_match(match):
            self.feeders.remove(feeder)
            await self.server.drop(feeder.sid)
