"""A small Socket.IO server in a thread of its own, for tests of clients."""

import asyncio
import json
import ssl
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import socketio
from aiohttp import web

from tests.support.aio import end

PATIENCE_S = 10

Answer = Callable[[str, Any], Awaitable[Any]]


class SocketServer:
    """``sio`` is a plain python-socketio server on a free port.

    ``received`` holds ``(event, data)`` of every event named with ``on``; ``sids`` every
    connection so far, ``gone`` those that ended.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.sio = socketio.AsyncServer(async_mode="aiohttp", async_handlers=False)
        self.received: list[tuple[str, Any]] = []
        self.sids: list[str] = []
        self.gone: list[str] = []
        self.port = 0
        self._tls = tls
        self._transports: dict[str, asyncio.Transport] = {}
        self._loop = asyncio.new_event_loop()
        self.sio.on("connect", self._on_connect)
        self.sio.on("disconnect", self._on_disconnect)

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    def on(self, event: str, answer: Answer) -> None:
        """Keep the event's JSON argument and call ``answer(sid, data)``; what it returns is the
        acknowledgement, for who asked for one."""

        async def handler(sid: str, raw: str) -> Any:
            data = json.loads(raw)
            self.received.append((event, data))
            return await answer(sid, data)

        self.sio.on(event, handler)

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Run a coroutine in the server's thread, and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_S)

    def cut(self) -> None:
        """Break the newest client's WebSocket without a word, as a bad line would."""
        self._loop.call_soon_threadsafe(self._transports[self.sids[-1]].abort)
        deadline = time.monotonic() + PATIENCE_S
        while self.sids[-1] not in self.gone:
            assert time.monotonic() < deadline, "the server did not notice the cut"
            time.sleep(0.001)

    async def _on_connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        self.sids.append(sid)
        self._transports[sid] = environ["aiohttp.request"].transport

    async def _on_disconnect(self, sid: str, reason: str) -> None:
        self.gone.append(sid)

    # The thread

    def _start(self) -> web.AppRunner:
        application = web.Application()
        self.sio.attach(application)
        runner = web.AppRunner(application, shutdown_timeout=0.1, access_log=None)
        self.run(self._listen(runner))
        return runner

    async def _listen(self, runner: web.AppRunner) -> None:
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=self._tls).start()
        self.port = runner.addresses[0][1]

    async def _stop(self, runner: web.AppRunner) -> None:
        await self.sio.shutdown()
        await end(runner)
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)


@contextmanager
def socket_server(tls: ssl.SSLContext | None = None) -> Iterator[SocketServer]:
    """A running server, gone without a trace at the end."""
    server = SocketServer(tls)
    thread = threading.Thread(target=server._loop.run_forever)
    thread.start()
    try:
        runner = server._start()
        try:
            yield server
        finally:
            server.run(server._stop(runner))
    finally:
        server._loop.call_soon_threadsafe(server._loop.stop)
        thread.join(PATIENCE_S)
        server._loop.close()
