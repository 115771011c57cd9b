"""Ghosts begin to type and then send nothing."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Talk:
    """How often a member began to type, and how often something came of it."""

    user_id: int
    username: str
    typings: int
    messages: int


@dataclass(frozen=True, slots=True)
class Ghost:
    user_id: int
    username: str
    score: float


def ranked_ghosts(rows: Iterable[Talk]) -> list[Ghost]:
    """All who typed, the highest score first; among equals whoever typed more often.

    The score is the contract's: typing events by messages, of which no fewer than one count.
    """
    typists = [row for row in rows if row.typings]
    typists.sort(key=lambda row: (-_score(row), -row.typings, row.user_id))
    return [Ghost(row.user_id, row.username, _score(row)) for row in typists]


def _score(row: Talk) -> float:
    return row.typings / max(row.messages, 1)
