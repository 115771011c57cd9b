"""Lurkers are there, and neither type nor write."""

from collections.abc import Iterable
from dataclasses import dataclass

SURE_FROM = 5  # presence events


@dataclass(frozen=True, slots=True)
class Silence:
    """A member who neither typed nor wrote.

    ``channels`` are those in which something else shows the member: voice, reactions.
    """

    user_id: int
    username: str
    presences: int
    channels: int


@dataclass(frozen=True, slots=True)
class Lurker:
    """``score`` is 1 for whoever was seen often enough to be sure, else 0."""

    user_id: int
    username: str
    score: int
    channel_count: int


def ranked_lurkers(rows: Iterable[Silence]) -> list[Lurker]:
    """All who were seen, the highest score first; among equals whoever was seen more often."""
    present = [row for row in rows if row.presences]
    present.sort(key=lambda row: (-row.presences, row.user_id))
    return [Lurker(row.user_id, row.username, _score(row), row.channels) for row in present]


def _score(row: Silence) -> int:
    return int(row.presences >= SURE_FROM)
