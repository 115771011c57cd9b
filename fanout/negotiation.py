"""Which offer of permessage-deflate is accepted (RFC 7692, 5 and 7.1)."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from autobahn.websocket.compress import PerMessageDeflateOffer, PerMessageDeflateOfferAccept

from fanout.compression import WINDOW_BITS

NAME = "permessage-deflate"
FLAGS = frozenset({"server_no_context_takeover", "client_no_context_takeover"})
BITS = frozenset(str(bits) for bits in range(8, 16))
SMALLEST_OF_OURS = 9  # zlib makes no raw deflate for a window of 8 bits

Parameters = dict[str, list[Any]]
"""As autobahn reads them: each name with all its values, True where it has none."""


class Terms(NamedTuple):
    """What a client takes: deflate for this window, and whether it keeps it between messages."""

    window_bits: int
    remembers: bool
    names_window: bool
    """Whether it said how large: the answer has to say it too, also where that is the usual."""


def first_good(extensions: Sequence[tuple[str, Parameters]]) -> Terms | None:
    """The terms of the first offer that we can accept; the others are passed over."""
    terms = (_terms(parameters) for name, parameters in extensions if name == NAME)
    return next((good for good in terms if good), None)


def acceptance(terms: Terms) -> PerMessageDeflateOfferAccept:
    """The answer to an offer of these terms; it names what the client asked of us, no more."""
    ours = terms.window_bits if terms.names_window else 0
    offer = PerMessageDeflateOffer(True, True, not terms.remembers, ours)
    return PerMessageDeflateOfferAccept(offer)


def _terms(parameters: Parameters) -> Terms | None:
    """None for an offer that must be declined: one that we can't keep, or can't read (7.1)."""
    if any(len(values) != 1 for values in parameters.values()):
        return None
    only = {name: values[0] for name, values in parameters.items()}
    if any(only.pop(flag, True) is not True for flag in FLAGS & only.keys()):
        return None
    if only.pop("client_max_window_bits", True) not in BITS | {True}:
        return None
    bits = only.pop("server_max_window_bits", str(WINDOW_BITS))
    if only or bits not in BITS or int(bits) < SMALLEST_OF_OURS:
        return None
    remembers = "server_no_context_takeover" not in parameters
    return Terms(int(bits), remembers, "server_max_window_bits" in parameters)
