"""What an operator types at logon or in a preview, made safe for every page that shows it.

Pure functions. They never raise: what can't be kept becomes empty.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import msgspec

from matches.engine.setup import TeamSetup

NAME_LENGTH = 64
URL_LENGTH = 2048
TOOLS_DEPTH = 32
NEVER_SHOWN = ("secret", "endTime")  # of playercamsInfo

GROUP_CODE_LENGTH = 32
GROUP_CODE_HINT = "1 to 32 characters, none of them a control character"
_COLOUR = re.compile("#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
# Line separators, and signs that turn the direction of the text after them.
_DISRUPTIVE = re.compile("[\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# Overlays put addresses into attributes and into CSS url(...): none may end there early.
_ESCAPES = {ord(sign): f"%{ord(sign):02X}" for sign in " \"'()<>\\^`{|}"}


@lru_cache(maxsize=1024)
def clean_group_code(text: str) -> str:
    """The group code in its one spelling (NFC, no blanks around it); "" where it is none.

    A code has 1 to 32 characters of any script. An address could not hold ``.`` and ``..`` as a
    part of it.
    """
    code = unicodedata.normalize("NFC", text.strip())
    if _printable(code) != code or len(code) > GROUP_CODE_LENGTH:
        return ""
    return "" if {".", ".."}.intersection(code.split("/")) else code


def typed_group_code(text: str) -> str:
    """The group code as the field's clients send what a person types: in capitals."""
    return clean_group_code(text.upper())


def is_code_of(text: str, group_code: str) -> bool:
    """Whether the text means this code. Every event is asked: most hold it as it is."""
    return text == group_code or clean_group_code(text) == group_code


def is_group_code(text: str) -> bool:
    return bool(clean_group_code(text))


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


def clean_colour(value: Any) -> str:
    """The colour as CSS writes it (`#ff8800`), the # may be missing; "" for what is none."""
    found = _COLOUR.fullmatch(value) if isinstance(value, str) else None
    return f"#{found[1].lower()}" if found else ""


def clean_team(team: TeamSetup) -> TeamSetup:
    """The team with its name, tricode, logo address and colour cleaned."""
    return msgspec.structs.replace(
        team,
        name=clean_name(team.name),
        tricode=clean_name(team.tricode),
        url=clean_url(team.url),
        color=clean_colour(team.color),
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
