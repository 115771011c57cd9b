"""How often somebody may try to get in, counted by the minute in the cache."""

import hashlib
import logging

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

from auth_keys.hashing import is_busy
from spectra_site.addresses import client_of
from spectra_site.clock import now
from spectra_site.refused import refused

log = logging.getLogger(__name__)

PASSWORDS = 10  # a minute and address, and as many a minute and name
TOKENS = 60  # a minute and address: refreshing, signing out
WINDOW_S = 60
BUSY_S = 5  # to wait while too many others sign in


def wait_for_password(request: HttpRequest, name: str) -> int:
    """Counts an attempt with a password; the seconds to wait before it may be looked at, or 0."""
    address = client_address(request)
    waits = [_count("address", address, PASSWORDS), _count("name", name.lower(), PASSWORDS)]
    wait = max(waits) or (BUSY_S if is_busy() else 0)
    if wait:
        refused.count("too_many_passwords")
    return wait


def wait_for_token(request: HttpRequest) -> int:
    """Counts what is done with a refresh token or a session; seconds to wait, or 0."""
    return _count("tokens", client_address(request), TOKENS)


def client_address(request: HttpRequest) -> str:
    forwarded = request.headers.get("X-Forwarded-For", "")
    return client_of(request.META.get("REMOTE_ADDR", ""), forwarded, settings.PROXY_COUNT)


def _count(kind: str, who: str, limit: int) -> int:
    window, passed = divmod(int(now().timestamp()), WINDOW_S)
    digest = hashlib.sha256(who.encode(errors="replace")).hexdigest()
    key = f"attempts:{kind}:{window}:{digest}"
    try:
        cache.add(key, 0, 2 * WINDOW_S)
        count = cache.incr(key)
    except (RedisError, ValueError) as error:  # ValueError: it was dropped meanwhile
        # Nobody is kept out because nobody can be counted.
        log.warning("attempts to sign in are not counted: %s", type(error).__name__)
        return 0
    return WINDOW_S - passed if count > limit else 0
