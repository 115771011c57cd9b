"""Events that the server itself writes into a match's log. No client may send them."""

from msgspec import Struct

from matches.engine.setup import MatchSetup

from .fields import Identifier


class ServerEvent(Struct, frozen=True, kw_only=True, rename="camel", tag_field="type"):
    """The envelope of the server's own events: nothing but the type."""


class AuxDisconnect(ServerEvent, frozen=True, tag="aux_disconnect"):
    """The auxiliary client of this player has left."""

    player_id: Identifier


class AuxReturn(ServerEvent, frozen=True, tag="aux_return"):
    """The auxiliary client of this player is back, without a new logon."""

    player_id: Identifier


class Registered(ServerEvent, frozen=True, tag="registered"):
    """The match's archive record exists."""


class LoggedOn(ServerEvent, frozen=True, tag="logged_on"):
    """Another observer has logged on to the match, with this set-up."""

    setup: MatchSetup


AnyServerEvent = AuxDisconnect | AuxReturn | Registered | LoggedOn
