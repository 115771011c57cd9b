"""When a live match has to end, and how it is closed in the database."""

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from django.conf import settings
from django.db import Error as DatabaseError

from matches.engine.view import team_info
from matches.live.match import LiveMatch
from matches.services.log import from_ms
from spectra_site.threads import in_thread

logger = logging.getLogger(__name__)

T = TypeVar("T")
RETRY_AFTER = 1.0  # seconds
LONGEST_PAUSE_MS = 24 * 3_600_000  # a tech pause that nobody has come back from


def is_idle(match: LiveMatch, now_ms: int) -> bool:
    """Whether no observer has been there for the idle time; a tech pause may last longer."""
    if match.observers or match.waiting or match.closing:
        return False
    patience_ms = settings.IDLE_MATCH_TIMEOUT * 1000
    if match.state.timeouts.tech_pause:
        patience_ms = max(patience_ms, LONGEST_PAUSE_MS)
    return bool(now_ms - match.unfed_since_ms > patience_ms)


async def closed(match: LiveMatch, clock: Callable[[], int], close: Callable[..., T]) -> T:
    """What ``close`` answers, once the database takes it. The whole log must be there already."""
    info = team_info(match.state)
    while True:
        now = from_ms(clock())
        try:
            return await in_thread(partial(close, match.pk, match.epoch, team_info=info, now=now))
        except DatabaseError as error:
            logger.error("match %s can't be closed yet: %s", match.pk, error)
            await asyncio.sleep(RETRY_AFTER)
