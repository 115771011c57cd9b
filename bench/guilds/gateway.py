"""A Discord in a process of its own: `python -m bench.guilds.gateway --guilds 50 --rate 200`.

Prints where it is and its guilds, as one line of JSON. At the line `go` on stdin things begin to
happen, the guilds in turn; at `stop` it prints what it told, and ends: for each guild
[moment, name, user id] of every live event, in seconds of the monotonic clock.
"""

import argparse
import asyncio
import json
import sys
from itertools import cycle
from time import monotonic
from typing import Any

from bench.guilds.happening import Town
from tests.support.discord.server import FakeDiscord


class Gateway:
    def __init__(self, guilds: int, rate: float) -> None:
        self._towns = [Town(number) for number in range(guilds)]
        self._period = 1 / rate
        self._discord = FakeDiscord(*self._towns)
        self.stop = asyncio.Event()
        self.told: dict[int, list[list[Any]]] = {town.id: [] for town in self._towns}

    async def start(self) -> dict[str, Any]:
        """Where it is."""
        await self._discord.start()
        ids = [str(town.id) for town in self._towns]
        return {
            "api": self._discord.api_url,
            "gateway": self._discord.gateway_url,
            "guilds": ids,
            "token": self._discord.token,
        }

    async def run(self) -> None:
        """Let things happen until ``stop`` is set, each to its end."""
        due = monotonic()
        for town in cycle(self._towns):
            if self.stop.is_set():
                return
            event, lives = town.happens()
            moment = monotonic()
            self.told[town.id] += [[moment, *live] for live in lives]
            await self._discord.tell(event)
            due += self._period
            await asyncio.sleep(max(0.0, due - monotonic()))


async def main(guilds: int, rate: float) -> None:
    gateway = Gateway(guilds, rate)
    _say(await gateway.start())
    await asyncio.to_thread(sys.stdin.readline)
    running = asyncio.create_task(gateway.run())
    await asyncio.to_thread(sys.stdin.readline)
    gateway.stop.set()
    await running
    _say(gateway.told)


def _say(told: Any) -> None:
    sys.stdout.write(f"{json.dumps(told)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--guilds", type=int, required=True)
    parser.add_argument("--rate", type=float, required=True, help="events a second, of all guilds")
    options = parser.parse_args()
    asyncio.run(main(options.guilds, options.rate))
