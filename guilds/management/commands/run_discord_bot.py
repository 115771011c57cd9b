"""Watches Discord communities and stores what happens in them, until it is told to stop."""

import asyncio
import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, SystemCheckError

from guilds.bot.process import BotProcess, Refused
from guilds.live.announcer import announcing
from spectra_site import boot

ALONE = (
    "REDIS_URL is not set: what happens is stored, and no dashboard hears of it. Without Redis, "
    "`manage.py serve` runs the bot itself where DISCORD_BOT_TOKEN is set: run one of the two."
)


class Command(BaseCommand):
    help = "Watch the Discord communities that the bot of DISCORD_BOT_TOKEN is in."
    requires_system_checks = []  # they run below, as those of `serve` do

    def handle(self, **options: Any) -> None:
        errors, _ = boot.problems_with_settings()
        errors = errors or boot.problems_with_database()
        if errors:
            raise SystemCheckError("\n".join(errors))
        if not settings.DISCORD_BOT_TOKEN:
            raise CommandError(
                "DISCORD_BOT_TOKEN is not set: make a bot in Discord's developer portal, and set "
                "it, or DISCORD_BOT_TOKEN_FILE, to the bot's token."
            )
        if not settings.REDIS_URL:
            self.stderr.write(ALONE, self.style.WARNING)
        try:
            asyncio.run(self._run())
        except Refused as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"Can't listen on {settings.BIND}:{settings.BOT_PORT} ({error.strerror}): set "
                "BOT_PORT to another port."
            ) from error
        self.stdout.write("Stopped.")

    async def _run(self) -> None:
        async with announcing() as announcer:
            process = BotProcess(settings.DISCORD_BOT_TOKEN, announcer.deliver)
            loop = asyncio.get_running_loop()
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, process.stop)
            await process.run(settings.BIND, settings.BOT_PORT)
