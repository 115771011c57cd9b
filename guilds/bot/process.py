"""The bot's process: connected to Discord for as long as it takes, storing what it hears."""

import asyncio
import logging
import math
import time
from collections import Counter
from typing import Any

import aiohttp
import discord

from guilds.bot.client import Bot
from guilds.bot.health import serve_health
from guilds.bot.recorder import Deliver, Recorder
from guilds.services import recording
from spectra_site.health import add_report

logger = logging.getLogger(__name__)

# Seconds between sessions that failed. The library resumes one by itself; a new one needs an
# IDENTIFY, and Discord takes back the token of whoever sends a thousand of them in a day.
WAITS = (1, 2, 5, 10, 30, 60, 120)
OUT_OF_REACH = (OSError, aiohttp.ClientError, discord.HTTPException, discord.GatewayNotFound)
STEADY = 600.0  # a session that lasted so many seconds was no failure


class Refused(Exception):
    """Discord will not have this bot as it is; the text says what to do."""


class BotProcess:
    """``deliver`` gets every live event once it is stored; see ``recorder.Deliver``."""

    def __init__(self, token: str, deliver: Deliver) -> None:
        self.recorder = Recorder(deliver)
        self.counts: Counter[str] = Counter()
        self._token = token
        self._bot: Bot | None = None
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Let ``run`` come to its end."""
        self._stop.set()

    async def run(self, host: str, port: int) -> None:
        """Until ``stop``. Raises Refused, or OSError where the port for /readyz is in use."""
        page = await serve_health(host, port)
        add_report("bot", self.health)
        storing = asyncio.create_task(self.recorder.run())
        connecting = asyncio.create_task(self._stay_connected())
        stopping = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait({connecting, stopping, storing}, return_when="FIRST_COMPLETED")
            if connecting.done() or storing.done():
                await asyncio.gather(*(task for task in (connecting, storing) if task.done()))
        finally:
            await _end(connecting, stopping)
            await self.recorder.finish()
            await _end(storing)
            await page.cleanup()

    def health(self) -> dict[str, Any]:
        """What /readyz says of the bot."""
        bot, lost = self._bot, self.recorder.counts["overflowed"] + self.recorder.counts["refused"]
        connected = bot is not None and bot.connected
        return {
            "ready": connected and not self.recorder.away_for,
            "connected": connected,
            "latency_ms": _milliseconds(bot.latency) if bot and connected else None,
            "guilds": len(bot.guilds) if bot else 0,
            "stored": self.recorder.counts["stored"],
            "waiting": self.recorder.waiting,
            "lost": lost,
            "undelivered": self.recorder.counts["undelivered"],
            "database_away_for_s": round(self.recorder.away_for, 1),
            "unusable": dict(self.counts + recording.dropped),
        }

    async def _stay_connected(self) -> None:
        failures = 0
        while True:
            began = time.monotonic()
            try:
                await self._one_session()
            except discord.LoginFailure as error:
                raise Refused(
                    "Discord does not know the bot's token: set DISCORD_BOT_TOKEN to the one in "
                    "the developer portal, under Bot."
                ) from error
            except discord.PrivilegedIntentsRequired as error:
                raise Refused(
                    "Discord does not allow the bot to see members and presences: turn on Server "
                    "Members Intent and Presence Intent in the developer portal, under Bot."
                ) from error
            except discord.ConnectionClosed as error:
                raise Refused(_closed(error.code)) from error
            except OUT_OF_REACH as error:
                logger.warning("Discord is out of reach: %s", error)
            except Exception:
                # Where the very first connection fails, the library stumbles over what it has
                # not yet; whatever else it is, another session may go better.
                logger.exception("the session with Discord failed")
            failures = 0 if time.monotonic() - began > STEADY else failures + 1
            wait = WAITS[min(failures, len(WAITS)) - 1] if failures else WAITS[0]
            await asyncio.sleep(wait)

    async def _one_session(self) -> None:
        try:
            async with Bot(self.recorder, self.counts) as self._bot:
                await self._bot.start(self._token)
        finally:
            self._bot = None


async def _end(*tasks: asyncio.Task[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _closed(code: int) -> str:
    if code == 4004:
        return (
            "Discord took back the bot's token: set DISCORD_BOT_TOKEN to the new one in the "
            "developer portal, under Bot."
        )
    return f"Discord closed the connection for good, with code {code}."


def _milliseconds(seconds: float) -> float | None:
    """JSON has no infinity, which stands for a connection without a heartbeat so far."""
    return round(seconds * 1000, 1) if math.isfinite(seconds) else None
