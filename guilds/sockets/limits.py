"""How much one address, and one connection, may ask of the communities' port. Pure."""

import ipaddress
from dataclasses import dataclass, field
from enum import Enum, auto

WINDOW = 60.0  # seconds over which attempts are counted


class Verdict(Enum):
    """On a connection that has just come. One that is turned away gets no answer at all."""

    WELCOME = auto()
    TOO_MANY_ATTEMPTS = auto()
    TOO_MANY_CONNECTIONS = auto()
    TURNED_AWAY = auto()


@dataclass(slots=True)
class _Address:
    open: set[str] = field(default_factory=set)
    window_ends: float = 0.0
    attempts: int = 0
    shut_until: float = 0.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Per address: connections, attempts in a minute, and the seconds to wait after too many."""

    connections: int
    attempts: int
    cooldown: float


class Doorway:
    """Who comes from where. Connections are named by their Engine.IO ids; times are seconds.

    Those that are refused come in just as far as they can be told why, but not without end: with
    twice as many open as are allowed, the transport itself is refused.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._addresses: dict[str, _Address] = {}
        self._address_of: dict[str, str] = {}

    def arrive(self, connection: str, address: str, now: float) -> Verdict:
        """Count an attempt. Unless it is turned away, ``leave`` has to follow some time."""
        key = _block(address)
        entry = self._addresses.setdefault(key, _Address())
        too_often = self._tries_too_often(entry, now)
        if len(entry.open) >= 2 * self._limits.connections:
            return Verdict.TURNED_AWAY
        entry.open.add(connection)
        self._address_of[connection] = key
        if too_often:
            return Verdict.TOO_MANY_ATTEMPTS
        if len(entry.open) > self._limits.connections:
            return Verdict.TOO_MANY_CONNECTIONS
        return Verdict.WELCOME

    def leave(self, connection: str) -> None:
        """Its transport has ended."""
        key = self._address_of.pop(connection, "")
        if entry := self._addresses.get(key):
            entry.open.discard(connection)

    def sweep(self, now: float) -> None:
        """Forget addresses of which there is nothing to remember."""
        self._addresses = {
            key: entry
            for key, entry in self._addresses.items()
            if entry.open or now < max(entry.window_ends, entry.shut_until)
        }

    def _tries_too_often(self, entry: _Address, now: float) -> bool:
        if now < entry.shut_until:
            return True
        if now >= entry.window_ends:
            entry.window_ends, entry.attempts = now + WINDOW, 0
        entry.attempts += 1
        if entry.attempts > self._limits.attempts:
            entry.shut_until = now + self._limits.cooldown
            entry.window_ends = entry.shut_until
            return True
        return False


class Allowance:
    """So many events in each second of one connection."""

    __slots__ = ("_ends", "_left", "_limit")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._left = limit
        self._ends = 0.0

    def spend(self, now: float) -> bool:
        """Count an event; False for one too many."""
        if now >= self._ends:
            self._ends, self._left = now + 1.0, self._limit
        self._left -= 1
        return self._left >= 0

    @property
    def just_ended(self) -> bool:
        """Whether the last event was the first one too many of its second."""
        return self._left == -1


def _block(address: str) -> str:
    """What counts as one address: of IPv6 the /64 that one household or machine is given."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    bits = 64 if parsed.version == 6 else 32
    return str(ipaddress.ip_network((parsed, bits), strict=False).network_address)
