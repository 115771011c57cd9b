"""The logon packets of port 5100, from bytes to what they ask for."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from django.conf import settings

from auth_keys.services import Access
from matches.cleaning import GROUP_CODE_HINT, clean_group_code, clean_name, clean_team, clean_tools
from matches.client_versions import is_compatible
from matches.engine.setup import MatchSetup, TeamSetup
from realtime.wire import UnreadableError, argument
from spectra_site import __version__

logger = logging.getLogger(__name__)

T = TypeVar("T")

INVALID_PACKET = "Invalid packet."
UNKNOWN_ERROR = "Unknown Error"

STREAMS = FULL, DELTA = "full", "delta"


class LogonRefused(Exception):
    """``reason`` is the wire's own sentence, ``slug`` what the refusal is counted as."""

    def __init__(self, slug: str, reason: str) -> None:
        super().__init__(reason)
        self.slug = slug
        self.reason = reason


class TeamPacket(msgspec.Struct, rename="camel", frozen=True):
    name: str = ""
    tricode: str = ""
    url: str = ""
    attack_start: bool = False
    color: Any = ""


class ObserverPacket(msgspec.Struct, rename="camel", frozen=True):
    """`obs_logon`: the first message of an observer."""

    type: str
    group_code: str
    left_team: TeamPacket
    right_team: TeamPacket
    client_version: str = ""
    obs_name: str = ""
    key: str | None = None
    group_secret: str | None = None
    tools_data: dict[str, Any] | None = None
    replay_of: Any = None

    @property
    def replayed(self) -> int | None:
        """The number of the match that this observer plays again."""
        number = self.replay_of
        is_number = isinstance(number, int) and not isinstance(number, bool)
        return number if is_number and 0 < number < 2**63 else None

    @property
    def playercams(self) -> tuple[str, str] | None:
        """Identifier and secret of the player camera session, where the client has one on."""
        cams = (self.tools_data or {}).get("playercamsInfo")
        if not isinstance(cams, dict) or cams.get("enable") is not True:
            return None
        identifier, secret = cams.get("identifier"), cams.get("secret")
        if not (isinstance(identifier, str) and isinstance(secret, str)):
            return None
        return (identifier, secret) if identifier and secret else None


class AuxiliaryPacket(msgspec.Struct, rename="camel", frozen=True):
    """`aux_logon`: playerId may be "", the first scoreboard tells it then."""

    type: str
    match_id: str
    client_version: str = ""
    name: str = ""
    player_id: str = ""


class OverlayPacket(msgspec.Struct, rename="camel", frozen=True):
    """`logon` on port 5200: `stream` is one of STREAMS."""

    group_code: str
    stream: Any = FULL


_observer = msgspec.json.Decoder(ObserverPacket)
_auxiliary = msgspec.json.Decoder(AuxiliaryPacket)
_overlay = msgspec.json.Decoder(OverlayPacket)


def from_arguments(read: Callable[[bytes | str], T], args: list[Any]) -> T:
    """What the event's one argument holds; one that can't be read is refused like the rest."""
    try:
        return read(argument(args))
    except UnreadableError as error:
        raise LogonRefused("invalid_packet", INVALID_PACKET) from error


def read_observer(raw: bytes | str) -> ObserverPacket:
    """The packet, once it is of the right kind and from a version that we take."""
    packet: ObserverPacket = _decode(_observer, raw)
    code = clean_group_code(packet.group_code)
    if packet.type != "authenticate" or not code:
        raise LogonRefused("invalid_packet", INVALID_PACKET)
    _check_version(packet.client_version)
    return msgspec.structs.replace(packet, group_code=code)


def read_auxiliary(raw: bytes | str) -> AuxiliaryPacket:
    """The packet, once it is of the right kind and from a version that we take."""
    packet: AuxiliaryPacket = _decode(_auxiliary, raw)
    if packet.type != "aux_authenticate" or max(len(packet.match_id), len(packet.player_id)) > 64:
        raise LogonRefused("invalid_packet", INVALID_PACKET)
    _check_version(packet.client_version)
    return packet


def read_overlay(raw: bytes | str) -> OverlayPacket:
    """Which states the overlay wants, and how."""
    packet: OverlayPacket = _decode(_overlay, raw)
    code = clean_group_code(packet.group_code)
    if not code:
        raise LogonRefused("invalid_packet", f"groupCode: {GROUP_CODE_HINT}")
    if packet.stream not in STREAMS:
        raise LogonRefused("invalid_packet", 'stream: "full" or "delta"; without it, "full"')
    return msgspec.structs.replace(packet, group_code=code)


def setup_of(packet: ObserverPacket, access: Access, sponsor_logo_url: str) -> MatchSetup:
    """The match that this logon would open, cleaned of what could break a page."""
    return MatchSetup(
        group_code=packet.group_code,
        left_team=_team(packet.left_team),
        right_team=_team(packet.right_team),
        tools=clean_tools(packet.tools_data or {}),
        organization_id=str(access.organisation_id or ""),
        org_is_supporter=access.is_supporter,
        sponsor_logo_url=sponsor_logo_url,
    )


def _decode(decoder: msgspec.json.Decoder[Any], raw: bytes | str) -> Any:
    try:
        return decoder.decode(raw)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise LogonRefused("invalid_packet", INVALID_PACKET) from error


def _check_version(version: str) -> None:
    if not is_compatible(version):
        shown = clean_name(version)
        taken = settings.CLIENT_VERSIONS
        logger.warning("client version %s was refused: CLIENT_VERSIONS is %s", shown, taken)
        reason = f"Client version {shown} is not compatible with server version {__version__}."
        raise LogonRefused("version", reason)


def _team(team: TeamPacket) -> TeamSetup:
    return clean_team(
        TeamSetup(
            name=team.name,
            tricode=team.tricode,
            url=team.url,
            attack_start=team.attack_start,
            color=team.color,
        )
    )
