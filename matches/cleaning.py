"""What an operator types at logon or in a preview, made safe for every page that shows it.

Pure functions. They never raise: what can't be kept becomes empty.
"""

import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

import msgspec

from matches.engine.setup import TeamSetup

NAME_LENGTH = 64
URL_LENGTH = 2048
TOOLS_DEPTH = 32
NEVER_SHOWN = ("secret", "endTime")  # of playercamsInfo

_GROUP_CODE = re.compile(r"[A-Za-z0-9_-]{1,32}")
# Line separators, and signs that turn the direction of the text after them.
_DISRUPTIVE = re.compile("[\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# Overlays put addresses into attributes and into CSS url(...): none may end there early.
_ESCAPES = {ord(sign): f"%{ord(sign):02X}" for sign in " \"'()<>\\^`{|}"}


def is_group_code(text: str) -> bool:
    """1 to 32 ASCII letters, digits, ``-`` and ``_``."""
    return _GROUP_CODE.fullmatch(text) is not None


def clean_name(text: str) -> str:
    """The text without control characters and lone surrogates, cut at 64 characters."""
    return _printable(text)[:NAME_LENGTH]


def clean_full_name(text: str) -> str:
    """A Riot ID as somebody typed it, as ``name#tagline``; "" where it is none."""
    name, sign, tagline = (part.strip() for part in _printable(text).rpartition("#"))
    fits = name and sign and max(len(name), len(tagline)) <= NAME_LENGTH
    return f"{name}#{tagline}" if fits else ""


def clean_url(text: str) -> str:
    """An absolute http or https address of at most 2,048 characters; anything else is ""."""
    url = text.strip().translate(_ESCAPES)
    if len(url) > URL_LENGTH or _printable(url) != url:
        return ""
    try:
        parts = urlsplit(url)
        port_is_valid = parts.port != 0
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.hostname and port_is_valid else ""


def clean_team(team: TeamSetup) -> TeamSetup:
    """The team with its name, tricode and logo address cleaned."""
    return msgspec.structs.replace(
        team,
        name=clean_name(team.name),
        tricode=clean_name(team.tricode),
        url=clean_url(team.url),
    )


def clean_tools(tools: dict[str, Any]) -> dict[str, Any]:
    """toolsData with its addresses cleaned; a branch more than 32 levels deep becomes null.

    Addresses are the members ``logo`` and ``…Url``, and the entries of ``sponsorInfo.sponsors``.
    The player cams lose their secret and endTime, which are for nobody's eyes. Everything else
    is kept, known or not.
    """
    cleaned = {key: _clean_tool(key, value, depth=2) for key, value in tools.items()}
    cams = cleaned.get("playercamsInfo")
    if isinstance(cams, dict):
        cleaned["playercamsInfo"] = {
            key: value for key, value in cams.items() if key not in NEVER_SHOWN
        }
    return cleaned


def _clean_tool(key: str, value: Any, *, depth: int) -> Any:
    if depth > TOOLS_DEPTH:
        return None
    if isinstance(value, dict):
        return {name: _clean_tool(name, item, depth=depth + 1) for name, item in value.items()}
    if isinstance(value, list):
        return [_clean_tool(key, item, depth=depth + 1) for item in value]
    if isinstance(value, str) and (key in ("logo", "sponsors") or key.lower().endswith("url")):
        return clean_url(value)
    return value


def _printable(text: str) -> str:
    kept = (sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cs"))
    return _DISRUPTIVE.sub("", "".join(kept))
