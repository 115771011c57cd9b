"""The bot within the server, for where there is no Redis by which another process is heard."""

import logging
from typing import Any

from django.conf import settings

from guilds.bot.process import BotProcess, Refused
from spectra_site.runtime import Runtime

logger = logging.getLogger(__name__)


class ResidentBot(BotProcess):
    def health(self) -> dict[str, Any]:
        """A server that serves matches is no less ready because Discord is away."""
        return super().health() | {"ready": True}


def is_wanted(roles: list[str]) -> bool:
    """Whether a server with these roles runs it."""
    return "guilds" in roles and bool(settings.DISCORD_BOT_TOKEN) and not settings.REDIS_URL


async def run_bot(runtime: Runtime) -> None:
    """Until cancelled. What stops it for good is logged: the server goes on without."""
    bot = ResidentBot(settings.DISCORD_BOT_TOKEN, runtime.announcer.deliver)
    try:
        await bot.run(settings.BIND, settings.BOT_PORT)
    except Refused as error:
        logger.error("the bot stopped: %s", error)
    except OSError as error:
        logger.error("the bot stopped: BOT_PORT can't be had: %s", error.strerror)
