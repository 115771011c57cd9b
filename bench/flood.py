"""Many matches fed at once, as fast as the server takes it."""

import asyncio
import json
import time
from collections.abc import Callable

from bench.frames import Client, connect, event
from matches.simulator.script import simulate
from tests.wire.crew import logon_packet

ACK_EVERY = 100
WRITE_AT_ONCE = 50  # frames
PATIENCE_S = 120.0


class Match:
    """One match's connection: all of its frames, and when it is through."""

    def __init__(self, code: str, count: int) -> None:
        self.code = code
        packets = [step.packet for step in simulate(1, group_code=code)][:-1]
        self.frames = [
            event("obs_data", packets[n % len(packets)], ack=n if n % ACK_EVERY == 0 else None)
            for n in range(1, count + 1)
        ]
        self.count = count
        self.in_order = True
        self._seq = 0
        self.done = asyncio.Event()
        self.ready = asyncio.Event()

    def on_text(self, text: bytes) -> None:
        """Each acknowledgement names a place in the log, which must be after the one before."""
        if text.startswith(b"43"):
            number, _, answer = text[2:].partition(b"[")
            seq = json.loads(b"[" + answer)[0].get("seq", 0)
            self.in_order = self.in_order and seq > self._seq
            self._seq = seq
            if int(number) == self.count:
                self.done.set()
        elif b"obs_logon_ack" in text:
            self.ready.set()

    async def log_on(self, port: int, key: str) -> Client:
        client = await connect(port, self.on_text)
        client.transport.write(event("obs_logon", logon_packet(key, self.code)))
        await self.ready.wait()
        return client

    async def feed(self, client: Client) -> None:
        for start in range(0, self.count, WRITE_AT_ONCE):
            await client.room.wait()
            client.transport.write(b"".join(self.frames[start : start + WRITE_AT_ONCE]))
            await asyncio.sleep(0)


async def flood(port: int, key: str, matches: int, events: int, begin: Callable[[], None]) -> float:
    """Seconds until every event of every match is in the log and folded, in its order.

    ``begin`` is called when all have logged on, which is not what is measured.
    """
    share = events // matches // ACK_EVERY * ACK_EVERY
    crowd = [Match(f"FLOOD{number}", share) for number in range(matches)]
    clients = [await match.log_on(port, key) for match in crowd]
    begin()
    began = time.perf_counter()
    feeding = [
        asyncio.create_task(match.feed(client))
        for match, client in zip(crowd, clients, strict=True)
    ]
    async with asyncio.timeout(PATIENCE_S):
        await asyncio.gather(*feeding, *(match.done.wait() for match in crowd))
    if not all(match.in_order for match in crowd):
        raise AssertionError("an event was refused, or acknowledged out of its order")
    return time.perf_counter() - began
