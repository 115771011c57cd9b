"""Events that the server itself writes into a match's log. No client may send them."""

from typing import Annotated

from msgspec import Meta, Struct

from matches.engine.setup import MatchSetup

from .fields import FullName, Identifier, Name

MOST_CREW_PLAYERS = 32
Listed = Meta(max_length=MOST_CREW_PLAYERS)


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


class Playercams(ServerEvent, frozen=True, tag="playercams"):
    """The crew has changed names or cameras: all of them, as they are now.

    `revision` counts the changes of the session that `identifier` names. Players go by their
    full names, ``name#tagline``; `overrides` are pairs of such a name and the one to show.
    """

    identifier: Identifier
    revision: Annotated[int, Meta(ge=0)]
    overrides: Annotated[tuple[tuple[FullName, Name], ...], Listed] = ()
    enabled_players: Annotated[tuple[FullName, ...], Listed] = ()


AnyServerEvent = AuxDisconnect | AuxReturn | Registered | LoggedOn | Playercams
