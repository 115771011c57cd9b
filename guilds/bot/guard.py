"""Between the gateway and the library: one bad event must not end the connection.

The library takes every field for granted, and drops in silence what belongs to a guild or a
member that it does not know. Here the first is survived, and both are counted.
"""

import logging
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import discord

logger = logging.getLogger(__name__)

# Without these there is no session: when they fail, the connection has to begin again.
ESSENTIAL = ("READY", "RESUMED")

Parse = Callable[[Any], None]


def guard_parsers(client: discord.Client, counts: Counter[str]) -> None:
    """Count what can't be used in ``counts``: malformed, unknown_guild, unknown_member."""
    parsers = client._connection.parsers  # the library has no public place for this
    for event, parse in parsers.items():
        if event not in ESSENTIAL:
            parsers[event] = partial(_parse, client, counts, event, parse)


def _parse(
    client: discord.Client, counts: Counter[str], event: str, parse: Parse, data: Any
) -> None:
    try:
        lost = _why_lost(client, data)
        parse(data)
    except Exception as error:
        counts["malformed"] += 1
        # Neither the data nor the error's text, which quotes it.
        logger.warning("%s from Discord can't be read: %s", event, type(error).__name__)
    else:
        if lost:
            counts[lost] += 1


def _why_lost(client: discord.Client, data: dict[str, Any]) -> str:
    """Which of guild and member the library will not find; "" where it will."""
    if "guild_id" not in data:
        return ""
    guild = client.get_guild(int(data["guild_id"]))
    if guild is None:
        return "unknown_guild"
    user = data.get("user", {})
    user_id = data.get("user_id") or user.get("id")
    told = user_id is None or "member" in data or "username" in user
    return "" if told or guild.get_member(int(user_id)) else "unknown_member"
