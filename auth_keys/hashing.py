"""Hashing passwords without a match noticing: two at a time, behind everything else there is to do.

A hash takes a core for a third of a second. Each log-in has a thread of its own, so that a few
dozen at once would take both the event loop and the log's commits their processor.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from spectra_site.threads import step_back

AT_ONCE = 2
MOST_WAITING = 20

_pool = ThreadPoolExecutor(AT_ONCE, "hashing", step_back)
_places = BoundedSemaphore(AT_ONCE + MOST_WAITING)


class Hasher(PBKDF2PasswordHasher):
    """Django's own; its hashes stay as they are."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        """Waits for its turn; in a thread, never in the event loop."""
        with _places:
            return _pool.submit(super().encode, password, salt, iterations).result()


def is_busy() -> bool:
    """Whether so many hashes wait that another log-in should come later."""
    is_free = _places.acquire(blocking=False)
    if is_free:
        _places.release()
    return not is_free
