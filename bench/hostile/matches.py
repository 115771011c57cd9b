"""Calm matches beside an attack: ``python -m bench.hostile.matches PORT KEY HOW_MANY``.

Feeds ten events a second into each until standard input ends, then prints one JSON object: how many
were sent, how many acknowledged, and whether in order. A process of its own, so that an attack
takes the server's time and not this one's.
"""

import asyncio
import itertools
import json
import sys

from bench.frames import Client, connect, event
from matches.simulator.script import simulate
from tests.wire.crew import logon_packet

PERIOD_S = 0.1
PATIENCE_S = 30.0


class Match:
    """One of them, with its observer."""

    def __init__(self, code: str) -> None:
        self._code = code
        packets = [step.packet for step in simulate(1, group_code=code)][:-1]
        self._packets = itertools.cycle(packets)
        self._ready = asyncio.Event()
        self.is_over = False
        self.answered = asyncio.Event()  # the last event, once it is over
        self.sent = 0
        self.seqs: list[int] = []

    def on_text(self, text: bytes) -> None:
        if text.startswith(b"43"):
            answer = json.loads(text[text.index(b"[") :])[0]
            if answer["ok"]:
                self.seqs.append(answer["seq"])
            if self.is_over and text.startswith(b"43%d[" % self.sent):
                self.answered.set()
        elif b"obs_logon_ack" in text:
            self._ready.set()

    async def log_on(self, port: int, key: str) -> Client:
        client = await connect(port, self.on_text)
        client.transport.write(event("obs_logon", logon_packet(key, self._code)))
        await self._ready.wait()
        return client

    def send(self, client: Client) -> None:
        self.sent += 1
        client.transport.write(event("obs_data", next(self._packets), ack=self.sent))

    def end(self, client: Client) -> None:
        self.is_over = True
        self.send(client)

    def is_in_order(self) -> bool:
        return self.seqs == sorted(set(self.seqs))


async def feed(port: int, key: str, how_many: int) -> dict[str, int | bool]:
    matches = [Match(f"BESIDE{number}") for number in range(how_many)]
    clients = [await match.log_on(port, key) for match in matches]
    ended: asyncio.Future[str] = asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    while not ended.done():
        for match, client in zip(matches, clients, strict=True):
            match.send(client)
        await asyncio.wait([ended], timeout=PERIOD_S)
    for match, client in zip(matches, clients, strict=True):
        match.end(client)
    async with asyncio.timeout(PATIENCE_S):
        await asyncio.gather(*(match.answered.wait() for match in matches))
    return {
        "sent": sum(match.sent for match in matches),
        "acknowledged": sum(len(match.seqs) for match in matches),
        "in_order": all(match.is_in_order() for match in matches),
    }


def main() -> None:
    port, key, how_many = sys.argv[1:]
    print(json.dumps(asyncio.run(feed(int(port), key, int(how_many)))))


if __name__ == "__main__":
    main()
