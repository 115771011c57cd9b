"""In how many channels members take part."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChannelCount:
    """Distinct channels in which a member typed or wrote."""

    user_id: int
    username: str
    channel_count: int


def ranked_diversity(rows: Iterable[ChannelCount]) -> list[ChannelCount]:
    """The most channels first."""
    return sorted(rows, key=lambda row: (-row.channel_count, row.user_id))
