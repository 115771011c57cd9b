"""Who is on several clients at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ClientsSeen:
    """How often, and when last, a member was seen on exactly these clients: "desktop,web"."""

    user_id: int
    username: str
    platforms: str
    times: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class MultiClient:
    """``platforms`` are all that took part, sorted."""

    user_id: int
    username: str
    platforms: Sequence[str]
    times: int
    last_at: datetime


def multi_clients(rows: Iterable[ClientsSeen]) -> list[MultiClient]:
    """Everybody who was on more than one, the most often first."""
    found: dict[int, MultiClient] = {}
    for row in rows:
        clients = row.platforms.split(",")
        if len(clients) < 2:
            continue
        old = found.get(row.user_id, MultiClient(row.user_id, row.username, (), 0, row.last_at))
        found[row.user_id] = replace(
            old,
            platforms=sorted({*old.platforms, *clients}),
            times=old.times + row.times,
            last_at=max(old.last_at, row.last_at),
        )
    return sorted(found.values(), key=lambda one: (-one.times, one.user_id))
