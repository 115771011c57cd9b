"""Running database work away from the event loop."""

import os
import sys
import threading
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from channels.db import database_sync_to_async

NICER = 5  # as nice(1) counts: about a third of what the loop gets

P = ParamSpec("P")
T = TypeVar("T")


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The result of ``work``, run in a thread of the pool with a connection of its own."""
    return await database_sync_to_async(work, thread_sensitive=False)(*args, **kwargs)


def step_back() -> None:
    """Let the event loop go before this thread, where both are on one core; Linux can tell."""
    if sys.platform == "linux":
        os.setpriority(
            os.PRIO_PROCESS, threading.get_native_id(), os.getpriority(os.PRIO_PROCESS, 0) + NICER
        )
