"""What runs beside the requests: made once per process, started for the roles it serves."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from channels import DEFAULT_CHANNEL_LAYER
from channels.layers import channel_layers
from django.conf import settings

from fanout.websocket import SharedWebSocket
from guilds.live.announcer import Announcer
from guilds.live.board import board as guild_board
from guilds.sockets.port import GuildPort
from matches.live.board import board
from matches.live.lag import LagMeter
from matches.sockets.ingest_port import IngestPort
from matches.sockets.overlay_port import OverlayPort
from matches.sockets.reporting import report
from realtime.bus import Bus
from spectra_site.health import add_report
from spectra_site.tasks import tell_if_failed

FLUSH_WITHIN = 10.0  # seconds for what is queued to reach the log when we stop


class Runtime:
    """The ports of this process and the tasks behind them."""

    def __init__(self) -> None:
        self._bus = Bus(channel_layers[DEFAULT_CHANNEL_LAYER])
        self.ingest = IngestPort(self._bus)
        self.overlays = OverlayPort(self._bus)
        self.guilds = GuildPort(self._bus)
        self.announcer = Announcer(self._bus)
        self._lag = LagMeter()
        self._tasks: list[asyncio.Task[None]] = []
        self._started: dict[str, asyncio.Task[None]] = {}

    async def started(self, role: str) -> None:
        """Start what the role needs, once; wait until it may serve."""
        if role not in self._started:
            self._started[role] = asyncio.ensure_future(self._start(role))
        await asyncio.shield(self._started[role])

    async def stop(self) -> None:
        """Send the clients away to reconnect, and let what is queued reach the log."""
        for server in (self.ingest.server, self.overlays.server, self.guilds.server):
            await server.drop_all()
        if "ingest" in self._started:
            await asyncio.wait_for(self.ingest.ingest.stop(), FLUSH_WITHIN)
        self.announcer.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _start(self, role: str) -> None:
        if not self._tasks:
            self._run(self._bus.run())
            self.announcer.start()
        if role == "ingest":
            # Where this is the only process, every live match there is must be its own.
            await self.ingest.ingest.start(claim=not settings.REDIS_URL)
            self._run(self.ingest.patrol())
            self._run(self._lag.run())
            add_report(role, self._ingest_health)
            self._run(report(self._bus, role, ingest=self.ingest))
        elif role == "broadcast":
            self._run(self.overlays.broadcaster.run())
            add_report(role, self._broadcast_health)
            self._run(report(self._bus, role, overlays=self.overlays))
        elif role == "guilds":
            self._run(self.guilds.run())
            add_report(role, self._guilds_health)
        elif role == "web":
            self._run(board.run(self._bus))
            self._run(guild_board.run(self._bus))

    def _ingest_health(self) -> dict[str, Any]:
        commits = self.ingest.ingest.commits
        return {
            "ready": not commits.away_for,
            "matches": len(self.ingest.ingest.matches()),
            "unsaved": commits.unsaved,
            "database_away_for_s": round(commits.away_for, 1),
            "readers_wait": commits.stalled,
            "loop_lag_ms": self._lag.read()._asdict(),
            "bus_failures": self._bus.failures,
        }

    def _broadcast_health(self) -> dict[str, Any]:
        viewers = sum(self.overlays.rooms.counts().values())
        return {
            "ready": True,
            "viewers": viewers,
            "too_slow": SharedWebSocket.too_slow,
            "bus_failures": self._bus.failures,
        }

    def _guilds_health(self) -> dict[str, Any]:
        return {
            "ready": True,
            "connections": len(self.guilds.listeners),
            "subscriptions": self.guilds.by_guild().total(),
            "refused": dict(self.guilds.refusals.by_reason),
            "too_slow": SharedWebSocket.too_slow,
            "bus_failures": self._bus.failures,
            "bus_lost": self._bus.lost,
        }

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        task.add_done_callback(tell_if_failed)
        self._tasks.append(task)
