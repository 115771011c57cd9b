"""A calm match beside others: ``python -m bench.canary INGEST BROADCAST KEY``.

One observer sends an event now and then, one overlay looks. Prints what it takes, in milliseconds,
from each event until the overlay has the state, a line for each, until it is ended. A process of
its own, so that what else a benchmark does is not what is measured.
"""

import asyncio
import sys
import time

from bench.frames import connect, event
from tests.wire.crew import logon_packet

CODE = "CANARY"
EVERY_S = 0.13  # more than the 100 ms within which states become one
PACKET = {"obsName": "canary", "groupCode": CODE, "type": "tech_pause", "data": True}


class Canary:
    """Its overlay's last news."""

    def __init__(self) -> None:
        self.ready = asyncio.Event()
        self.state = asyncio.Event()

    def on_observer(self, text: bytes) -> None:
        if b"obs_logon_ack" in text:
            self.ready.set()

    def on_overlay(self, text: bytes) -> None:
        if text.startswith(b'42["match_data"'):
            self.state.set()

    async def watch(self, ingest: int, broadcast: int, key: str) -> None:
        observer = await connect(ingest, self.on_observer)
        observer.transport.write(event("obs_logon", logon_packet(key, CODE)))
        await self.ready.wait()
        overlay = await connect(broadcast, self.on_overlay)
        overlay.transport.write(event("logon", {"groupCode": CODE}))
        await self.state.wait()
        while True:
            await asyncio.sleep(EVERY_S)
            self.state.clear()
            began = time.perf_counter()
            observer.transport.write(event("obs_data", PACKET))
            await self.state.wait()
            print(round((time.perf_counter() - began) * 1000, 2), flush=True)


def main() -> None:
    ingest, broadcast, key = sys.argv[1:]
    asyncio.run(Canary().watch(int(ingest), int(broadcast), key))


if __name__ == "__main__":
    main()
