"""A session of the gateway: it outlives its connections, and keeps what it told."""

from secrets import token_hex
from typing import Any

from tests.support.discord.community import Event
from tests.support.discord.intents import Intent, shown, wanted
from tests.support.discord.payloads import Payload

DISPATCH = 0


class Session:
    """``packets`` has every dispatch so far; the first has ``s`` 1."""

    def __init__(self, intents: Intent, link: Any, *, heeds_intents: bool) -> None:
        self.id = token_hex(16)
        self.intents = intents
        self.link = link
        self.packets: list[Payload] = []
        self._heeds_intents = heeds_intents

    def add(self, event: Event) -> None:
        """Tell the bot what happened, if it asked for that."""
        name, data = event
        if not self._heeds_intents or wanted(self.intents, name, data):
            self.add_system(name, shown(self.intents, name, data))

    def add_system(self, name: str, data: Payload) -> None:
        """Tell what every bot is told."""
        seq = len(self.packets) + 1
        self.packets.append({"op": DISPATCH, "s": seq, "t": name, "d": data})
