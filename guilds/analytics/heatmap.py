"""When a guild writes, and where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Week = list[list[int]]
"""Counts by weekday (0 is Monday) and hour, in UTC."""


@dataclass(frozen=True, slots=True)
class HourCount:
    """Messages in a channel in one hour of one weekday."""

    channel_id: int
    channel_name: str
    weekday: int
    hour: int
    messages: int


@dataclass(frozen=True, slots=True)
class ChannelHeat:
    channel_id: int
    channel_name: str
    messages: int
    week: Week


@dataclass(frozen=True, slots=True)
class Heatmap:
    """The whole guild's week, and each channel's; the busiest channel first."""

    messages: int
    week: Week
    channels: Sequence[ChannelHeat]


def heatmap_of(rows: Iterable[HourCount]) -> Heatmap:
    total = _empty_week()
    names: dict[int, str] = {}
    weeks: dict[int, Week] = {}
    for row in rows:
        names[row.channel_id] = row.channel_name
        week = weeks.setdefault(row.channel_id, _empty_week())
        week[row.weekday][row.hour] += row.messages
        total[row.weekday][row.hour] += row.messages
    channels = [ChannelHeat(pk, names[pk], _sum(week), week) for pk, week in weeks.items()]
    channels.sort(key=lambda channel: (-channel.messages, channel.channel_id))
    return Heatmap(_sum(total), total, channels)


def _empty_week() -> Week:
    return [[0] * 24 for _ in range(7)]


def _sum(week: Week) -> int:
    return sum(map(sum, week))
