"""Auxiliary clients on port 5100: `aux_logon` and `aux_data`. They hold no key."""

import logging
from typing import Any

import msgspec
from django.db import Error as DatabaseError

from auth_keys.models import AuxiliaryPolicy
from matches.cleaning import clean_name
from matches.engine.events import (
    AuxDisconnect,
    AuxiliaryEvent,
    AuxScoreboard,
    AuxScoreboardTeam,
    parse_auxiliary,
)
from matches.engine.reducer import has_player
from matches.live.ingest import Ingest
from matches.live.match import LiveMatch
from matches.models import ClientSession, MatchEvent
from matches.services.sessions import NewClient, bind_player
from matches.sockets.deferred import Deferred
from matches.sockets.feeders import Feeder, Feeders
from matches.sockets.feeding import read_event
from matches.sockets.logon import (
    UNKNOWN_ERROR,
    AuxiliaryPacket,
    LogonRefused,
    from_arguments,
    read_auxiliary,
)
from matches.sockets.recovery import Recovery
from realtime.server import Caller, StrictServer
from realtime.wire import argument
from spectra_site import clock
from spectra_site.threads import in_thread

logger = logging.getLogger(__name__)

ROLE = ClientSession.Role.AUXILIARY


class Auxiliaries:
    """Their handlers; who is logged on stands in ``feeders``."""

    def __init__(
        self, server: StrictServer, ingest: Ingest, feeders: Feeders, recovery: Recovery
    ) -> None:
        self._server = server
        self._ingest = ingest
        self._feeders = feeders
        self._recovery = recovery
        self.deferred = Deferred(server)

    async def logon(self, caller: Caller, args: list[Any]) -> None:
        """`aux_logon`: for the match that the game knows by this matchId."""
        if self._feeders.get(caller.sid):
            await self._server.refuse(caller, "second_logon", "this connection is logged on")
            return
        try:
            await self._admit(caller.sid, args)
        except LogonRefused as refused:
            self._server.refusals.refuse(caller.eio_sid, refused.slug, clock.now_ms())
            body = {"type": "authenticate", "value": False, "reason": refused.reason}
            self._server.tell(caller.sid, "aux_logon_ack", body)
            await self._server.disconnect(caller.sid)
        else:
            body = {"type": "aux_authenticate", "value": True}
            self._server.tell(caller.sid, "aux_logon_ack", body)
            for early, held_back in self.deferred.take(caller.sid):
                await self.data(early, held_back)

    async def data(self, caller: Caller, args: list[Any]) -> None:
        """`aux_data`: an event for the player that this socket is bound to."""
        feeder = self._feeders.get(caller.sid)
        if feeder is None and self.deferred.put_off(caller, args):
            return
        if feeder is None or feeder.role != ROLE:
            await self._server.refuse(caller, "not_logged_on", "log on with aux_logon first")
            return
        event = await read_event(self._server, caller, parse_auxiliary, argument(args))
        if event is None:
            return
        if event.match_id != feeder.match.state.match_id:
            await self._server.refuse(caller, "other_match", "this socket feeds another matchId")
        elif feeder.match.closing:
            await self._server.refuse(caller, "match_over", "this match is over")
        elif not may_send(feeder, event):
            hint = "an auxiliary client sends for its own player, who must be in the match"
            await self._server.refuse(caller, "other_player", hint)
        else:
            await self._take(caller, feeder, event)

    def left(self, feeder: Feeder) -> None:
        """The socket is gone: what it showed of its player is no longer to be had."""
        others = (f for f in self._feeders.of_match(feeder.match) if f.role == ROLE)
        alone = all(other.player_id != feeder.player_id for other in others)
        if feeder.player_id and alone and not feeder.match.closing:
            self._ingest.note(feeder.match, AuxDisconnect(player_id=feeder.player_id))

    async def _admit(self, sid: str, args: list[Any]) -> None:
        packet = from_arguments(read_auxiliary, args)
        match = self._ingest.by_match_id(packet.match_id)
        if match is None or match.closing:
            reason = f"Game with Match ID {clean_name(packet.match_id)} not found."
            raise LogonRefused("unknown_match_id", reason)
        check_policy(match, packet)
        name = clean_name(packet.name)
        client = NewClient(self._recovery.pid_of(sid), ROLE, name, player_id=packet.player_id)
        try:
            session_pk = await self._ingest.remember(client, match)
        except DatabaseError as error:
            logger.error("a logon failed: %s", error)
            raise LogonRefused("database", UNKNOWN_ERROR) from error
        if self._server.is_connected(sid):
            self._feeders.add(Feeder.of(sid, client, match, session_pk))

    async def _take(self, caller: Caller, feeder: Feeder, event: AuxiliaryEvent) -> None:
        if not feeder.player_id and isinstance(event, AuxScoreboard):
            feeder.player_id = event.data.player_id
            self._server.later(in_thread(bind_player, feeder.session_pk, feeder.player_id))
        event = msgspec.structs.replace(event, player_id=feeder.player_id)
        source = MatchEvent.Source.AUXILIARY
        await self._ingest.accept(feeder.match, event, source, caller.reply)


def may_send(feeder: Feeder, event: AuxiliaryEvent) -> bool:
    """A scoreboard names its player itself; everything else is about the socket's own."""
    if isinstance(event, AuxScoreboard):
        player_id = event.data.player_id
        if feeder.match.auxiliary_policy == AuxiliaryPolicy.ROSTER:
            return player_id == feeder.player_id
    else:
        player_id = feeder.player_id
        if event.player_id not in ("", player_id):
            return False
        whole_team = isinstance(event, AuxScoreboardTeam)
        if whole_team and feeder.match.auxiliary_policy == AuxiliaryPolicy.ROSTER:
            return False
    return has_player(feeder.match.state, player_id)


def check_policy(match: LiveMatch, packet: AuxiliaryPacket) -> None:
    """Raises LogonRefused where the organisation's policy keeps this client out."""
    if match.auxiliary_policy == AuxiliaryPolicy.OFF:
        reason = "Auxiliary clients are switched off for this match."
        raise LogonRefused("auxiliary_off", reason)
    roster_only = match.auxiliary_policy == AuxiliaryPolicy.ROSTER
    if roster_only and not has_player(match.state, packet.player_id):
        reason = "Only players of this match may send auxiliary data."
        raise LogonRefused("auxiliary_roster", reason)
