"""A running bot, and what it has stored and told."""

import asyncio
from typing import Any

from asgiref.sync import sync_to_async
from discord.gateway import DiscordWebSocket

from guilds.bot.client import Bot
from guilds.bot.process import BotProcess
from guilds.values import Live
from tests.support.discord.community import Community, Event
from tests.support.discord.server import TOKEN, FakeDiscord, until
from tests.support.served import free_ports


class Watching:
    """``told`` has every live event that was handed on."""

    def __init__(self, discord: FakeDiscord) -> None:
        self.discord = discord
        self.told: list[Live] = []
        self.process = BotProcess(TOKEN, self.told.append)
        (self.port,) = free_ports(1)
        self._running: asyncio.Task[None] | None = None

    @property
    def bot(self) -> Bot:
        assert self.process._bot
        return self.process._bot

    @property
    def gateway(self) -> DiscordWebSocket:
        return self.bot.ws

    async def start(self) -> None:
        self.begin()
        await self.sees(*self.discord.communities)

    def begin(self) -> None:
        self._running = asyncio.create_task(self.process.run("127.0.0.1", self.port))

    async def stop(self) -> None:
        self.process.stop()
        await self.ended()

    async def ended(self) -> None:
        """Wait for the end; raises what it ended with, once."""
        assert self._running
        running, self._running = self._running, asyncio.create_task(asyncio.sleep(0))
        await running

    async def happens(self, *events: Event) -> None:
        """Discord tells it, and all that the bot makes of it is stored."""
        await self.discord.tell(*events)
        await self.settled()

    async def sees(self, *communities: Community) -> None:
        """The bot has been told of these, and stored who is there."""
        await self.hears()
        ids = {community.id for community in communities}
        await until(lambda: ids <= self.bot._announced)
        await self.settled()

    async def settled(self) -> None:
        """The bot has heard everything that Discord told, and stored it."""
        await self.hears()
        await self.process.recorder.flushed()

    async def hears(self) -> None:
        """All that Discord told in its newest session has come to the bot."""
        await until(self._has_heard)
        await asyncio.sleep(0)  # the library calls the bot in tasks, which are due by now

    def _has_heard(self) -> bool:
        bot, sessions = self.process._bot, list(self.discord.sessions.values())
        if not (bot and bot.ws and sessions):
            return False
        told = sessions[-1].id, len(sessions[-1].packets)
        return told == (bot.ws.session_id, bot.ws.sequence)

    async def rows(self, table: Any, *fields: str) -> list[tuple[Any, ...]]:
        """What the table holds of these fields, in the order in which it came."""
        query = table.objects.order_by("pk").values_list(*fields)
        return await sync_to_async(lambda: list(query))()

    async def delete(self, table: Any) -> None:
        """As somebody in the admin might."""
        await sync_to_async(table.objects.all().delete)()
