"""Watches Discord communities and stores what happens in them, until it is told to stop."""

import asyncio
import logging
import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, SystemCheckError

from guilds.bot.process import BotProcess, Refused
from guilds.values import Live
from spectra_site import boot, env

TOKEN = env.secret("DISCORD_BOT_TOKEN")
PORT = env.number("BOT_PORT", 3002, 1, 65535)


class Command(BaseCommand):
    help = "Watch the Discord communities that the bot of DISCORD_BOT_TOKEN is in."
    requires_system_checks = []  # they run below, as those of `serve` do

    def handle(self, **options: Any) -> None:
        errors, _ = boot.problems_with_settings()
        errors = errors or boot.problems_with_database()
        if errors:
            raise SystemCheckError("\n".join(errors))
        if not TOKEN:
            raise CommandError(
                "DISCORD_BOT_TOKEN is not set: make a bot in Discord's developer portal, and set "
                "it, or DISCORD_BOT_TOKEN_FILE, to the bot's token."
            )
        # Below warnings the library logs whole events, and with them what people do.
        logging.getLogger("discord").setLevel(logging.WARNING)
        try:
            asyncio.run(self._run())
        except Refused as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"Can't listen on {settings.BIND}:{PORT} ({error.strerror}): set BOT_PORT to "
                "another port."
            ) from error
        self.stdout.write("Stopped.")

    async def _run(self) -> None:
        process = BotProcess(TOKEN, _nobody_listens)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, process.stop)
        await process.run(settings.BIND, PORT)


def _nobody_listens(live: Live) -> None:
    """Where the live events will go: to the rooms of the guild, once there are any."""
