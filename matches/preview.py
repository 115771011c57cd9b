"""Previews: what a producer has set up, shown on a match nobody plays, for ten minutes."""

import secrets
import string
from typing import Any

import msgspec
from django.conf import settings
from django.core.cache import cache

from auth_keys.services import Access
from matches.cleaning import clean_team, clean_tools, is_group_code
from matches.engine.setup import MatchSetup, TeamSetup
from matches.engine.view import Feed, public_view
from matches.sample_match import sample_match

CODE_LENGTH = 6
LIFE_S = 600
# Without the two letters that are taken for digits.
CODE_ALPHABET = (string.ascii_uppercase + string.digits).translate({ord("I"): None, ord("O"): None})


class PreviewPacket(msgspec.Struct, rename="camel", frozen=True):
    """The body of ``PUT /createPreview``. The client's version is not looked at."""

    type: str
    left_team: TeamSetup
    right_team: TeamSetup
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
    setup = MatchSetup(
        group_code=code,
        left_team=clean_team(packet.left_team),
        right_team=clean_team(packet.right_team),
        tools=clean_tools(packet.tools_data or {}),
        organization_id=str(access.organisation_id or ""),
        org_is_supporter=access.is_supporter,
        sponsor_logo_url=settings.SPONSOR_LOGO_URL,
    )
    cache.set(_place(code), msgspec.json.encode(setup), LIFE_S)
    return code


def sample_of(code: str, now_ms: int) -> dict[str, Any] | None:
    """The kept preview as ``match_data`` would carry it; its round's clock starts now."""
    kept = cache.get(_place(code))
    if kept is None:
        return None
    return public_view(sample_match(_setup.decode(kept), now_ms), feed=Feed(1, now_ms))


def is_preview_code(text: str) -> bool:
    """Six of the characters that a group code may have."""
    return len(text) == CODE_LENGTH and is_group_code(text)


def _new_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def _place(code: str) -> str:
    return f"preview:{code}"
