"""A connection over a WebSocket, from its upgrade to its end.

The library's own way starts a task and a timer for each message that it waits for, and ends a
connection for which nothing came through its queues for as long as a heartbeat takes; most of what
we send and receive goes past them.
"""

import asyncio
from typing import Any

from engineio import exceptions
from engineio.packet import NOOP, PING, PONG, UPGRADE, Packet

from realtime.heartbeat import Heartbeat

UPGRADE_WITHIN = 10.0  # seconds, as the JavaScript server has it


async def converse(connection: Any, ws: Any, heartbeat: Heartbeat) -> None:
    """Serve this connection, engineio's, over this WebSocket until either has ended.

    Returns at once where an upgrade to it fails: the session goes on polling.
    """
    if connection.connected and not await _upgrade(connection, ws):
        return
    connection.connected = connection.upgraded = True
    ws.is_upgraded()
    heartbeat.start()
    writer = asyncio.ensure_future(_write(connection, ws))
    try:
        await _read(connection, ws)
    finally:
        heartbeat.stop()
        connection.queue.put_nowait(None)
        await writer
        await connection.close(
            wait=False, abort=True, reason=connection.server.reason.TRANSPORT_CLOSE
        )


async def give_up(connection: Any) -> None:
    """The client is gone: whoever waits for that is told now, before the WebSocket is closed."""
    await connection.close(wait=False, reason=connection.server.reason.PING_TIMEOUT)
    connection.queue.put_nowait(None)


async def _upgrade(connection: Any, ws: Any) -> bool:
    """Whether the client has moved here from polling, as Engine.IO's probe says it is to."""
    try:
        async with asyncio.timeout(UPGRADE_WITHIN):
            if await ws.wait() != f"{PING}probe":
                return False
            await ws.send(f"{PONG}probe")
            await connection.queue.put(Packet(NOOP))  # ends the poll that waits
            is_upgrade = await ws.wait() == str(UPGRADE)
    except TimeoutError:
        return False
    return is_upgrade and not connection.closed


async def _read(connection: Any, ws: Any) -> None:
    while (frame := await ws.wait()) is not None:
        try:
            await connection.receive(Packet(encoded_packet=frame))
        except exceptions.UnknownPacketError:
            continue  # it means nothing from a client
        except exceptions.SocketIsClosedError:
            return


async def _write(connection: Any, ws: Any) -> None:
    """Send what is queued, up to the None that ends it."""
    while (packet := await connection.queue.get()) is not None:
        await ws.send(packet.encode())
        connection.queue.task_done()
    await ws.close()
