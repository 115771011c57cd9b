"""How often a key may ask. Staff may ask as often as they like.

The limits keep one reader's program from slowing the broadcast that runs in the same process.
"""

import logging
from typing import Any

from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle, SimpleRateThrottle

from matches.api.archive.readers import Reader

log = logging.getLogger(__name__)


class _PerKey(SimpleRateThrottle):
    def get_cache_key(self, request: Request, view: Any) -> str | None:
        reader = request.auth
        if not isinstance(reader, Reader) or reader.key_id is None:
            return None
        return self.cache_format % {"scope": self.scope, "ident": reader.key_id}

    def allow_request(self, request: Request, view: Any) -> bool:
        try:
            return super().allow_request(request, view)
        except RedisError as error:
            # Nobody is kept from reading because nobody can be counted.
            log.warning("reads are not counted: %s", type(error).__name__)
            return True


class Reads(_PerKey):
    scope = "reads"
    rate = "300/min"


class Downloads(_PerKey):
    """Recordings and exports: each costs as much as a hundred other reads."""

    scope = "downloads"
    rate = "30/min"


READS: list[type[BaseThrottle]] = [Reads]
DOWNLOADS: list[type[BaseThrottle]] = [Reads, Downloads]
