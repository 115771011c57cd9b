"""Observers on port 5100: `obs_logon` and `obs_data`."""

import logging
from functools import partial
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseError

from auth_keys.services import Access, KeyRefused, verify_key
from matches.cleaning import clean_name, is_code_of
from matches.engine.events import MatchStart, ObserverEvent, parse_observer
from matches.live.ingest import Ingest, Joined
from matches.live.match import LiveMatch
from matches.models import ClientSession, MatchEvent
from matches.services.lifecycle import CodeTakenError
from matches.services.playercams import follow_by_secret
from matches.services.sessions import NewClient
from matches.sockets.deferred import Deferred
from matches.sockets.fast_lane import FastLane
from matches.sockets.feeders import Feeder, Feeders
from matches.sockets.feeding import read_event
from matches.sockets.logon import (
    UNKNOWN_ERROR,
    LogonRefused,
    ObserverPacket,
    from_arguments,
    read_observer,
    setup_of,
)
from matches.sockets.notices import Notices
from matches.sockets.recovery import Recovery
from matches.sockets.rivals import plays_another_game, rivals_of
from realtime.server import Caller, StrictServer
from realtime.wire import argument
from spectra_site import clock
from spectra_site.threads import in_thread

logger = logging.getLogger(__name__)

ROLE = ClientSession.Role.OBSERVER


