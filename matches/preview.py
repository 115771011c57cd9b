"""Previews: what a producer has set up, shown on a match nobody plays, for ten minutes."""

import re
import secrets
import string
from typing import Any

import msgspec
from django.conf import settings
from django.core.cache import cache

from auth_keys.services import Access
from matches.cleaning import clean_team, clean_tools
from matches.engine.setup import MatchSetup, TeamSetup
from matches.engine.view import Feed, public_view
from matches.sample_match import sample_match

CODE_LENGTH = 6
LIFE_S = 600
_CODE = re.compile(f"[A-Za-z0-9_-]{{{CODE_LENGTH}}}")
# Without the two letters that are taken for digits.
CODE_ALPHABET = (string.ascii_uppercase + string.digits).translate({ord("I"): None, ord("O"): None})


class TeamPacket(msgspec.Struct, rename="camel", frozen=True):
    """A team; the field's client does not say here which one attacks first."""

    name: str
    tricode: str
    url: str
    attack_start: bool = False


class PreviewPacket(msgspec.Struct, rename="camel", frozen=True):
    """The body of ``PUT /createPreview``. The client's version is not looked at."""

    type: str
    left_team: TeamPacket
    right_team: TeamPacket
    key: str | None = None
    preview_code: str | None = None
    tools_data: dict[str, Any] | None = None


class BadPreviewError(ValueError):
    """The body is no preview; the text says where it is wrong."""


_packet = msgspec.json.Decoder(PreviewPacket)
_setup = msgspec.json.Decoder(MatchSetup)


def read_packet(raw: bytes) -> PreviewPacket:
    """The packet in the bytes, or BadPreviewError."""
    try:
        packet = _packet.decode(raw)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise BadPreviewError(str(error)) from error
    if packet.type != "preview":
        raise BadPreviewError("Its type must be preview.")
    if b"\\u0000" in raw:
        raise BadPreviewError("It holds a NUL character.")
    return packet


def keep(packet: PreviewPacket, access: Access) -> str:
    """Keeps the preview for ten minutes from now; returns its code.

    That is the code which the packet asks for, if it is one of six characters, else a new one.
    """
    asked = packet.preview_code
    code = asked if asked and is_preview_code(asked) else _new_code()
    left_attacks = packet.left_team.attack_start or not packet.right_team.attack_start
    setup = MatchSetup(
        group_code=code,
        left_team=_team(packet.left_team, attacks=left_attacks),
        right_team=_team(packet.right_team, attacks=not left_attacks),
        tools=clean_tools(packet.tools_data or {}),
        organization_id=str(access.organisation_id or ""),
        org_is_supporter=access.is_supporter,
        sponsor_logo_url=settings.SPONSOR_LOGO_URL,
    )
    cache.set(_place(code), msgspec.json.encode(setup), LIFE_S)
    return code


def _team(team: TeamPacket, *, attacks: bool) -> TeamSetup:
    return clean_team(TeamSetup(team.name, team.tricode, team.url, attacks))


def sample_of(code: str, now_ms: int) -> dict[str, Any] | None:
    """The kept preview as ``match_data`` would carry it; its round's clock starts now."""
    kept = cache.get(_place(code))
    if kept is None:
        return None
    return public_view(sample_match(_setup.decode(kept), now_ms), feed=Feed(1, now_ms))


def is_preview_code(text: str) -> bool:
    """Six ASCII letters, digits, ``-`` and ``_``."""
    return _CODE.fullmatch(text) is not None


def _new_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def _place(code: str) -> str:
    return f"preview:{code}"
