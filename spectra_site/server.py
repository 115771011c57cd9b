"""daphne, started and stopped the way a broadcast needs it."""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from daphne.http_protocol import WebRequest
from daphne.server import Server
from twisted.internet import defer, reactor, tcp

from fanout.websocket import SOCKET, SharedWebSocket
from matches.replay.running import replays
from realtime.wire import compression
from spectra_site.request import bounded
from spectra_site.runtime import Runtime
from spectra_site.turns import take_turns

# Each time the event loop's thread asks for the interpreter back, a busy thread (a page, the
# archive) keeps it for so many seconds: 5 ms by default, which adds up to a stutter on air.
SWITCH_INTERVAL = 0.0001
# Bytes taken from one connection before the others have their turn: with Twisted's 64 KB, a
# hundred busy observers held up the loop for a quarter of a second. Under TLS it is also what may
# wait for a client before its viewer keeps only the newest state.
READ_AT_ONCE = 4_096
# Python's own thresholds are for small programs: its full collections stopped everything for a
# tenth of a second under load.
GARBAGE = (50_000, 20, 100)
CANCEL_WITHIN = 2.0  # seconds that requests have to end once we stop
NEVER = 10**9  # seconds
REPLAYS_END_WITHIN = 3.0  # seconds
GIVE_UP_AFTER = 20.0  # seconds after which we end whatever still hangs


Beside = Callable[[], Coroutine[Any, Any, None]]
"""Work that runs along with the server, and is cancelled before it stops."""


class WebSocket(SharedWebSocket):
    """As the settings have it."""

    compression = compression()


class SpectraServer(Server):  # type: ignore[misc]
    """Stops in order on SIGINT and SIGTERM; a port that can't be had ends the start."""

    def __init__(
        self, runtime: Runtime, roles: list[str], beside: Beside | None = None, **options: Any
    ) -> None:
        super().__init__(
            signal_handlers=False,
            ready_callable=self._ready,
            websocket_timeout=-1,  # daphne would close every WebSocket after a day
            ping_interval=NEVER,  # Engine.IO has its own heartbeat
            server_name="",
            verbosity=0,
            **options,
        )
        self._runtime = runtime
        self._roles = roles
        self._beside = beside
        self._companion: asyncio.Task[None] | None = None
        self._open_ports: list[Any] = []
        self._stopping = False
        self.exit_code = 0

    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        """Hand the application the WebSocket itself, so that it can send to many at once."""
        if isinstance(protocol, SharedWebSocket):
            scope[SOCKET] = protocol
        return super().create_application(protocol, scope)

    def protocol_disconnected(self, protocol: Any) -> None:
        """Free what HTTP keeps of a request that is a WebSocket now: it holds itself in a cycle."""
        super().protocol_disconnected(protocol)
        channel = isinstance(protocol, WebRequest) and getattr(protocol, "channel", None)
        if channel:  # of a request that is over it is gone
            channel.requests.clear()

    def _ready(self) -> None:
        sys.setswitchinterval(SWITCH_INTERVAL)
        tcp.Connection.bufferSize = READ_AT_ONCE
        bounded(self.http_factory)
        self.ws_factory.protocol = WebSocket
        self.ws_factory.setProtocolOptions(
            failByDrop=False,  # so that a client learns by the close code what was wrong
            allowNullOrigin=True,  # set before, and forgotten by every call
        )
        loop = asyncio.get_event_loop()
        take_turns(loop)
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._on_signal)
        self._startup = loop.create_task(self._start())

    async def _start(self) -> None:
        """Recover what was live before anybody connects, rather than on the first connection."""
        for role in self._roles:
            await self._runtime.started(role)
        gc.collect()
        gc.freeze()  # what has been loaded stays: no need to look through it again and again
        gc.set_threshold(*GARBAGE)
        if self._beside:
            self._companion = asyncio.create_task(self._beside())

    def listen_success(self, port: Any) -> None:
        self._open_ports.append(port)

    def listen_error(self, failure: Any) -> None:
        sys.stderr.write(
            f"{failure.getErrorMessage().rstrip('.')}. Stop the program that has this port, "
            "or choose another with --port ROLE=PORT.\n"
        )
        self.exit_code = 1
        self.stop()

    def _on_signal(self) -> None:
        if self._stopping:
            os._exit(130)  # asked twice: at once
        self._stopping = True
        loop = asyncio.get_event_loop()
        loop.call_later(GIVE_UP_AFTER, os._exit, 1)
        self._shutdown = loop.create_task(self._stop_in_order())

    async def _stop_in_order(self) -> None:
        for port in self._open_ports:
            port.stopListening()
        try:
            if self._companion:
                self._companion.cancel()
                await asyncio.gather(self._companion, return_exceptions=True)
            await self._end_replays()
            await self._runtime.stop()
        finally:
            reactor.stop()

    async def _end_replays(self) -> None:
        """While there is still somebody to tell: they leave their codes free."""
        running = replays.listed()
        for replay in running:
            replay.stop()
        waiting = (asyncio.to_thread(replay.join, REPLAYS_END_WITHIN) for replay in running)
        await asyncio.gather(*waiting)

    def kill_all_applications(self) -> Any:
        """Cancel what still runs, and wait for it, but not for ever."""
        running = [
            details["application_instance"]
            for details in self.connections.values()
            if "application_instance" in details and not details["application_instance"].done()
        ]
        for application in running:
            application.cancel()
        if not running:
            return None
        return defer.Deferred.fromFuture(
            asyncio.ensure_future(asyncio.wait(running, timeout=CANCEL_WITHIN))
        )