class Observers:
    """Their handlers; who is logged on stands in ``feeders``."""

    def __init__(
        self,
        server: StrictServer,
        ingest: Ingest,
        feeders: Feeders,
        recovery: Recovery,
        notices: Notices,
    ) -> None:
        self._server = server
        self._ingest = ingest
        self._feeders = feeders
        self._recovery = recovery
        self._notices = notices
        self._logging_on: set[str] = set()
        self.deferred = Deferred(server)

    async def logon(self, caller: Caller, args: list[Any]) -> None:
        """`obs_logon`: only the first of a connection counts."""
        if self._feeders.get(caller.sid) or caller.sid in self._logging_on:
            await self._server.refuse(caller, "second_logon", "this connection is logged on")
            return
        self._logging_on.add(caller.sid)
        try:
            reason = await self._admit(caller.sid, args)
        except LogonRefused as refused:
            await self._turn_away(caller, refused)
        else:
            self.answer(caller.sid, value=True, reason=reason)
            for early, held_back in self.deferred.take(caller.sid):
                await self.data(early, held_back)
        finally:
            self._logging_on.discard(caller.sid)

    async def data(self, caller: Caller, args: list[Any]) -> None:
        """`obs_data`: an event for the match that this socket logged on to."""
        feeder = self._feeders.get(caller.sid)
        if feeder is None and self.deferred.put_off(caller, args):
            return
        if feeder is None or feeder.role != ROLE:
            await self._server.refuse(caller, "not_logged_on", "log on with obs_logon first")
            return
        event = await read_event(
            self._server, self._notices, caller, parse_observer, argument(args)
        )
        if event is None:
            return
        if not is_code_of(event.group_code, feeder.match.group_code):
            await self._server.refuse(caller, "other_match", "this socket feeds another groupCode")
            return
        if isinstance(event, MatchStart):
            feeder.game_id = event.data
        if feeder.match.followed:
            await feeder.match.followed.wait()
        if plays_another_game(feeder) and not await self._follow(caller, feeder, event):
            return
        if feeder.match.closing:
            await self._server.refuse(caller, "match_over", "this match is over")
        else:
            await self._take(caller, feeder, event)

    async def _follow(self, caller: Caller, feeder: Feeder, event: ObserverEvent) -> bool:
        """Begin the next match for the observer's game; False where another one's goes on."""
        is_start, now_ms = isinstance(event, MatchStart), clock.now_ms()
        rivals = rivals_of(feeder, self._feeders, event, now_ms)
        if rivals or not (is_start or feeder.was_refused):
            feeder.was_refused = feeder.was_refused or is_start
            feeder.match.rival, feeder.match.rival_ms = feeder.name, now_ms
            self._refuse_rival(caller, event)
            return False
        feeder.was_refused = False
        await self._ingest.follow(feeder.match, feeder.game_id)
        if not is_start:
            start = MatchStart(
                group_code=event.group_code, obs_name=event.obs_name, data=feeder.game_id
            )
            await self._ingest.accept(feeder.match, start, MatchEvent.Source.OBSERVER)
        return True

    def _refuse_rival(self, caller: Caller, event: ObserverEvent) -> None:
        """Counted, but no strike: the client sends what its game says."""
        self._server.refusals.count("other_game")
        if caller.reply or isinstance(event, MatchStart):
            hint = "another observer feeds another game under this groupCode"
            self._server.explain(caller, "other_game", hint)

    async def _take(self, caller: Caller, feeder: Feeder, event: ObserverEvent) -> None:
        if isinstance(event, MatchStart):
            feeder.match.game_id = event.data
        feeder.heard_ms = clock.now_ms()
        self._notices.names_of(event)
        source = MatchEvent.Source.OBSERVER
        await self._ingest.accept(feeder.match, event, source, caller.reply)
        reply = partial(self._server.reply, caller.eio_sid)
        lane = FastLane(feeder, self._feeders, self._ingest, self._notices, reply)
        self._server.lines.take_directly(caller.eio_sid, lane.take)

    def answer(self, sid: str, *, value: bool, reason: str) -> None:
        """`obs_logon_ack`; the client keeps a good one's reason as its groupSecret."""
        body = {"type": "authenticate", "value": value, "reason": reason}
        self._server.tell(sid, "obs_logon_ack", body)

    async def _admit(self, sid: str, args: list[Any]) -> str:
        """Open or join the match; the answer's reason. Raises LogonRefused."""
        packet = from_arguments(read_observer, args)
        try:
            access = await in_thread(verify_key, packet.key or "", now=clock.now())
            joined = await self._join(sid, packet, access)
        except KeyRefused as refused:
            raise LogonRefused(f"key_{refused.detail}", refused.reason) from refused
        except CodeTakenError as taken:
            reason = f"Game with Group Code {packet.group_code} exists and is still live."
            raise LogonRefused("code_taken", reason) from taken
        except DatabaseError as error:
            logger.error("a logon failed: %s", error)
            raise LogonRefused("database", UNKNOWN_ERROR) from error
        return joined.secret or "reconnected"

    async def _join(self, sid: str, packet: ObserverPacket, access: Access) -> Joined:
        setup = setup_of(packet, access, settings.SPONSOR_LOGO_URL)
        name = clean_name(packet.obs_name)
        client = NewClient(self._recovery.pid_of(sid), ROLE, name, access.key_id)
        secret, replayed = packet.group_secret or "", packet.replayed
        joined = await self._ingest.join(setup, access, secret, client, replayed)
        if self._server.is_connected(sid):
            self._feeders.add(Feeder.of(sid, client, joined.match, joined.session_pk))
        if packet.playercams:
            await self._follow_crew(packet.playercams, joined.match, access)
        return joined

    async def _follow_crew(
        self, session: tuple[str, str], match: LiveMatch, access: Access
    ) -> None:
        """The match follows the session that its client names; without one it goes on as it is."""
        owner, code = access.organisation_id, match.group_code
        try:
            is_good = await in_thread(
                follow_by_secret, *session, organisation_id=owner, group_code=code, now=clock.now()
            )
        except DatabaseError as error:
            logger.error("match %s: its crew can't be looked for: %s", match.pk, error)
            return
        if not is_good:
            self._server.refusals.count("unknown_playercams")
            logger.info("match %s: no player camera session as its client says", match.pk)

    async def _turn_away(self, caller: Caller, refused: LogonRefused) -> None:
        self._server.refusals.refuse(caller.eio_sid, refused.slug, clock.now_ms())
        self.answer(caller.sid, value=False, reason=refused.reason)
        await self._server.disconnect(caller.sid)
