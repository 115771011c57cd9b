"""Tasks that run beside everything else."""

import asyncio
import logging

logger = logging.getLogger(__name__)


def tell_if_failed(task: asyncio.Task[None]) -> None:
    """For ``add_done_callback``: nobody awaits the task, so nobody else would hear of it."""
    if not task.cancelled() and task.exception():
        logger.critical("a background task died", exc_info=task.exception())
