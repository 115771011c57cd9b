"""aiohttp's servers, ended without a trace."""

import asyncio

from aiohttp import web

TURNS = 3  # of the loop: until what was just accepted is a connection, or what was aborted is gone


async def end(runner: web.AppRunner) -> None:
    """Stop listening, and break what is left of connections.

    A cleanup alone leaves what was accepted a moment ago, and what still has something to send, to
    the garbage collector, whose warning would fail some other test.
    """
    for site in list(runner.sites):
        await site.stop()
    await _turns()
    for connection in runner.server.connections if runner.server else ():
        if connection.transport:
            connection.transport.abort()
    await runner.cleanup()
    await _turns()


async def _turns() -> None:
    for _ in range(TURNS):
        await asyncio.sleep(0)
