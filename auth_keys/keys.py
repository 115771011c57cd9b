"""The text of an observer key. Pure functions; nothing here knows which keys exist.

A key is ``spectra_``, 43 base62 characters from ``secrets`` (256 bits) and 6 more that hold the
CRC-32 of those 43, so that a mistyped key is told apart from an unknown one.
"""

import hashlib
import re
import secrets
import string
import zlib

MARK = "spectra_"
BODY_LENGTH = 43
CHECKSUM_LENGTH = 6
PREFIX_LENGTH = len(MARK) + 8

_ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
_FORM = re.compile(rf"{MARK}([0-9A-Za-z]{{{BODY_LENGTH}}})([0-9A-Za-z]{{{CHECKSUM_LENGTH}}})")


def new_key() -> str:
    """A key that nobody has seen."""
    body = "".join(secrets.choice(_ALPHABET) for _ in range(BODY_LENGTH))
    return MARK + body + _checksum(body)


def is_well_formed(text: str) -> bool:
    """Whether the text was once a key of ours, going by its form and checksum."""
    form = _FORM.fullmatch(text)
    return form is not None and _checksum(form[1]) == form[2]


def prefix_of(text: str) -> str:
    """The part of a key that may be shown and by which it is looked up: 16 characters."""
    return text[:PREFIX_LENGTH]


def digest_of(text: str) -> str:
    """What is stored of a key: its SHA-256 in hex. A key is random, so it needs no salt."""
    return hashlib.sha256(text.encode()).hexdigest()


def _checksum(body: str) -> str:
    value, signs = zlib.crc32(body.encode()), ""
    for _ in range(CHECKSUM_LENGTH):
        value, digit = divmod(value, len(_ALPHABET))
        signs = _ALPHABET[digit] + signs
    return signs
