"""What can happen in a community, as plain values. All times are UTC."""

from dataclasses import dataclass
from datetime import datetime

from guilds.values import Channel, Who


@dataclass(frozen=True, slots=True)
class Happening:
    at: datetime
    who: Who


@dataclass(frozen=True, slots=True)
class InChannel(Happening):
    channel: Channel


class Typed(InChannel):
    __slots__ = ()


class Wrote(InChannel):
    __slots__ = ()


class Reacted(InChannel):
    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Spoke(InChannel):
    """``kind`` is join, move or leave; of a move the channel is the new one."""

    kind: str


@dataclass(frozen=True, slots=True)
class Showed(Happening):
    """``status`` is online, idle, dnd or offline; ``platforms`` of desktop, mobile, web."""

    status: str
    platforms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GotRoles(Happening):
    added: tuple[str, ...]
    removed: tuple[str, ...]


class Joined(Happening):
    __slots__ = ()


class Left(Happening):
    __slots__ = ()
