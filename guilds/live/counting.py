"""Counting the analytics of a guild once for all processes: whoever claims them counts them.

The claim is an entry of the cache that lasts as long as the next ones have to wait; once they are
counted it holds them. Call from a thread.
"""

import logging
from typing import Any, NamedTuple

from django.core.cache import cache
from redis.exceptions import RedisError

from guilds import news, selectors
from guilds.analytics.window import Window
from guilds.live import throttle
from spectra_site.clock import now

logger = logging.getLogger(__name__)

Payload = dict[str, Any]
UNDER_WAY = ""  # in place of a payload, until there is one


class Counted(NamedTuple):
    """``ours``: counted here and now. Else they are another's; None where those aren't ready.

    ``shared``: the others were kept from counting them too.
    """

    payload: Payload | None
    ours: bool
    shared: bool = True


def count(guild_id: int) -> Counted:
    """The analytics of the guild, or those of whoever was first. Raises DatabaseError."""
    key = f"guild-analytics:{guild_id}"
    try:
        if not cache.add(key, UNDER_WAY, throttle.INTERVAL):
            return Counted(cache.get(key) or None, ours=False)
        payload = analytics(guild_id)
        cache.set(key, payload, throttle.INTERVAL)
    except RedisError as error:
        # Who asks here is not to wait for Redis; the others ask theirs.
        logger.warning("analytics are counted by each process: %s", type(error).__name__)
        return Counted(analytics(guild_id), ours=True, shared=False)
    return Counted(payload, ours=True)


def analytics(guild_id: int) -> Payload:
    """The payload of analytics:update as of now."""
    at = now()
    return news.analytics(guild_id, selectors.summary(guild_id, Window.last(at)), at)
