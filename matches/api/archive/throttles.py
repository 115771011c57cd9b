"""How often a key may ask. Staff may ask as often as they like.

The limits keep one reader's program from slowing the broadcast that runs in the same process.
"""

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from matches.api.archive.readers import Reader
from spectra_site.api.throttles import Throttle


class _PerKey(Throttle):
    def get_cache_key(self, request: Request, view: Any) -> str | None:
        reader = request.auth
        if not isinstance(reader, Reader) or reader.key_id is None:
            return None
        return self.cache_format % {"scope": self.scope, "ident": reader.key_id}


class Reads(_PerKey):
    scope = "reads"
    rate = "300/min"


class Downloads(_PerKey):
    """Recordings and exports: each costs as much as a hundred other reads."""

    scope = "downloads"
    rate = "30/min"


READS: list[type[BaseThrottle]] = [Reads]
DOWNLOADS: list[type[BaseThrottle]] = [Reads, Downloads]
