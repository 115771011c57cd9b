"""What goes in and out of recording: people and channels as Discord names them, and news of them.

Pure. Ids are Discord's own numbers; on the wire they are strings of digits.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

# Discord's ids count the milliseconds since this moment, above 22 bits of other things.
DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody in a guild; ``joined_at`` where Discord told it."""

    discord_id: int
    username: str
    display_name: str
    joined_at: datetime | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "username", clean(self.username))
        object.__setattr__(self, "display_name", clean(self.display_name))


@dataclass(frozen=True, slots=True)
class Channel:
    discord_id: int
    name: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", clean(self.name))


@dataclass(frozen=True, slots=True)
class Live:
    """One event for the room of a guild, as the wire has it."""

    room_guild_id: int
    event: str
    payload: dict[str, Any]


def created_at(discord_id: int) -> datetime:
    """When what bears this id was made."""
    return DISCORD_EPOCH + timedelta(milliseconds=discord_id >> 22)


def account_age_days(discord_id: int, at: datetime) -> int:
    """Whole days that the account had at this time; never below 0."""
    return max(0, (at - created_at(discord_id)).days)


def clean(name: str) -> str:
    """The name without what PostgreSQL refuses, no longer than Discord allows any to be."""
    return name.replace("\0", "").encode(errors="replace").decode()[:LONGEST_NAME]
