"""Whose roles change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class RoleCount:
    """How often a member was given this role, and how often it was taken."""

    user_id: int
    username: str
    role: str
    given: int
    taken: int


@dataclass(frozen=True, slots=True)
class Drift:
    """What is left of all the changes: a role that came and went is in neither list."""

    user_id: int
    username: str
    changes: int
    added: Sequence[str]
    removed: Sequence[str]


def role_drift(rows: Iterable[RoleCount]) -> list[Drift]:
    """Everybody whose roles changed, the most changes first; roles in the order of the alphabet."""
    ordered = sorted(rows, key=lambda row: (row.user_id, row.role))
    drifts = [_drift(list(of_one)) for _, of_one in groupby(ordered, lambda row: row.user_id)]
    return sorted(drifts, key=lambda drift: (-drift.changes, drift.user_id))


def _drift(rows: Sequence[RoleCount]) -> Drift:
    return Drift(
        rows[0].user_id,
        rows[0].username,
        sum(row.given + row.taken for row in rows),
        [row.role for row in rows if row.given > row.taken],
        [row.role for row in rows if row.taken > row.given],
    )
