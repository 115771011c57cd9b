"""The analytics once more, counted row by row without a thought for speed.

Answers are plain tuples, so that nothing is shared with what is tested.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from guilds.analytics.window import Window
from tests.guilds.cast import HARBOUR
from tests.guilds.happenings import Happening

Happened = Sequence[Happening]


def within(happened: Happened, window: Window) -> list[Happening]:
    return [one for one in happened if one.guild == HARBOUR and window.start < one.at <= window.end]


def ghosts(happened: Happened, window: Window) -> list[tuple[Any, ...]]:
    found = []
    for who, own in _by_member(within(happened, window)):
        typings = sum(one.kind == "typing" for one in own)
        messages = sum(one.kind == "message" for one in own)
        if typings:
            found.append((who, typings / (messages or 1), typings))
    found.sort(key=lambda row: (-row[1], -row[2], row[0]))
    return [(who, score) for who, score, _ in found]


def lurkers(happened: Happened, window: Window) -> list[tuple[Any, ...]]:
    found = []
    for who, own in _by_member(within(happened, window)):
        kinds = [one.kind for one in own]
        if "presence" not in kinds or "typing" in kinds or "message" in kinds:
            continue
        channels = {one.channel.discord_id for one in own if one.kind in ("voice", "reaction")}
        found.append((who, kinds.count("presence"), len(channels)))
    found.sort(key=lambda row: (-row[1], row[0]))
    return [(who, 1 if times >= 5 else 0, channels) for who, times, channels in found]


def channel_diversity(happened: Happened, window: Window) -> list[tuple[Any, ...]]:
    found = []
    for who, own in _by_member(within(happened, window)):
        channels = {one.channel.discord_id for one in own if one.kind in ("typing", "message")}
        if channels:
            found.append((who, len(channels)))
    return sorted(found, key=lambda row: (-row[1], row[0]))


def heat(happened: Happened, window: Window) -> dict[tuple[int, int, int], int]:
    """Messages by channel, weekday and hour; what has none is left out."""
    cells: dict[tuple[int, int, int], int] = {}
    for one in within(happened, window):
        if one.kind == "message":
            cell = (one.channel.discord_id, one.at.weekday(), one.at.hour)
            cells[cell] = cells.get(cell, 0) + 1
    return cells


def multi_clients(happened: Happened, window: Window) -> list[tuple[Any, ...]]:
    found = []
    for who, own in _by_member(within(happened, window)):
        several = [one for one in own if one.kind == "presence" and "," in one.platforms]
        if several:
            platforms = {name for one in several for name in one.platforms.split(",")}
            last = max(one.at for one in several)
            found.append((who, sorted(platforms), len(several), last))
    return sorted(found, key=lambda row: (-row[2], row[0]))


def drift(happened: Happened, window: Window) -> list[tuple[Any, ...]]:
    found = []
    for who, own in _by_member(within(happened, window)):
        given: list[str] = [name for one in own if one.kind == "roles" for name in one.added]
        taken: list[str] = [name for one in own if one.kind == "roles" for name in one.removed]
        names = sorted({*given, *taken})
        added = [name for name in names if given.count(name) > taken.count(name)]
        removed = [name for name in names if taken.count(name) > given.count(name)]
        if names:
            found.append((who, len(given) + len(taken), added, removed))
    return sorted(found, key=lambda row: (-row[1], row[0]))


def new_accounts(happened: Happened, window: Window) -> list[tuple[Any, ...]]:
    found = []
    for who, own in _by_member(within(happened, window)):
        joins = [one for one in own if one.kind == "join" and one.age < 7]
        if joins:
            last = max(one.at for one in joins)
            found.append((who, min(one.age for one in joins), last, len(joins)))
    return sorted(found, key=lambda row: (-row[2].timestamp(), row[1], row[0]))


def status_at(happened: Happened, who: int, moment: datetime) -> tuple[str, list[str]] | None:
    """The status right after this moment; of two at once the later row counts."""
    newest: Happening | None = None
    for one in happened:
        mine = one.kind == "presence" and one.guild == HARBOUR and one.who.discord_id == who
        if mine and one.at <= moment and (newest is None or one.at >= newest.at):
            newest = one
    if newest is None:
        return None
    return newest.status, newest.platforms.split(",") if newest.platforms else []


def _by_member(happened: Iterable[Happening]) -> list[tuple[int, list[Happening]]]:
    members: dict[int, list[Happening]] = {}
    for one in happened:
        members.setdefault(one.who.discord_id, []).append(one)
    return list(members.items())
