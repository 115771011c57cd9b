"""Running database work away from the event loop."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from channels.db import database_sync_to_async

P = ParamSpec("P")
T = TypeVar("T")


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The result of ``work``, run in a thread of the pool with a connection of its own."""
    return await database_sync_to_async(work, thread_sensitive=False)(*args, **kwargs)
